"""What a service by appointment can offer at this moment: its next free time, and who fits in here and now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from queueing.bookings import Booking, BookingState
from queueing.hours import Step
from queueing.house import Entry, House, Service
from queueing.names import ServiceId
from queueing.ports import UnitOfWork
from queueing.slots import Slot

LOOK_AHEAD_DAYS = 14
_DAY = timedelta(days=1)
_GLANCE = timedelta(minutes=1)
"""Acute times are released without a booking: so long the answer may be older than they."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a service by appointment can offer at this moment."""

    next_free: datetime | None
    here_and_now: timedelta
    """How long a visit without a booking may last before somebody with one needs the staff; 0 for not at all."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The next free time, as it was at one moment."""

    at: datetime
    start: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it is still the answer, unless a booking was made or changed since."""
        return self.at <= now < self.at + _GLANCE and (self.start is None or now <= self.start)


class Outlooks:
    """Answers for one house; a search through two weeks is remembered, because every picture asks."""

    def __init__(
        self, house: House, slots: Callable[[UnitOfWork, str, date, datetime], list[Slot]],
    ) -> None:
        self._house = house
        self._slots = slots
        self._found: dict[ServiceId, _Found] = {}

    def forget(self) -> None:
        """Search anew: a booking is being made or changed."""
        self._found.clear()

    def all(self, uow: UnitOfWork, now: datetime) -> dict[ServiceId, Outlook]:
        """Return what each service with tasks can offer."""
        services = dict.fromkeys(task.service for task in self._house.tasks.values())
        return {
            s: Outlook(self._next_free(uow, s, now), self.here_and_now(uow, self._house.services[s], now))
            for s in services
        }

    def here_and_now(self, uow: UnitOfWork, service: Service, now: datetime) -> timedelta:
        """Return how long a visit without a booking fits before the next booking and the shift's end (B-07)."""
        shift = self._house.hours.shift_at(service.id, now)
        if service.entry is not Entry.EITHER or shift is None:
            return timedelta(0)
        kept = _kept(uow, service.id, shift)
        with_time = {b.ticket for b in kept}
        walk_ins = sum(1 for t in uow.floor.waiting([service.id]) if t.id not in with_time)
        visits = sum(1 for t in uow.floor.visits().values() if t.service == service.id)
        lengths = {t.length for t in self._house.tasks.values() if t.service == service.id}
        for length in sorted(lengths, reverse=True):
            busy = {b.lane for b in kept if b.start < now + length and b.end > now}
            if now + length <= shift.end and shift.staff - len(busy) > visits + walk_ins:
                return length
        return timedelta(0)

    def _next_free(self, uow: UnitOfWork, service: ServiceId, now: datetime) -> datetime | None:
        known = self._found.get(service)
        if known is None or not known.holds(now):
            known = self._found[service] = _Found(now, self._search(uow, service, now))
        return known.start

    def _search(self, uow: UnitOfWork, service: ServiceId, now: datetime) -> datetime | None:
        """Return the first time that a task of the service can have within two weeks."""
        task = min((t for t in self._house.tasks.values() if t.service == service), key=lambda t: t.length)
        today = self._house.hours.business_day(now)
        for ahead in range(LOOK_AHEAD_DAYS):
            if found := self._slots(uow, task.id, today + ahead * _DAY, now):
                return found[0].start
        return None


def _kept(uow: UnitOfWork, service: ServiceId, shift: Step) -> list[Booking]:
    """Return the bookings of a shift for which staff must be kept: not who is served, or has been."""
    waiting = {t.id for t in uow.floor.waiting([service])}
    return [
        b for b in uow.bookings(shift.start, shift.end, service)
        if b.takes_capacity and (b.state is not BookingState.ARRIVED or b.ticket in waiting)
    ]
