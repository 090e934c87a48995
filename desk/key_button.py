"""A key of the window as a desk button: for a foot pedal or a one-key keyboard, which type F12 or F13."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from desk.button import Edge, Stroke
from desk.driver import Lamp, Plug, Tell

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from queueing.clock import Clock

SOURCE = "keys"
KEYS = (Qt.Key.Key_F12, Qt.Key.Key_F13)


class KeyButton(QObject):
    """The driver of a window's button keys; other keys go their way."""

    def __init__(self, window: QQuickWindow, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._clock = clock
        self._tell: Tell = lambda _happening: None

    def start(self, tell: Tell) -> None:
        """Begin to watch the window's keys; a window that loses the focus has let go of them."""
        self._tell = tell
        self._window.installEventFilter(self)

    def show(self, lamp: Lamp) -> None:
        """Do nothing: the window itself shows what became of a press."""

    def stop(self) -> None:
        """Watch no more."""
        self._window.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the button keys' events for the button."""
        if event.type() == QEvent.Type.FocusOut:
            self._tell(Plug(SOURCE, present=False))
        if not isinstance(event, QKeyEvent) or event.key() not in KEYS:
            return False
        edge = _edge(event)
        if edge is not None:
            self._tell(Stroke(f"{SOURCE}:{event.key()}", edge, self._clock.monotonic()))
        return edge is not None


def _edge(event: QKeyEvent) -> Edge | None:
    if event.type() == QEvent.Type.KeyPress:
        return Edge.REPEAT if event.isAutoRepeat() else Edge.DOWN
    if event.type() == QEvent.Type.KeyRelease:
        return Edge.REPEAT if event.isAutoRepeat() else Edge.UP
    return None
