"""What all use cases share: who asks, how an event is recorded, how a ticket is found, and the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from queueing import codes
from queueing.calling import Choice
from queueing.duty import duty_now
from queueing.errors import Reason, Refused
from queueing.house import House
from queueing.names import DeskId
from queueing.ports import UnitOfWork
from queueing.tickets import Event, Kind, Ticket, TicketId, Value, evolve
from queueing.wait import Estimate, estimate


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for something, under which request id, and when."""

    id: str
    actor: str
    now: datetime
    events: list[Event] = field(default_factory=list)
    """What it has caused so far."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket in the line: what its paper and its citizen's screen say."""

    ticket: Ticket
    estimate: Estimate
    code: str


@dataclass(frozen=True, slots=True)
class Summons:
    """A call: the event, the ticket as called, and why it was this one."""

    event: Event
    ticket: Ticket
    choice: Choice


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press led to: whom it called (None: nobody waits), and whose visit it ended or set aside."""

    summons: Summons | None
    left: Ticket | None


class Cases:
    """The ground under the use cases of one house."""

    def __init__(self, house: House, key: bytes) -> None:
        self.house = house
        self._key = key
        """Signs the codes on slips."""

    def begin_day(self, uow: UnitOfWork, ask: Ask) -> None:
        """Start a new business day when the date has changed; open tickets are closed first (Q-12)."""
        today = self.house.hours.business_day(ask.now)
        if uow.floor.day is not None and uow.floor.day >= today:
            return  # a clock that jumped back must not start a second day
        for ticket in list(uow.floor.tickets.values()):
            self._record(uow, ask, Kind.CLOSED, ticket, detail={"reason": "day_end"})
        uow.start_day(today)

    def standing(self, uow: UnitOfWork, ticket: Ticket, now: datetime) -> Standing:
        """Return where an open ticket stands in the line."""
        duty = duty_now(self.house, uow.floor, now)
        found = estimate(ticket.service, uow.floor, now, duty, ticket)
        return Standing(ticket, found, self.code(ticket))

    def code(self, ticket: Ticket) -> str:
        """Return the code that the ticket's slip bears."""
        return codes.ticket_code(self._key, ticket.day, ticket.label)

    def room(self, ticket: Ticket) -> str:
        """Return the room of a ticket's present call; recalls and lost lines lead to the same one."""
        return codes.room(self._key, f"{ticket.id}@{ticket.called_at}")

    def find(self, uow: UnitOfWork, label: str) -> Ticket:
        """Return one of today's tickets, open or not; refuses an unknown number."""
        return self._by_label(uow, label)

    # ---- inside

    @staticmethod
    def _record(
        uow: UnitOfWork, ask: Ask, kind: Kind, ticket: Ticket | None, new: TicketId | None = None, *,
        desk: DeskId | None = None, detail: dict[str, Value] | None = None,
    ) -> tuple[Ticket, Event]:
        """Append one event and store the ticket that it leads to."""
        about = new if ticket is None else ticket.id
        if about is None:
            raise ValueError("an event needs a ticket, or the id of the one that it issues")
        event = Event(
            seq=uow.floor.last_seq + 1, kind=kind, at=ask.now, ticket=about, desk=desk,
            cause=ask.id, actor=ask.actor, detail=detail or {},
        )
        changed = evolve(ticket, event)
        uow.record(event, changed)
        ask.events.append(event)
        return changed, event

    def _by_label(self, uow: UnitOfWork, label: str) -> Ticket:
        ticket = uow.ticket(TicketId(f"{self._day(uow).isoformat()}-{label}")) if uow.floor.day else None
        if ticket is None:
            raise Refused(Reason.UNKNOWN_TICKET, f"There is no ticket {label[:8]!r} today.",
                          "Check the letter and the three digits.", number=label[:8])
        return ticket

    def _day(self, uow: UnitOfWork) -> date:
        if uow.floor.day is None:
            raise RuntimeError("no business day yet: begin_day() comes first")
        return uow.floor.day

    @staticmethod
    def _check_seat(uow: UnitOfWork, ticket: Ticket) -> None:
        """Refuse to bring a citizen back to a station where somebody else sits by now."""
        present = None if ticket.station is None else uow.floor.at_station(ticket.station)
        if present is not None and present.id != ticket.id:
            raise Refused(Reason.STATION_BUSY, f"{present.label} sits at {ticket.station} now.",
                          f"Let {ticket.label} start again when the station is free.",
                          station=str(ticket.station), number=present.label)

    @staticmethod
    def _wrong_state(ticket: Ticket, wish: str) -> Refused:
        return Refused(Reason.WRONG_STATE, f"{ticket.label} is {ticket.state} and cannot {wish}.",
                       "Look at the ticket's history: kvik why.",
                       number=ticket.label, state=ticket.state.value)
