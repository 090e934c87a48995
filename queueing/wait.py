"""How long one who takes a ticket now will wait: the queue-length rule with the staff of each minute.

Desks that share services form one group. The work ahead (the expected visits of all whom the rules serve
first, and one visit for the desk that comes free next) is divided by the staff of the group as it changes
through the day (W-02). Visits vary about as much as they last, so a visit under way is expected to take its
whole mean again, and the spread of the sum gives the range. Ibrahim and Whitt, M&SOM 11 (2009).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from queueing.calling import booked_time
from queueing.duty import Duty
from queueing.floor import Floor
from queueing.names import ServiceId
from queueing.tickets import Ticket

_MINUTE = timedelta(minutes=1)
_HORIZON = timedelta(hours=12)


class WaitKind(StrEnum):
    """What can be said about a wait (W-01)."""

    NOW = "now"
    RANGE = "range"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A wait as citizens read it; `mean` is the one number behind the range."""

    kind: WaitKind
    ahead: int = 0
    low: int = 0
    high: int = 0
    """Whole minutes."""
    mean: timedelta = timedelta(0)
    passes_closing: bool = False


def served_before(
    waiting: Iterable[Ticket], now: datetime, me: Ticket | None = None,
) -> list[Ticket]:
    """Return those who will be served before `me`, or before one who comes now."""
    if me is None:
        return [t for t in waiting if t.place_at <= now]
    mine = (me.place_at, me.id)
    return [t for t in waiting if (t.place_at, t.id) < mine]


def estimate(
    service: ServiceId, floor: Floor, now: datetime, duty: Duty, me: Ticket | None = None,
) -> Estimate:
    """Return the wait for a service, for a new ticket or for `me` who already waits."""
    house = duty.house
    closes = house.hours.closes_at(service, now)
    group = house.group(service)
    before = served_before(filter(duty.reaches, floor.waiting(group)), now, me)
    if closes is None:  # who waits at closing time is still served, in turn
        return Estimate(WaitKind.CLOSED, len(before))
    staff = _staff(group, now, duty)
    if _free(service, group, duty, staff if not before else 0) > len(before):
        return Estimate(WaitKind.NOW, len(before))
    if staff == 0:
        return Estimate(WaitKind.UNKNOWN, len(before))
    visits = [house.services[s].expected for s in (*(t.service for t in before), service)]
    mean = _time_to_do(sum(visits, timedelta(0)), group, now, duty)
    overtaking = _due_within(mean, floor, group, now, duty) if me is None or me.booked_for is None else []
    if overtaking:
        visits += [house.services[s].expected for s in overtaking]
        mean = _time_to_do(sum(visits, timedelta(0)), group, now, duty)
    return _range(visits, mean, closes - now)


def _due_within(
    wait: timedelta, floor: Floor, group: frozenset[ServiceId], now: datetime, duty: Duty,
) -> list[ServiceId]:
    """Return the services of booked citizens who fall due while one who comes now waits, here or still to come."""
    until = now + wait + duty.house.rules.due_before
    waiting = filter(duty.reaches, floor.waiting(group))
    here = [(t.place_at, t.service) for t in waiting if booked_time(t) is not None]
    to_come = [(e.due, e.service) for e in duty.bookings if e.service in group]
    return [service for due, service in (*here, *to_come) if now < due <= until]


def _range(visits: Sequence[timedelta], mean: timedelta, left: timedelta) -> Estimate:
    """Return the range around the mean; `left` is the time until closing."""
    share = mean / sum(visits, timedelta(0))
    spread = timedelta(seconds=share * math.sqrt(sum(v.total_seconds() ** 2 for v in visits)))
    low = max(0, int((mean - spread) / _MINUTE))
    high = max(low + 1, math.ceil((mean + spread) / _MINUTE))
    return Estimate(
        WaitKind.RANGE, len(visits) - 1, low, high, mean, passes_closing=timedelta(minutes=high) > left,
    )


def _time_to_do(work: timedelta, group: frozenset[ServiceId], now: datetime, duty: Duty) -> timedelta:
    """Return how long the group needs for the work, at the staff it has from minute to minute."""
    edges = sorted({
        edge for s in group for start, _end, _staff in duty.house.hours.staff_steps(s, now, now + _HORIZON)
        if (edge := start) > now
    })
    at, staff = now, _staff(group, now, duty)
    for edge in edges:
        if (edge - at) * staff >= work:
            break
        work -= (edge - at) * staff
        # After closing the last staff stay until everybody is served.
        at, staff = edge, _staff(group, edge, duty) or staff
    return at + work / max(staff, 1) - now


def _staff(group: frozenset[ServiceId], at: datetime, duty: Duty) -> int:
    """Return the staff of a group: by plan, and once desks are open no more than these."""
    planned = duty.house.hours.staff_together(group, at)
    if not _is_attended(group, duty):
        return planned
    return min(planned, sum(1 for d in duty.desks if d.desk.services & group))


def _free(service: ServiceId, group: frozenset[ServiceId], duty: Duty, planned: int) -> int:
    """Return how many competent desks are free; those of the plan count until somebody opens a desk."""
    if not _is_attended(group, duty):
        return planned
    return sum(1 for d in duty.desks if service in d.desk.services and d.busy_until is None)


def _is_attended(group: frozenset[ServiceId], duty: Duty) -> bool:
    return any(duty.house.desks[d].services & group for d in duty.attended)


def fits_before_closing(found: Estimate, service: ServiceId, now: datetime, duty: Duty) -> bool:
    """Whether one who takes a ticket now can still be served before closing time (Q-12)."""
    closes = duty.house.hours.closes_at(service, now)
    if closes is None or found.kind is WaitKind.CLOSED:
        return False
    return now + found.mean + duty.house.services[service].expected <= closes
