"""Tickets as a state machine: every change has one event, and `evolve` is the only place that applies one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from queueing.names import DeskId, ServiceId, StationId

TicketId = NewType("TicketId", str)
Value = str | int | bool | None


class State(StrEnum):
    """Where a ticket stands; it is always in exactly one of these (Q-03)."""

    WAITING = "waiting"
    CALLED = "called"
    """On its way to, or at, a desk."""
    PARKED = "parked"
    """Set aside by a desk, to come back with its place kept."""
    MISSED = "missed"
    """Did not come when called; may come back a limited number of times."""
    FINISHED = "finished"
    CLOSED = "closed"
    """Ended without service, with a reason."""


OPEN_STATES = frozenset({State.WAITING, State.CALLED, State.PARKED, State.MISSED})


class Kind(StrEnum):
    """What can happen to a ticket."""

    ISSUED = "issued"
    CALLED = "called"
    RECALLED = "recalled"
    FINISHED = "finished"
    REOPENED = "reopened"
    MISSED = "missed"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    PARKED = "parked"
    RESUMED = "resumed"
    CALL_UNDONE = "call_undone"
    CLOSED = "closed"
    PAPER = "paper"
    READY = "ready"
    """The citizen at a station has said so."""


class Paper(StrEnum):
    """What is known about a ticket's paper; unknown is never taken for printed (P-01)."""

    NONE = "none"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, as the append-only log keeps it."""

    seq: int
    kind: Kind
    at: datetime
    ticket: TicketId
    desk: DeskId | None
    cause: str
    """Id of the request that caused it."""
    actor: str
    """Identity of the device that asked."""
    detail: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The current state of one ticket; times are aware UTC."""

    id: TicketId
    letter: str
    number: int
    day: date
    service: ServiceId
    language: str
    arrived_at: datetime
    place_at: datetime
    """The moment that decides its place in the line; arrival, unless it came back or has a booked time."""
    booked_for: datetime | None = None
    state: State = State.WAITING
    desk: DeskId | None = None
    """Where it was called to, or the one desk it waits for after a transfer."""
    calls: int = 0
    """Calls of the present summons: 1 for the first, one more for each recall."""
    called_at: datetime | None = None
    """First call of the present summons."""
    last_call_at: datetime | None = None
    wait_ended_at: datetime | None = None
    """First call ever: where the wait ends (Q-09)."""
    returns: int = 0
    paper: Paper = Paper.NONE
    help_wanted: bool = False
    station: StationId | None = None
    """Where the citizen sits, when they are served over a screen."""
    ready: bool = False
    """Whether the citizen at the station has said so."""

    @property
    def label(self) -> str:
        """Return the number as citizens read it, e.g. "K012"."""
        return f"{self.letter}{self.number:03d}"

    @property
    def is_open(self) -> bool:
        """Whether the house still owes this ticket something."""
        return self.state in OPEN_STATES


def ticket_id(day: date, letter: str, number: int) -> TicketId:
    """Return the id of a ticket: its local day and its number."""
    return TicketId(f"{day.isoformat()}-{letter}{number:03d}")


def issued_ticket(event: Event) -> Ticket:
    """Return the ticket that an ISSUED event brings into the world."""
    detail = event.detail
    booked = detail.get("booked_for")
    return Ticket(
        id=event.ticket,
        letter=str(detail["letter"]),
        number=int(detail["number"] or 0),
        day=date.fromisoformat(str(detail["day"])),
        service=ServiceId(str(detail["service"])),
        language=str(detail["language"]),
        arrived_at=event.at,
        place_at=_time(detail["place_at"]),
        booked_for=None if booked is None else _time(booked),
        help_wanted=bool(detail.get("help_wanted")),
        station=None if (station := detail.get("station")) is None else StationId(str(station)),
    )


def evolve(ticket: Ticket | None, event: Event) -> Ticket:
    """Return the ticket as it is after the event; the only way a ticket changes."""
    if event.kind is Kind.ISSUED:
        return issued_ticket(event)
    if ticket is None:
        raise ValueError(f"event {event.seq} ({event.kind}) of {event.ticket} comes before ISSUED")
    return _CHANGES[event.kind](ticket, event)


def replay(events: Iterable[Event]) -> Ticket | None:
    """Return the ticket that a log of its events, oldest first, leads to; None for an empty log."""
    ticket = None
    for event in events:
        ticket = evolve(ticket, event)
    return ticket


def _called(ticket: Ticket, event: Event) -> Ticket:
    return replace(
        ticket, state=State.CALLED, desk=event.desk, calls=1, called_at=event.at, last_call_at=event.at,
        wait_ended_at=ticket.wait_ended_at or event.at,
    )


def _recalled(ticket: Ticket, event: Event) -> Ticket:
    return replace(ticket, calls=ticket.calls + 1, last_call_at=event.at)


def _call_undone(ticket: Ticket, event: Event) -> Ticket:
    """Give back what the call took; detail carries the values from before it."""
    before = event.detail
    wait_ended = before.get("wait_ended_at")
    desk = before.get("desk")
    return replace(
        ticket, state=State(str(before["state"])), desk=None if desk is None else DeskId(str(desk)),
        calls=0, called_at=None, last_call_at=None,
        wait_ended_at=None if wait_ended is None else _time(wait_ended),
    )


def _transferred(ticket: Ticket, event: Event) -> Ticket:
    desk = event.detail.get("to_desk")
    return replace(
        ticket, state=State.WAITING, service=ServiceId(str(event.detail["service"])),
        desk=None if desk is None else DeskId(str(desk)), calls=0, called_at=None, last_call_at=None,
    )


def _back_in_line(ticket: Ticket, _event: Event) -> Ticket:
    return replace(ticket, state=State.WAITING, desk=None, calls=0, called_at=None, last_call_at=None)


def _returned(ticket: Ticket, event: Event) -> Ticket:
    return replace(_resumed(ticket, event), returns=ticket.returns + 1)


def _resumed(ticket: Ticket, event: Event) -> Ticket:
    """Put the ticket back into the line, in its old place unless the detail has another."""
    place = event.detail.get("place_at")
    back = _back_in_line(ticket, event)
    return back if place is None else replace(back, place_at=_time(place))


_CHANGES: dict[Kind, Callable[[Ticket, Event], Ticket]] = {
    Kind.CALLED: _called,
    Kind.RECALLED: _recalled,
    Kind.FINISHED: lambda t, _e: replace(t, state=State.FINISHED),
    Kind.REOPENED: lambda t, _e: replace(t, state=State.CALLED),
    Kind.MISSED: lambda t, _e: replace(t, state=State.MISSED, ready=False),
    Kind.RETURNED: _returned,
    Kind.TRANSFERRED: _transferred,
    Kind.PARKED: lambda t, _e: replace(t, state=State.PARKED),
    Kind.RESUMED: _resumed,
    Kind.CALL_UNDONE: _call_undone,
    Kind.CLOSED: lambda t, _e: replace(t, state=State.CLOSED),
    Kind.READY: lambda t, _e: replace(t, ready=True),
    Kind.PAPER: lambda t, e: replace(t, paper=Paper(str(e.detail["paper"]))),
}


def _time(value: Value) -> datetime:
    return datetime.fromisoformat(str(value))
