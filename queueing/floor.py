"""The floor: everything open in the house at this moment, as the rules see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from queueing.house import DeskId
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
    desks: dict[DeskId, DeskStatus] = field(default_factory=dict)
    last_seq: int = 0

    def put(self, ticket: Ticket) -> None:
        """Take over the ticket's new state; a ticket that is no longer open leaves the floor."""
        if ticket.is_open:
            self.tickets[ticket.id] = ticket
        else:
            self.tickets.pop(ticket.id, None)

    def copy(self) -> Floor:
        """Return the floor as it is now; tickets are immutable, so its own dictionaries are copy enough."""
        return replace(self, tickets=self.tickets.copy(), desks=self.desks.copy())

    def restore(self, before: Floor) -> None:
        """Become as a copy taken earlier; the copy is used up."""
        self.day, self.last_seq = before.day, before.last_seq
        self.tickets, self.desks = before.tickets, before.desks

    def in_state(self, state: State) -> Iterator[Ticket]:
        """Yield the tickets in one state."""
        return (t for t in self.tickets.values() if t.state is state)

    def waiting(self) -> list[Ticket]:
        """Return who waits, in no order."""
        return list(self.in_state(State.WAITING))

    def at_desk(self, desk: DeskId) -> Ticket | None:
        """Return the ticket that is called to a desk, if there is one."""
        return next((t for t in self.in_state(State.CALLED) if t.desk == desk), None)

    def status(self, desk: DeskId) -> DeskStatus:
        """Return a desk's status; a desk never heard of today is unattended."""
        return self.desks.get(desk, DeskStatus.UNATTENDED)
