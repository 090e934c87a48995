"""Tell whether every text of the screens is translated and its files are current.

    python tests/checks/languages.py

Does in a copy what `python -m screens.languages update` and `release` would do here: a file that this would
change is out of date, and a text that a translator has not finished is named.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from screens import languages


def main() -> int:
    """Look at all rooms and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        faults = [fault for room in languages.ROOMS if room.is_dir() for fault in check(room, Path(folder))]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    codes = ", ".join(languages.known_codes())
    sys.stdout.write(f"languages: {codes}: {f'{len(faults)} faults' if faults else 'current and complete'}\n")
    return 1 if faults else 0


def check(room: Path, folder: Path) -> Iterator[str]:
    """Yield what is wrong with a room's translations."""
    copy = folder / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("__pycache__"))
    languages.update(copy, languages.known_codes())
    languages.release(copy)
    if not any(b"<message" in made.read_bytes() for made in (copy / "translations").glob("*.ts")):
        return
    for made in sorted((copy / "translations").glob("*.*")):
        kept = room / "translations" / made.name
        name = f"{room.name}/translations/{made.name}"
        if not kept.exists() or kept.read_bytes() != made.read_bytes():
            yield f"{name}: out of date; run python -m screens.languages update, then release"
        if made.suffix == ".ts":
            yield from (f"{name}: {text}" for text in unfinished(made))


def unfinished(file: Path) -> Iterator[str]:
    """Yield the texts of a .ts file that have no finished translation."""
    for message in ET.parse(file).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") == "unfinished":
            yield f"not translated: {message.findtext('source')!r}"


if __name__ == "__main__":
    sys.exit(main())
