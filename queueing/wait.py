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

from queueing.duty import Duty
from queueing.house import House, ServiceId
from queueing.tickets import State, Ticket

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


def group_of(house: House, service: ServiceId) -> frozenset[ServiceId]:
    """Return the services whose desks are shared with this one, directly or through others."""
    group = {service}
    while True:
        wider = group.union(*(d.services for d in house.desks.values() if d.services & group))
        if wider == group:
            return frozenset(group)
        group = wider


def served_before(
    tickets: Iterable[Ticket], group: frozenset[ServiceId], now: datetime, me: Ticket | None = None,
) -> list[Ticket]:
    """Return those of the group who wait and will be served before `me`, or before one who comes now."""
    mine = now if me is None else me.place_at
    return [
        t for t in tickets
        if t.state is State.WAITING and t.service in group and (me is None or t.id != me.id)
        and (t.place_at, t.id) < (mine, me.id if me else "~")
    ]


def estimate(
    service: ServiceId, tickets: Sequence[Ticket], now: datetime, duty: Duty, me: Ticket | None = None,
) -> Estimate:
    """Return the wait for a service, for a new ticket or for `me` who already waits."""
    house = duty.house
    closes = house.hours.closes_at(service, now)
    if closes is None:
        return Estimate(WaitKind.CLOSED)
    group = group_of(house, service)
    before = served_before(tickets, group, now, me)
    free = _free_desks(service, duty)
    if free > len(before):
        return Estimate(WaitKind.NOW, len(before))
    if _staff(group, now, duty) == 0:
        return Estimate(WaitKind.UNKNOWN, len(before))
    visits = [house.services[s].expected for s in (*(t.service for t in before), service)]
    mean = _time_to_do(sum(visits, timedelta(0)), group, now, duty)
    return _range(visits, mean, closes - now)


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
    if not any(duty.house.desks[d].services & group for d in duty.attended):
        return planned
    return min(planned, sum(1 for d in duty.desks if d.desk.services & group))


def _free_desks(service: ServiceId, duty: Duty) -> int:
    return sum(1 for d in duty.desks if service in d.desk.services and d.busy_until is None)


def fits_before_closing(found: Estimate, service: ServiceId, now: datetime, duty: Duty) -> bool:
    """Whether one who takes a ticket now can still be served before closing time (Q-12)."""
    closes = duty.house.hours.closes_at(service, now)
    if closes is None or found.kind is WaitKind.CLOSED:
        return False
    return now + found.mean + duty.house.services[service].expected <= closes
