"""The house's one clock, handed in wherever time is read."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the house asks of a clock."""

    def now(self) -> datetime:
        """Return the house's time as an aware UTC datetime."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards, for durations."""
        ...


class SystemClock:
    """The machine's clock, moved by a fixed offset so that a trial can run at any hour."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """Return the machine's time plus the offset, in UTC."""
        return datetime.now(UTC) + self.offset

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()


class ManualClock:
    """A clock that stands until it is moved, for tests and simulations."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """Return the time that was last set."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds by which this clock was moved forward."""
        return self._monotonic

    def advance(self, delta: timedelta) -> None:
        """Move wall and monotonic time forward together; never backwards."""
        if delta < timedelta(0):
            raise ValueError("advance() goes forward only; jump() moves the wall clock alone")
        self._now += delta
        self._monotonic += delta.total_seconds()

    def jump(self, to: datetime) -> None:
        """Set the wall clock alone, as a bad time server would."""
        self._now = to.astimezone(UTC)
