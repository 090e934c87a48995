"""Lint every QML file of the house, knowing the Python types that it uses.

    python tests/checks/qml.py [FOLDER]

qmllint is blind for types written in Python until it gets their description, so the modules of all rooms are
copied into one import folder and described there by PySide6's own tools. Any warning is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import PySide6

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
ROOMS = ("screens", "kiosk", "display", "desk", "branch")
TOOLS = Path(sys.executable).parent
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
BASES = ("core", "gui", "qml", "quick")
_IMPORT_NAME = re.compile(r"^QML_IMPORT_NAME\s*=\s*\"([\w.]+)\"", re.MULTILINE)
_MAJOR = re.compile(r"^QML_IMPORT_MAJOR_VERSION\s*=\s*(\d+)", re.MULTILINE)


def main() -> int:
    """Lint and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        imports = Path(folder)
        copies = copy_modules(imports)
        for module, sources in python_types().items():
            describe(imports, module, sources)
        return lint(imports, copies)


def copy_modules(imports: Path) -> dict[Path, Path]:
    """Copy each room's qml/<Module> into the import folder; returns original files by copy."""
    copies = {}
    for room in ROOMS:
        for original in sorted((ROOT / room / "qml").rglob("*")):
            if original.is_file():
                copy = imports / original.relative_to(ROOT / room / "qml")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(original, copy)
                copies[copy] = original
    return copies


def python_types() -> dict[str, list[Path]]:
    """Return the Python files that define types of a QML module, by module."""
    modules = defaultdict(list)
    for source in (source for room in ROOMS for source in sorted((ROOT / room).rglob("*.py"))):
        found = _IMPORT_NAME.search(source.read_text(encoding="utf-8"))
        if found:
            modules[found[1]].append(source)
    return modules


def describe(imports: Path, module: str, sources: list[Path]) -> None:
    """Write a module's plugins.qmltypes from its Python sources, and make its qmldir name it."""
    folder = imports / module.replace(".", "/")
    folder.mkdir(parents=True, exist_ok=True)
    major = _MAJOR.search(sources[0].read_text(encoding="utf-8"))
    dump, types, unused = (str(folder / name) for name in ("types.json", "plugins.qmltypes", "unused.cpp"))
    bases = ",".join(str(next(METATYPES.glob(f"qt6{base}_*metatypes.json"))) for base in BASES)
    tool("metaobjectdump", "--quiet", "-o", dump, *map(str, sources))
    tool(
        "qmltyperegistrar", "--generate-qmltypes", types, "-o", unused, "--import-name", module,
        "--major-version", major[1] if major else "1", "--foreign-types", bases, dump,
    )
    qmldir = folder / "qmldir"
    text = qmldir.read_text(encoding="utf-8") if qmldir.exists() else f"module {module}\n"
    qmldir.write_text(f"{text.rstrip()}\ntypeinfo plugins.qmltypes\n", encoding="utf-8")


def tool(name: str, *arguments: str) -> None:
    """Run one of PySide6's tools; stop with what it said when it fails or warns."""
    done = subprocess.run(
        [TOOLS / f"pyside6-{name}", *arguments], capture_output=True, text=True, timeout=120, check=False,
    )
    if done.returncode:
        sys.exit(f"pyside6-{name} failed:\n{done.stdout}{done.stderr}")


def lint(imports: Path, copies: dict[Path, Path]) -> int:
    """Run qmllint over all files and say what it found with the files' own names."""
    files = [str(copy) for copy in copies if copy.suffix == ".qml"]
    if not files:
        sys.stdout.write("no QML found\n")
        return 1
    done = subprocess.run(
        [TOOLS / "pyside6-qmllint", "--max-warnings", "0", "-I", imports, *files],
        capture_output=True, text=True, timeout=300, check=False,
    )
    said = done.stdout + done.stderr
    for copy, original in copies.items():
        said = said.replace(str(copy), str(original.relative_to(ROOT)))
    sys.stdout.write(said)
    sys.stdout.write(f"qmllint: {len(files)} files, {'faults found' if done.returncode else 'all well'}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
