"""What the rules ask of storage: one transaction at a time, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from queueing.bookings import Booking, BookingEvent, BookingId
from queueing.floor import DeskStatus, Floor
from queueing.names import DeskId, ServiceId
from queueing.slots import Taken
from queueing.tickets import Event, Ticket, TicketId


@dataclass(frozen=True, slots=True)
class Remembered:
    """A request that was answered, with the reply that every repeat gets (Q-02)."""

    request: str
    fingerprint: str
    """Digest of device, action and content: the same id with other content is refused."""
    reply: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the outbox: a message that must reach the broker."""

    seq: int
    """The seq of the event it tells of."""
    topic: str
    payload: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to a citizen that no server has taken yet; its text holds the address (S-03)."""

    id: int
    content: str
    """The whole mail as it is handed over, in ASCII."""
    at: datetime


class CapacityTaken(Exception):  # noqa: N818 - an answer, not an error
    """Another booking has this lane already."""


class UnitOfWork(Protocol):
    """One transaction; what is not committed never happened."""

    floor: Floor
    """The open state as this transaction sees it, its own changes included."""

    def draw_number(self, letter: str, day: date) -> int:
        """Return the next number of a letter and local day, from 1, without gap or repeat (Q-01)."""
        ...

    def record(self, event: Event, ticket: Ticket) -> None:
        """Append an event and store the ticket that it leads to; the floor follows."""
        ...

    def set_desk(self, desk: DeskId, status: DeskStatus) -> None:
        """Store a desk's status."""
        ...

    def start_day(self, day: date) -> None:
        """Make this the business day, which never goes back; its desks are unattended, its calls none."""
        ...

    def ticket(self, ticket: TicketId) -> Ticket | None:
        """Return a ticket of any state and day, or None."""
        ...

    def history(self, ticket: TicketId) -> Sequence[Event]:
        """Return a ticket's events, oldest first."""
        ...

    def calls(self, most: int) -> Sequence[Event]:
        """Return the day's newest CALLED, RECALLED and CALL_UNDONE events, newest first."""
        ...

    def new_booking_id(self) -> BookingId:
        """Return the id for the booking that is recorded next; from 1, one more each time."""
        ...

    def record_booking(self, event: BookingEvent, booking: Booking) -> None:
        """Append a booking's event and store what it leads to, with the quarters that it takes.

        Raises CapacityTaken when a quarter of its lane belongs to another open booking (B-02), and ValueError
        for an event that does not fit, such as the first of an id that this transaction has not drawn.
        """
        ...

    def booking(self, code: str) -> Booking | None:
        """Return the booking of a code, in any state; None for a code that nobody has."""
        ...

    def maker(self, booking: BookingId) -> str | None:
        """Return the actor of a booking's first event, None for a booking that nobody made."""
        ...

    def booking_of_ticket(self, ticket: TicketId) -> Booking | None:
        """Return the booking that a ticket was issued for."""
        ...

    def booking_by_uid(self, uid: str) -> Booking | None:
        """Return the newest booking that was imported under a calendar's name for it."""
        ...

    def bookings(
        self, start: datetime, end: datetime, service: ServiceId | None = None, *, all_states: bool = False,
    ) -> Sequence[Booking]:
        """Return open bookings that start in a stretch of time, in order; in all states when asked."""
        ...

    def bookings_of(self, contact: str, since: datetime) -> Sequence[Booking]:
        """Return open bookings under a phone number or e-mail address that start at or after a time."""
        ...

    def taken(self, service: ServiceId, start: datetime, end: datetime) -> Taken:
        """Return the lanes that open bookings take, by quarter of an hour."""
        ...

    def holds_before(self, time: datetime) -> Sequence[Booking]:
        """Return bookings whose hold ran out at or before a time."""
        ...

    def erase_persons(self, before: datetime) -> int:
        """Erase who came from bookings that ended before a time; return how many (S-03).

        With the commit they are gone from the storage itself, not only from what it shows.
        """
        ...

    def erase_topics(self, before: datetime) -> int:
        """Erase what bookings were about that ended before a time, as whole as persons; return how many."""
        ...

    def remembered(self, request: str) -> Remembered | None:
        """Return what was replied to a request id, or None."""
        ...

    def remember(self, answered: Remembered) -> None:
        """Keep a reply for the repeats of its request."""
        ...

    def post(self, letter: Letter) -> None:
        """Put a message into the outbox; one for each event and topic."""
        ...

    def mark_sent(self, seqs: Collection[int]) -> None:
        """Note that the broker has acknowledged all committed letters of these events; others are ignored."""
        ...

    def post_mail(self, content: str, at: datetime) -> None:
        """Put a mail to a citizen beside what it tells of: both are stored, or neither is."""
        ...

    def savepoint(self) -> AbstractContextManager[None]:
        """Open a block that undoes its own part of the transaction, and only that, when it raises."""
        ...


class Store(Protocol):
    """The durable place; one hub owns it at a time."""

    def transaction(self) -> AbstractContextManager[UnitOfWork]:
        """Open a transaction that commits when the block ends well and rolls back when it raises."""
        ...

    def unsent(self, limit: int) -> Sequence[Letter]:
        """Return committed letters that the broker has not acknowledged, oldest first."""
        ...

    def mails(self, limit: int) -> Sequence[Mail]:
        """Return committed mails that wait, oldest first."""
        ...

    def erase_mail(self, mail: int) -> None:
        """Erase a mail that was sent or given up, from the storage itself (S-03)."""
        ...

    def prune(self, before: datetime, most: int = 1000) -> int:
        """Forget replies and sent letters from before a time, at most `most` of each; return how many."""
        ...

    def last_event_at(self) -> datetime | None:
        """Return when the last event happened, or None in a house where nothing has."""
        ...

    def close(self) -> None:
        """Let go of the storage, so that another hub may take it."""
        ...
