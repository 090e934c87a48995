"""Languages of the screens: Danish is the language of the source, every other one is a file.

A room keeps them in `<room>/translations/`: `<code>.ts` is what translators edit with Qt Linguist, and
`<code>.qm` what the program reads. `da` holds plural forms only. Adding a language adds files, nothing else.

    python -m screens.languages update     find the texts of all rooms and write them into the .ts files
    python -m screens.languages release    turn every .ts into its .qm
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QGuiApplication

SOURCE = "da"
OWN = Path(__file__).parent
ROOMS = tuple(OWN.parent / room for room in ("screens", "kiosk", "display", "desk", "branch"))
NAMES = {
    "da": "Dansk", "en": "English", "de": "Deutsch", "uk": "Українська", "ar": "العربية", "pl": "Polski",
    "ro": "Română", "tr": "Türkçe", "so": "Soomaali", "fa": "فارسی",
}
"""Each language in its own words and script (A-17)."""


class Languages:
    """Switches the application between languages; translators are made once and kept."""

    def __init__(self, app: QGuiApplication, rooms: Sequence[Path]) -> None:
        self._app = app
        self._folders = [room / "translations" for room in rooms]
        self._cache: dict[str, list[QTranslator]] = {}
        self._installed: list[QTranslator] = []
        self.code = ""

    def use(self, code: str) -> None:
        """Show this language from now on; a text without a translation stays Danish."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed = self._translators(code)
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)
        right_to_left = QLocale(code).textDirection() is Qt.LayoutDirection.RightToLeft
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight,
        )
        self.code = code

    def _translators(self, code: str) -> list[QTranslator]:
        if code not in self._cache:
            files = [folder / f"{code}.qm" for folder in self._folders]
            self._cache[code] = [self._load(file) for file in files if file.exists()]
        return self._cache[code]

    def _load(self, file: Path) -> QTranslator:
        translator = QTranslator(self._app)
        if not translator.load(str(file)):
            raise RuntimeError(f"{file} is no translation; mend: python -m screens.languages release")
        return translator


def update(room: Path, codes: Sequence[str]) -> None:
    """Find a room's texts and bring its .ts files up to date; what is no longer used goes."""
    sources = sorted(str(p) for kind in ("*.qml", "*.py") for p in room.rglob(kind))
    folder = room / "translations"
    if not sources:
        return
    folder.mkdir(exist_ok=True)
    for code in codes:
        plurals = ["-pluralonly"] if code == SOURCE else []
        _tool("lupdate", "-no-obsolete", "-locations", "none", *plurals, "-source-language", SOURCE,
              "-target-language", code, *sources, "-ts", str(folder / f"{code}.ts"))


def release(room: Path, into: Path | None = None) -> list[Path]:
    """Turn a room's .ts files into .qm, beside them or in another folder; returns what was written."""
    written = []
    for source in sorted((room / "translations").glob("*.ts")):
        target = (into or source.parent) / f"{source.stem}.qm"
        _tool("lrelease", "-silent", str(source), "-qm", str(target))
        written.append(target)
    return written


def known_codes() -> list[str]:
    """Return the languages that any room has a .ts file for, Danish and English always."""
    found = {file.stem for room in ROOMS for file in (room / "translations").glob("*.ts")}
    return sorted(found | {SOURCE, "en"})


def _tool(name: str, *arguments: str) -> None:
    """Run one of PySide6's own tools and stop with its words when it fails."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / f"pyside6-{name}"), *arguments],
        check=False, capture_output=True, text=True, timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"pyside6-{name} failed:\n{done.stdout}{done.stderr}")


def main(arguments: Sequence[str]) -> int:
    """Run `update` or `release` over all rooms, or the rooms that are named."""
    command, *names = arguments or [""]
    rooms = [room for room in ROOMS if room.is_dir() and (not names or room.name in names)]
    if command == "update":
        for room in rooms:
            update(room, known_codes())
    elif command == "release":
        for room in rooms:
            release(room)
    else:
        sys.stderr.write("say: python -m screens.languages update|release [ROOM...]\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
