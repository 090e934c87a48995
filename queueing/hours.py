"""Opening hours and staffing, minute by minute, in the house's own time zone.

Shifts are written in local wall time; everything asked and answered is an aware UTC datetime. A wall time
stands for the first instant at which the clock on the wall reads it or something later, so that both nights
of the year on which the clocks are changed have no overlap, no hole, and one meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from queueing.names import ServiceId

HORIZON = timedelta(days=60)
"""How far ahead an opening or closing is looked for."""
YEARS = range(2001, 2200)
"""Years in which a house has days; far beyond, a zone's offset may leave what dates can hold."""
MIDNIGHT = time(0)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_WEEKDAYS = 7
_KEPT_DAYS = 4096
"""Days remembered with their shifts in UTC; a year of ten services fits."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of one weekday with the same staff, in local wall time, start inclusive, end exclusive.

    An end of 00:00 is the midnight that ends the day.
    """

    start: time
    end: time
    staff: int

    def __post_init__(self) -> None:
        if self.end != MIDNIGHT and self.end <= self.start:
            raise ValueError(f"a shift ends after it starts, not {self.start:%H:%M}-{self.end:%H:%M}")
        if self.staff < 1:
            raise ValueError(f"a shift has at least one member of staff, not {self.staff}")

    def precedes(self, other: Shift) -> bool:
        """Whether this shift has ended when the other starts."""
        return self.end != MIDNIGHT and self.end <= other.start


Week = Sequence[Sequence[Shift]]
"""Seven days, Monday first, each with its shifts in order."""


class Step(NamedTuple):
    """A stretch of time with the same staff, in UTC, start inclusive, end exclusive."""

    start: datetime
    end: datetime
    staff: int


class Stretch(NamedTuple):
    """A stretch of time in which a service is open, in UTC; touching shifts are one stretch."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When each service is open, and with how many staff; a service without hours is never open."""

    zone: ZoneInfo
    weeks: Mapping[ServiceId, Week]
    closed: Callable[[date], str | None] = lambda _day: None
    """Why the whole house is closed on a day, None when it is open; a mapping's `get` will do."""
    special: Mapping[date, Mapping[ServiceId, Sequence[Shift]]] = field(default_factory=dict)
    """Days on which the services that are named have these shifts, whatever week and closures say."""
    same_staff: Mapping[ServiceId, ServiceId] = field(default_factory=dict)
    """Services that the staff of another one serve as well, at the same hours."""
    _days: dict[tuple[ServiceId, date], tuple[Step, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False,
    )

    def __post_init__(self) -> None:
        for service, week in self.weeks.items():
            if len(week) != _WEEKDAYS:
                raise ValueError(f"the week of {service} has {len(week)} days, not 7")
        weekdays = [day for week in self.weeks.values() for day in week]
        specials = [shifts for services in self.special.values() for shifts in services.values()]
        for shifts in [*weekdays, *specials]:
            if not all(one.precedes(other) for one, other in pairwise(shifts)):
                raise ValueError(f"shifts of one day must be in order and must not overlap: {shifts}")

    # ---- at one instant

    def open_at(self, service: ServiceId, at: datetime) -> bool:
        """Return whether a service is open."""
        return self.shift_at(service, at) is not None

    def staff(self, service: ServiceId, at: datetime) -> int:
        """Return how many staff are on duty for a service by plan; 0 when it is closed."""
        shift = self.shift_at(service, at)
        return 0 if shift is None else shift.staff

    def staff_together(self, services: Iterable[ServiceId], at: datetime) -> int:
        """Return the staff of several services, counting those who serve two of them once."""
        teams = {self.same_staff.get(service, service) for service in services}
        return sum(self.staff(team, at) for team in teams)

    def shift_at(self, service: ServiceId, at: datetime) -> Step | None:
        """Return the shift that is on duty for a service, None when it is closed."""
        for step in self._steps(service, self.business_day(at)):
            if step.start <= at < step.end:
                return step
        return None

    def closes_at(self, service: ServiceId, at: datetime) -> datetime | None:
        """Return when an open service closes, None when it is closed already.

        One that is open without end closes, as far as anybody looks, after the horizon of 60 days.
        """
        shift = self.shift_at(service, at)
        if shift is None:
            return None
        end = shift.end
        while end - at < HORIZON and (following := self.shift_at(service, end)) is not None:
            end = following.end
        return end

    def opens_at(self, service: ServiceId, after: datetime) -> datetime | None:
        """Return the next opening at or after a time; None when there is none within 60 days."""
        for step in self._coming(service, after, after + HORIZON):
            if step.start >= after and not self.open_at(service, step.start - _INSTANT):
                return step.start
        return None

    # ---- over a time

    def stretches(self, service: ServiceId, day: date) -> tuple[Stretch, ...]:
        """Return when a service is open on one local day."""
        found: list[Stretch] = []
        for step in self._steps(service, day):
            if found and found[-1].end == step.start:
                found[-1] = Stretch(found[-1].start, step.end)
            else:
                found.append(Stretch(step.start, step.end))
        return tuple(found)

    def staff_steps(self, service: ServiceId, start: datetime, end: datetime) -> tuple[Step, ...]:
        """Return the staff from `start` to `end` without a gap; closed times have staff 0."""
        found: list[Step] = []
        at = start
        for step in self._coming(service, start, end):
            if step.start > at:
                found.append(Step(at, step.start, 0))
            found.append(Step(max(step.start, at), min(step.end, end), step.staff))
            at = found[-1].end
        if at < end:
            found.append(Step(at, end, 0))
        return tuple(found)

    # ---- days

    def business_day(self, at: datetime) -> date:
        """Return the local date; raises ValueError for a time without zone."""
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone; the house's clock tells UTC")
        return at.astimezone(self.zone).date()

    def around(self, day: date) -> tuple[datetime, datetime]:
        """Return a stretch that surely holds one local day, whatever the clocks do that night."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self.zone)
        return noon - timedelta(hours=14), noon + timedelta(hours=14)

    def closed_reason(self, day: date) -> str | None:
        """Return why the whole house is closed on a day, None when it is not."""
        return self.closed(day)

    def shifts(self, service: ServiceId, day: date) -> Sequence[Shift]:
        """Return a service's shifts on one day in local wall time: special, closed, or as every week."""
        team = self.same_staff.get(service, service)
        special = self.special.get(day, {})
        for name in (service, team):
            if name in special:
                return special[name]
        if team not in self.weeks or not (usual := self.weeks[team][day.weekday()]):
            return ()
        return () if self.closed(day) else usual

    # ---- inside

    def _coming(self, service: ServiceId, after: datetime, until: datetime) -> Iterator[Step]:
        """Yield the shifts of which some part lies between two times."""
        day = self.business_day(after)
        last = self.business_day(until)
        while day <= last:
            for step in self._steps(service, day):
                if max(step.start, after) < min(step.end, until):
                    yield step
            day += _DAY

    def _steps(self, service: ServiceId, day: date) -> tuple[Step, ...]:
        """Return one day's shifts in UTC; remembered, because every tap asks."""
        steps = self._days.get((service, day))
        if steps is None:
            if len(self._days) >= _KEPT_DAYS:
                self._days.clear()
            found = (self._step(day, shift) for shift in self.shifts(service, day))
            # A shift inside the hour that the clocks skip does not take place.
            steps = tuple(step for step in found if step.start < step.end)
            self._days[service, day] = steps
        return steps

    def _step(self, day: date, shift: Shift) -> Step:
        last_day = day + _DAY if shift.end == MIDNIGHT else day
        return Step(
            first_instant(datetime.combine(day, shift.start), self.zone),
            first_instant(datetime.combine(last_day, shift.end), self.zone), shift.staff,
        )


def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant, in UTC, at which clocks in a zone read a wall time or something later."""
    early = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None) == wall:
        return early
    # The wall time is skipped that night: find the second in which the clocks were put forward.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    while early - before > timedelta(seconds=1):
        middle = before + (early - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            early = middle
    return early.replace(microsecond=0)
