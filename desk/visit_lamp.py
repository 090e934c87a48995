"""What a button shows of the visit at its desk: the hall has shown the call; the minutes are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from broker.messages import Visit
from desk.driver import Lamp


class VisitLamp:
    """Tells each of both once for a call, and when a visit that was over has ended."""

    def __init__(self) -> None:
        self._visit: Visit | None = None
        self._shown_for = self._over_for = ""

    @property
    def state(self) -> Lamp:
        """Return how things stand at the desk, as far as it was told."""
        is_over = self._visit is not None and self._visit.call == self._over_for
        return Lamp.OVER if is_over else Lamp.READY

    def hear(self, visit: Visit | None) -> Lamp | None:
        """Take over the visit; returns the lamp when it has ended after its limit, or the hall shows its call."""
        known = self._visit
        self._visit = visit
        if known is not None and known.call == self._over_for and (visit is None or visit.call != known.call):
            return Lamp.READY
        if visit is None or not visit.shown_by or visit.call == self._shown_for:
            return None
        self._shown_for = visit.call
        seen_growing = known is not None and known.call == visit.call
        return Lamp.SHOWN if seen_growing else None

    def tick(self, now: datetime) -> Lamp | None:
        """Return the lamp when the visit has just reached its limit."""
        over_at = self._over_at()
        if self._visit is None or over_at is None or now < over_at:
            return None
        self._over_for = self._visit.call
        return Lamp.OVER

    def seconds_left(self, now: datetime) -> float | None:
        """Return how long until `tick` has something to tell, or None."""
        over_at = self._over_at()
        return None if over_at is None else max(0.0, (over_at - now).total_seconds())

    def _over_at(self) -> datetime | None:
        visit = self._visit
        if visit is None or visit.limit_seconds is None or visit.call == self._over_for:
            return None
        return visit.last_call_at + timedelta(seconds=visit.limit_seconds)
