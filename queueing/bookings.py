"""Bookings as a state machine: a time that somebody was promised, from hold to arrival."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from queueing.names import BranchId, ServiceId, TaskId
from queueing.tickets import TicketId, Value

BookingId = NewType("BookingId", int)


class BookingState(StrEnum):
    """Where a booking stands."""

    HELD = "held"
    """Kept for somebody who is still choosing; lapses by itself."""
    BOOKED = "booked"
    ARRIVED = "arrived"
    """Checked in: it has a ticket."""
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """A hold that nobody confirmed in time."""
    RELEASED = "released"
    """Nobody came; the time went back to others (B-06)."""


NO_LANE = -1
"""The lane of one who came after the time was given back: it takes no capacity."""
OPEN_BOOKINGS = frozenset({BookingState.HELD, BookingState.BOOKED, BookingState.ARRIVED})
"""States in which a booking takes capacity."""


class BookingKind(StrEnum):
    """What can happen to a booking."""

    HELD = "held"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ARRIVED = "arrived"
    ARRIVAL_UNDONE = "arrival_undone"
    LAPSED = "lapsed"
    RELEASED = "released"


class Channel(StrEnum):
    """Who gave the time out."""

    PHONE = "phone"
    DESK = "desk"
    KIOSK = "kiosk"
    IMPORT = "import"
    SCRIPT = "script"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the house keeps of who comes; erased at the end of the day after (S-03)."""

    name: str = ""
    """Initials or a name, as the citizen likes."""
    contact: str = ""
    """A phone number or an e-mail address."""
    born: str = ""
    """Day and month of birth as DDMM, to find a time without its code."""
    topic: str = ""


    @property
    def given(self) -> dict[str, str]:
        """Return what is known, without what is empty."""
        return {name: text for name in self.__slots__ if (text := getattr(self, name))}


NOBODY = Person()
_BETWEEN_DIGITS = re.compile(r"[\s.()/-]")
_OWN_COUNTRY = re.compile(r"(?:\+|00)45(?=\d{8}$)")


def tidy_contact(typed: str) -> str:
    """Return a phone number or e-mail address as it is stored and compared, however it was typed (B-06)."""
    digits = _OWN_COUNTRY.sub("", _BETWEEN_DIGITS.sub("", typed))
    return digits if digits.removeprefix("+").isdecimal() else typed.strip().lower()


@dataclass(frozen=True, slots=True)
class Expected:
    """A booked time that somebody will have to keep, whose citizen has not come yet."""

    due: datetime
    service: ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """The current state of one booking; times are aware UTC."""

    id: BookingId
    code: str
    """Six signs that cannot be mistaken for each other."""
    task: TaskId
    service: ServiceId
    start: datetime
    end: datetime
    lane: int
    """Which of the service's staff it takes: 0 is the first."""
    state: BookingState
    channel: Channel
    language: str
    made_at: datetime
    held_until: datetime | None = None
    ticket: TicketId | None = None
    uid: str | None = None
    """Its name in the calendar that it was imported from."""
    branch: BranchId | None = None
    """Branch library where the citizen will sit at a screen; None for the house."""
    seat: int = NO_LANE
    """Which of the branch's stations it takes: 0 is the first."""
    person: Person = NOBODY

    @property
    def is_open(self) -> bool:
        """Whether the house still owes it something."""
        return self.state in OPEN_BOOKINGS

    @property
    def takes_capacity(self) -> bool:
        """Whether its lane is taken from its start to its end."""
        return self.is_open and self.lane != NO_LANE

    @property
    def lanes(self) -> tuple[tuple[ServiceId, int], ...]:
        """Return the lanes that it takes: one of its service's staff, and at a branch one of the stations."""
        if not self.takes_capacity:
            return ()
        staff = (self.service, self.lane)
        return (staff,) if self.branch is None else (staff, (seats_of(self.branch), self.seat))


def seats_of(branch: BranchId) -> ServiceId:
    """Return the name under which a branch's stations are lanes; no service's own name has a colon."""
    return ServiceId(f"at:{branch}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingEvent:
    """One thing that happened to a booking; nothing in it is about a person."""

    kind: BookingKind
    at: datetime
    booking: BookingId
    cause: str
    actor: str
    detail: Mapping[str, Value] = field(default_factory=dict)


def develop(booking: Booking, event: BookingEvent) -> Booking:
    """Return the booking as it is after an event that follows its first."""
    return _CHANGES[event.kind](booking, event)


def must_follow(event: BookingEvent, booking: Booking, known: Booking | None) -> None:
    """Raise ValueError where an event and the booking that it leads to do not fit what is known under its code."""
    times = (event.at, booking.start, booking.end, booking.made_at, booking.held_until)
    if any(time is not None and time.tzinfo is None for time in times):
        raise ValueError("a time without zone cannot be stored; use aware UTC")
    if booking.end <= booking.start:
        raise ValueError(f"booking {booking.id} ends before it starts")
    fits = event.kind in _FIRST if known is None else event.kind is not BookingKind.HELD
    others = known is not None and known.id != booking.id
    if not fits or others or event.booking != booking.id:
        raise ValueError(f"the event {event.kind} does not fit what is known of booking {booking.id}")


_FIRST = frozenset({BookingKind.HELD, BookingKind.BOOKED})


def _moved(booking: Booking, event: BookingEvent) -> Booking:
    detail = event.detail
    return replace(
        booking, start=_time(detail["start"]), end=_time(detail["end"]), lane=int(detail["lane"] or 0),
        seat=int(detail.get("seat", NO_LANE) or 0),
        state=BookingState.BOOKED,
    )


def _arrived(booking: Booking, event: BookingEvent) -> Booking:
    return replace(booking, state=BookingState.ARRIVED, ticket=TicketId(str(event.detail["ticket"])))


_CHANGES: dict[BookingKind, Callable[[Booking, BookingEvent], Booking]] = {
    BookingKind.BOOKED: lambda b, _e: replace(b, state=BookingState.BOOKED, held_until=None),
    BookingKind.MOVED: _moved,
    BookingKind.CANCELLED: lambda b, _e: replace(b, state=BookingState.CANCELLED),
    BookingKind.ARRIVED: _arrived,
    BookingKind.ARRIVAL_UNDONE: lambda b, _e: replace(b, state=BookingState.BOOKED, ticket=None),
    BookingKind.LAPSED: lambda b, _e: replace(b, state=BookingState.LAPSED),
    BookingKind.RELEASED: lambda b, _e: replace(b, state=BookingState.RELEASED, lane=NO_LANE, seat=NO_LANE),
}


def _time(value: Value) -> datetime:
    return datetime.fromisoformat(str(value))
