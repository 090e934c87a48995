// Validates an AsyncAPI document with the reference parser: `node validate.js FILE`.
// Exits 1 when the parser has anything to say that is an error or a warning.
import { readFile } from "node:fs/promises";
import { argv, exit } from "node:process";
import { Parser } from "@asyncapi/parser";

const ERROR = 0;
const WARNING = 1;
const LEVELS = ["error", "warning"];

const file = argv[2];
const { document, diagnostics } = await new Parser().parse(await readFile(file, "utf8"));
const complaints = diagnostics.filter((found) => found.severity === ERROR || found.severity === WARNING);

for (const found of complaints) {
  const line = found.range.start.line + 1;
  console.error(`${file}:${line}: ${LEVELS[found.severity]}: ${found.message} (${found.code}, ${found.path.join("/")})`);
}
if (!document || complaints.length > 0) {
  exit(1);
}
const counts = `${document.channels().length} channels, ${document.operations().length} operations`;
console.log(`${file}: AsyncAPI ${document.version()}, ${counts}, valid`);
