"""How long a screen waits for a citizen: quiet at first, then a countdown that any touch takes back (A-08)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds, and how often a citizen may ask for more."""

    choice: float = 60
    """Quiet time on a screen with a choice, before the countdown."""
    ticket: float = 15
    """Quiet time with a printed ticket."""
    no_paper: float = 30
    """Quiet time with a number that stands on the screen alone (P-02)."""
    react: int = 20
    """Length of the countdown."""
    extensions: int = 10
    tick_ms: int = 1000


@QmlElement
class Patience(QObject):
    """A time-out that warns before it ends."""

    changed = Signal()
    warned = Signal()
    ended = Signal()

    def __init__(self, limits: Limits | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limits = limits or Limits()
        self._length = 0.0
        self._extended = 0
        self._left = 0
        self._quiet = QTimer(self, singleShot=True)
        self._quiet.timeout.connect(self._warn)
        self._tick = QTimer(self, interval=self.limits.tick_ms)
        self._tick.timeout.connect(self._count)

    @Property(bool, notify=changed)
    def warning(self) -> bool:
        """Whether the countdown runs."""
        return self._left > 0

    @Property(int, notify=changed)
    def left(self) -> int:
        """Seconds of the countdown that are left; 0 before it."""
        return self._left

    def begin(self, seconds: float) -> None:
        """Wait this long from now, and then count down; forgets how often time was added."""
        self._extended = 0
        self._length = seconds
        self._restart()

    def stop(self) -> None:
        """Wait for ever."""
        self._quiet.stop()
        self._tick.stop()
        self._set_left(0)

    @Slot()
    def stay(self) -> None:
        """Start again because somebody is there; out of a countdown only so many times."""
        if self._left:
            if self._extended >= self.limits.extensions:
                return
            self._extended += 1
        if self._left or self._quiet.isActive():
            self._restart()

    def _restart(self) -> None:
        self._tick.stop()
        self._quiet.start(int(self._length * self.limits.tick_ms))
        self._set_left(0)

    @Slot()
    def _warn(self) -> None:
        self._set_left(self.limits.react)
        self._tick.start()
        self.warned.emit()

    @Slot()
    def _count(self) -> None:
        if self._left > 1:
            self._set_left(self._left - 1)
            return
        self.stop()
        self.ended.emit()

    def _set_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.changed.emit()
