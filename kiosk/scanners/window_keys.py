"""A scanner that types into the kiosk's own window: for trials, and where nothing better is plugged in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from kiosk.scanners.classify import Classifier, Scan
from kiosk.scanners.framing import Frames

PAUSE_MS = 500
"""A scanner types faster than this, also into a window that is busy; what comes later begins a new code."""
_END = b"\r"
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WindowKeys(QObject):
    """Takes the typed signs of a window, before anything else sees them."""

    def __init__(self, classify: Classifier, tell: Callable[[Scan], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._classify = classify
        self._tell = tell
        self._frames = Frames()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._frames.forget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep printable keys, and what is typed among them, from the window."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        """Add a key to what is being typed; returns whether it belongs there."""
        begun = self._pause.isActive()
        if event.key() in _ENDS:
            self._finish()
            return begun
        sign = event.text()
        if len(sign) != 1 or not sign.isprintable() or (sign == " " and not begun):
            return False  # the space bar alone presses buttons
        if not event.isAutoRepeat():
            self._pause.start()
            self._frames.feed(sign.encode())
        return True

    def _finish(self) -> None:
        self._pause.stop()
        for frame in self._frames.feed(_END):
            self._tell(self._classify(frame))
