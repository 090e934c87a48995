"""Which of its lamps a button shows now: some last, some pass after 2 s."""

from __future__ import annotations

from desk.driver import Lamp

PASSING_SECONDS = 2.0
STATES = frozenset({Lamp.READY, Lamp.OVER, Lamp.OFFLINE})
"""How things stand; what a passing lamp gives way to."""
PATIENT = frozenset({Lamp.READY, Lamp.OVER})
"""States that let the answer to a press be seen first."""


class Lamps:
    """The lamps of one button, as desk/box_lines.py promises them; times are seconds of one monotonic clock."""

    def __init__(self, state: Lamp = Lamp.READY) -> None:
        self._state = self._lamp = state
        self._until = 0.0

    def show(self, lamp: Lamp, now: float) -> None:
        """Take in what to show from now on."""
        passing = self.seconds_left(now) is not None
        if lamp in STATES:
            self._state = lamp
        if lamp in PATIENT and passing:
            return
        self._lamp, self._until = lamp, now + PASSING_SECONDS

    def at(self, now: float) -> Lamp:
        """Return what to show at a time that is not before the last `show`."""
        lasts = self._lamp in STATES or self._lamp is Lamp.BUSY or now < self._until
        return self._lamp if lasts else self._state

    def seconds_left(self, now: float) -> float | None:
        """Return how long until the lamp changes by itself, or None."""
        passes = self._lamp not in STATES and self._lamp is not Lamp.BUSY and now < self._until
        return self._until - now if passes else None
