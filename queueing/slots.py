"""Times that can be given out: from opening hours, staff by the minute, closures and what is taken (B-01).

A service's staff are its lanes: a booking takes one lane from its start to its end, and every quarter of an
hour of a lane belongs to at most one booking. Times begin at whole quarters of an hour by the clock. A booking
stays within one shift, so a double time never straddles a change of shift, and it stays in its lane, so it
never changes hands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from queueing.hours import Hours, Step, first_instant
from queueing.house import Acute
from queueing.names import ServiceId

QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_WHOLE_HOUR = datetime(2000, 1, 1, tzinfo=UTC)
Taken = Mapping[datetime, Collection[int]]
"""Lanes taken, by the quarter of an hour that they are taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that can be given out."""

    start: datetime
    end: datetime
    staff: int
    """On duty by plan; best-staffed hours are offered first."""
    free: int
    """How many of them have no booking then."""
    lane: int
    """The first free one."""
    seat: int | None = None
    """The first free station, for a time at a branch library."""


def quarters(start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the whole quarters of an hour, by the clock, of which a booking takes some part."""
    quarter = start - (start - _WHOLE_HOUR) % QUARTER
    while quarter < end:
        yield quarter
        quarter += QUARTER


def earliest_overlap(start: datetime) -> datetime:
    """Return when a quarter of an hour can begin that reaches into one from `start`, as after a change of plan."""
    return start - QUARTER + _INSTANT


def slots(
    hours: Hours, service: ServiceId, length: timedelta, day: date, *,
    taken: Taken, now: datetime, acute: Acute | None = None,
) -> list[Slot]:
    """Return the free times of one local day, in order; none in the past."""
    found = (
        slot for shift in _shifts(hours, service, day)
        for start in quarters(shift.start, shift.end)
        if start >= max(now, shift.start) and (slot := _slot(shift, start, length, taken)) is not None
    )
    if acute is None or now >= first_instant(datetime.combine(day, acute.released_at), hours.zone):
        return list(found)
    return [s for s in found if not _takes_last_acute(s, hours, acute, taken)]


def slot_at(
    hours: Hours, service: ServiceId, length: timedelta, start: datetime, *,
    taken: Taken, now: datetime, acute: Acute | None = None,
) -> Slot | None:
    """Return the slot that begins at a time, None when it cannot be given out."""
    day = hours.business_day(start)
    return next(
        (s for s in slots(hours, service, length, day, taken=taken, now=now, acute=acute) if s.start == start),
        None,
    )


def with_seats(found: Iterable[Slot], stations: int, taken: Taken) -> list[Slot]:
    """Return the slots at which one of a branch's stations is free as well, each with its station."""
    return [
        replace(slot, seat=seats[0]) for slot in found
        if (seats := _free_lanes(stations, slot.start, slot.end, taken))
    ]


def best_first(found: Iterable[Slot]) -> list[Slot]:
    """Return slots in the order in which they are offered: best-staffed hours first, then the earliest (B-01)."""
    return sorted(found, key=lambda s: (-s.staff, s.start))


def _shifts(hours: Hours, service: ServiceId, day: date) -> list[Step]:
    start = first_instant(datetime.combine(day, time(0)), hours.zone)
    end = first_instant(datetime.combine(day + _DAY, time(0)), hours.zone)
    return [step for step in hours.staff_steps(service, start, end) if step.staff]


def _slot(shift: Step, start: datetime, length: timedelta, taken: Taken) -> Slot | None:
    end = start + length
    if end > shift.end:
        return None
    free = _free_lanes(shift.staff, start, end, taken)
    return Slot(start=start, end=end, staff=shift.staff, free=len(free), lane=free[0]) if free else None


def _free_lanes(lanes: int, start: datetime, end: datetime, taken: Taken) -> list[int]:
    return [lane for lane in range(lanes) if all(lane not in taken.get(q, ()) for q in quarters(start, end))]


def _takes_last_acute(slot: Slot, hours: Hours, acute: Acute, taken: Taken) -> bool:
    """Whether a slot takes, in any part of it, the last free lane of a time kept for the same morning."""
    return any(
        q.astimezone(hours.zone).time() in acute.times
        and len(_free_lanes(slot.staff, q, q + QUARTER, taken)) == 1
        for q in quarters(slot.start, slot.end)
    )
