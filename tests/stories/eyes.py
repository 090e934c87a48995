"""A face as its own process, with somebody who reads along: `python -m tests.stories.eyes MODULE FILE ...`.

Runs the face's own main program; whatever stands on its screen is kept in the file, one text a line.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screens import app

GLANCE_MS = 100


class Eyes:
    """Reads a window now and then, and writes down what it says when that has changed."""

    def __init__(self, window: QQuickWindow, file: Path) -> None:
        self._window, self._file = window, file
        self._written = ""
        self._timer = QTimer(window, interval=GLANCE_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        said = "\n".join(_texts(self._window.contentItem()))
        if said != self._written:
            self._written = said
            fresh = self._file.with_suffix(".new")
            fresh.write_text(said, "utf-8")
            fresh.replace(self._file)


def _texts(root: QQuickItem) -> list[str]:
    found, left = [], [root]
    while left:
        item = left.pop()
        if not item.isVisible() or item.opacity() == 0:
            continue
        text = item.property("text")
        if isinstance(text, str) and text:
            found.append(text.replace("\u00a0", " "))
        left += reversed(item.childItems())
    return found


def main() -> int:
    module, file, *arguments = sys.argv[1:]
    show, open_eyes = app.show, []

    def show_and_read(window: QQuickWindow, face: app.Face, given: app.Arguments) -> None:
        show(window, face, given)
        open_eyes.append(Eyes(window, Path(file)))

    app.show = show_and_read  # type: ignore[assignment]
    code: int = import_module(module).main(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
