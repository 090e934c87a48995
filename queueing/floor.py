"""The floor: everything open in the house at this moment, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from queueing.bookings import Expected
from queueing.names import DeskId, ServiceId, StationId
from queueing.tickets import State, Ticket, TicketId


class DeskStatus(StrEnum):
    """Whether a desk calls citizens."""

    UNATTENDED = "unattended"
    """Nobody has opened it today; the first press does."""
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(slots=True)
class Floor:
    """Open tickets and desk states of the business day; a mirror of the committed tables."""

    day: date | None = None
    """The business day; it never goes back (R-09)."""
    tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    """Open tickets; changed through `put` only."""
    desks: dict[DeskId, DeskStatus] = field(default_factory=dict)
    last_seq: int = 0
    expected: tuple[Expected, ...] = ()
    """Bookings of the day whose citizens have not come; kept up by the appointments."""
    lost: Mapping[StationId, datetime] = field(default_factory=dict)
    """Stations that are not heard now, and since when; kept up by whoever hears them."""
    _lines: dict[ServiceId, dict[TicketId, Ticket]] = field(init=False, repr=False, compare=False)
    _visits: dict[DeskId, Ticket] = field(init=False, repr=False, compare=False)
    _seats: dict[StationId, Ticket] = field(init=False, repr=False, compare=False)
    _missed: dict[StationId, dict[TicketId, Ticket]] = field(init=False, repr=False, compare=False)
    _version: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._sort_out()

    def put(self, ticket: Ticket) -> None:
        """Take over the ticket's new state; a ticket that is no longer open leaves the floor."""
        self._version += 1
        before = self.tickets.pop(ticket.id, None)
        if before is not None:
            self._leave(before)
        if ticket.is_open:
            self.tickets[ticket.id] = ticket
            self._enter(ticket)

    def copy(self) -> Floor:
        """Return the floor as it is now, to `restore` it later; tickets themselves never change."""
        copied = copy(self)
        copied.tickets, copied.desks = self.tickets.copy(), self.desks.copy()
        return copied

    def restore(self, before: Floor) -> None:
        """Become as a copy taken earlier; the copy is used up."""
        changed = self._version != before._version
        self.day, self.last_seq = before.day, before.last_seq
        self.expected, self.lost = before.expected, before.lost
        self.tickets, self.desks = before.tickets, before.desks
        if changed:
            self._version += 1
            self._sort_out()

    def waiting(self, services: Iterable[ServiceId] | None = None) -> list[Ticket]:
        """Return who waits, for some services or for all, in no order."""
        lines = self._lines.values() if services is None else (self._lines.get(s, {}) for s in services)
        return [ticket for line in lines for ticket in line.values()]

    def visits(self) -> Mapping[DeskId, Ticket]:
        """Return the tickets that are called, by desk."""
        return self._visits

    def at_desk(self, desk: DeskId) -> Ticket | None:
        """Return the ticket that is called to a desk, if there is one."""
        return self._visits.get(desk)

    def at_station(self, station: StationId) -> Ticket | None:
        """Return the ticket whose citizen sits at a station: in line, called or set aside."""
        return self._seats.get(station)

    def missed(self, station: StationId) -> list[Ticket]:
        """Return the tickets of a station whose citizens did not answer the call."""
        return list(self._missed.get(station, {}).values())

    def status(self, desk: DeskId) -> DeskStatus:
        """Return a desk's status; a desk never heard of today is unattended."""
        return self.desks.get(desk, DeskStatus.UNATTENDED)

    def _sort_out(self) -> None:
        self._lines, self._visits, self._seats, self._missed = {}, {}, {}, {}
        for ticket in self.tickets.values():
            self._enter(ticket)

    def _enter(self, ticket: Ticket) -> None:
        if ticket.state is State.WAITING:
            self._lines.setdefault(ticket.service, {})[ticket.id] = ticket
        elif ticket.state is State.CALLED and ticket.desk is not None:
            self._visits[ticket.desk] = ticket
        if ticket.station is not None:
            self._sit(ticket, ticket.station)

    def _sit(self, ticket: Ticket, station: StationId) -> None:
        if ticket.state is State.MISSED:
            self._missed.setdefault(station, {})[ticket.id] = ticket
        else:
            self._seats[station] = ticket

    def _leave(self, ticket: Ticket) -> None:
        if ticket.state is State.WAITING:
            del self._lines[ticket.service][ticket.id]
        elif ticket.state is State.CALLED and ticket.desk is not None:
            self._visits.pop(ticket.desk, None)
        if ticket.station is not None and ticket.state is State.MISSED:
            del self._missed[ticket.station][ticket.id]
        elif ticket.station is not None:
            self._seats.pop(ticket.station, None)
