"""The scanner as a keyboard: ticket codes that end with Enter, and nothing else (S-07)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

LONGEST = 64
PAUSE_MS = 500
"""A scanner types faster than this; what comes later begins a new code."""
_CODE = re.compile(r"[A-Z][0-9]{3}[A-Z0-9]{1,60}")
"""A ticket's number and its signature. Ten digits alone, as on a health card, are nobody's ticket (S-01)."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Scanner(QObject):
    """Takes the typed characters of a window, before anything else sees them, and tells whole codes."""

    scanned = Signal(str)
    """A text in the form of a ticket's code."""
    strange = Signal()
    """Something else was scanned; its text is kept nowhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spoilt = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep printable keys, and the Enter behind them, from the window."""
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return self._take(event)  # type: ignore[arg-type]

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() in _ENDS and (self._text or self._spoilt):
            self._finish()
            return True
        letter = event.text()
        if len(letter) != 1 or not letter.isprintable() or letter == " ":
            return False
        self._add(letter)
        return True

    def _add(self, letter: str) -> None:
        self._pause.start()
        if len(self._text) >= LONGEST or not (letter.isascii() and letter.isalnum()) or letter.islower():
            self._spoilt = True
        else:
            self._text += letter

    def _finish(self) -> None:
        text, spoilt = self._text, self._spoilt
        self._forget()
        if not spoilt and _CODE.fullmatch(text):
            self.scanned.emit(text)
        else:
            self.strange.emit()

    @Slot()
    def _forget(self) -> None:
        self._pause.stop()
        self._text = ""
        self._spoilt = False
