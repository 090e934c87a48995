"""Who is at work now: open desks, what they are busy with, and the bookings that they must keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from queueing.bookings import Expected
from queueing.floor import DeskStatus, Floor
from queueing.house import Desk, House
from queueing.names import DeskId, ServiceId, StationId
from queueing.tickets import Ticket


@dataclass(frozen=True, slots=True)
class DeskNow:
    """One open desk and when it is expected to be free; None means it is free."""

    desk: Desk
    busy_until: datetime | None


@dataclass(frozen=True, slots=True)
class Duty:
    """Everything besides the line and the clock that decides who is next."""

    house: House
    desks: tuple[DeskNow, ...] = ()
    """Desks that call citizens at this moment."""
    bookings: tuple[Expected, ...] = ()
    """Bookings whose citizen has not arrived yet."""
    attended: frozenset[DeskId] = frozenset()
    """Desks that somebody opened today, at work now or not; until one is, the plan tells who is at work."""
    lost: Mapping[StationId, datetime] = field(default_factory=dict)
    """Stations that are not heard now, and since when."""
    talking: frozenset[StationId] = frozenset()
    """Stations whose citizen is with an officer."""

    def reaches(self, ticket: Ticket) -> bool:
        """Whether the citizen can be called: in the house, or at a station that is heard and free (Q-14)."""
        return ticket.station is None or (ticket.station not in self.lost and ticket.station not in self.talking)


def duty_now(house: House, floor: Floor, now: datetime) -> Duty:
    """Return the duty that the floor shows at `now`."""
    visits = floor.visits()
    desks = []
    for desk in house.desks.values():
        if floor.status(desk.id) is not DeskStatus.OPEN:
            continue
        visit = visits.get(desk.id)
        if visit is None or visit.called_at is None:
            desks.append(DeskNow(desk, None))
        else:
            expected_end = visit.called_at + house.services[visit.service].expected
            desks.append(DeskNow(desk, max(now, expected_end)))
    attended = frozenset(d for d, status in floor.desks.items() if status is not DeskStatus.UNATTENDED)
    talking = frozenset(v.station for v in visits.values() if v.station is not None)
    return Duty(house, tuple(desks), floor.expected, attended, floor.lost, talking)


def anybody_for(house: House, floor: Floor, service: ServiceId) -> bool:
    """Whether a desk serves this today: not all of its desks have closed for the day."""
    return any(floor.status(d.id) is not DeskStatus.CLOSED for d in house.desks_for(service))
