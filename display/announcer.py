"""One sound after the other: every call chimes, none over another, none too late (D-03)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from broker.messages import Call
    from queueing.clock import Clock
    from screens.sound import Chime


class Announcer(QObject):
    """Announces calls in the order in which they are handed over."""

    def __init__(self, chime: Chime, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chime = chime
        self._clock = clock
        self._waiting: deque[Call] = deque()
        self._sounding = False
        chime.finished.connect(self._ended)

    def announce(self, call: Call) -> None:
        """Announce a call after those that came before it, unless it has expired by then."""
        self._waiting.append(call)
        self._go_on()

    def withdraw(self, standing: set[str]) -> None:
        """Announce only what still stands."""
        self._waiting = deque(call for call in self._waiting if call.id in standing)

    def stop(self) -> None:
        """Fall silent; for the end of the program."""
        self._waiting.clear()
        self._chime.stop()

    @Slot()
    def _ended(self) -> None:
        self._sounding = False
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self._sounding:
            if self._clock.now() < self._waiting.popleft().expires_at:
                self._sounding = True
                self._chime.play()
