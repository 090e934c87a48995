"""What one transaction will write, gathered in memory and sent to the database in one go at its end.

A group of requests thus costs one statement for each table, and a savepoint is a copy, not a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from queueing.bookings import NOBODY, Booking, BookingEvent, BookingId, Person
from queueing.floor import DeskStatus
from queueing.names import DeskId
from queueing.ports import Letter, Remembered
from queueing.slots import quarters
from queueing.store import statements as sql
from queueing.store.errors import StoreConflict, StoreTaken
from queueing.tickets import Event, State, Ticket, TicketId

Row = dict[str, Any]


@dataclass(slots=True)
class Changes:
    """The rows to write, each with what the database must hold for that to be right."""

    tickets: dict[TicketId, tuple[State | None, Ticket]] = field(default_factory=dict)
    """With the stored state, or None for a new ticket."""
    events: list[Event] = field(default_factory=list)
    counters: dict[tuple[str, date], tuple[int, int]] = field(default_factory=dict)
    """Stored number, 0 for none, and the last drawn."""
    days: list[tuple[date | None, date, int]] = field(default_factory=list)
    """Business days: from, to, and the seq before the new day's first event."""
    desks: dict[tuple[date, DeskId], tuple[bool, DeskStatus]] = field(default_factory=dict)
    """Whether there is a row, and the new status."""
    replies: dict[str, Remembered] = field(default_factory=dict)
    letters: dict[tuple[int, str], Letter] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    mails: list[Row] = field(default_factory=list)
    bookings: dict[str, tuple[Booking | None, Booking]] = field(default_factory=dict)
    """By code, with the stored booking, or None for a new one."""
    booking_ids: list[BookingId] = field(default_factory=list)
    """Drawn for new bookings."""
    booking_events: list[BookingEvent] = field(default_factory=list)
    erased: set[BookingId] = field(default_factory=set)
    """Bookings whose persons must not stay in the database's files either."""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _PARTS)

    def copy(self) -> Changes:
        """Return the changes as they are now; their rows are immutable."""
        return replace(self, **{name: getattr(self, name).copy() for name in _PARTS})

    def write(self, connection: sa.Connection, where: str) -> None:
        """Send everything; a row that is not as expected is a StoreConflict."""
        writer = _Writer(connection, where)
        self._write_tickets(writer)
        writer.insert(sql.INSERT_EVENT, [_row(e) for e in self.events])
        self._write_day(writer)
        self._write_bookings(writer)
        self._write_persons(writer)
        writer.insert(sql.INSERT_REQUEST, [_row(r) for r in self.replies.values()])
        if self.sent:
            connection.execute(sql.MARK_SENT, [{"of_seq": seq} for seq in sorted(self.sent)])
        writer.insert(sql.INSERT_LETTER, [
            _row(letter) | {"sent": False} for letter in self.letters.values()
        ])
        writer.insert(sql.INSERT_MAIL, self.mails)

    def _write_tickets(self, writer: _Writer) -> None:
        new, changed = [], []
        for was, ticket in self.tickets.values():
            if was is None:
                new.append(_row(ticket))
            else:
                changed.append(_changed(ticket, was))
        # Who leaves a station makes room before the next who sits there is called.
        writer.update(sql.UPDATE_TICKET, changed, "a ticket")
        writer.insert(sql.INSERT_TICKET, new)
        counters = self.counters.items()
        writer.insert(sql.INSERT_COUNTER, [
            {"letter": letter, "day": day, "last": last} for (letter, day), (was, last) in counters if not was
        ])
        writer.update(sql.UPDATE_COUNTER, [
            {"of_letter": letter, "of_day": day, "was": was, "last": last}
            for (letter, day), (was, last) in counters if was
        ], "a counter")

    def _write_day(self, writer: _Writer) -> None:
        for was, day, began in self.days:
            writer.update(sql.UPDATE_HOUSE, [{"was": was, "day": day, "day_began": began}], "the house")
        desks = self.desks.items()
        writer.insert(sql.INSERT_DESK, [
            {"day": day, "desk": desk, "status": status}
            for (day, desk), (known, status) in desks if not known
        ])
        writer.update(sql.UPDATE_DESK, [
            {"of_day": day, "of_desk": desk, "status": status}
            for (day, desk), (known, status) in desks if known
        ], "a desk")


    def _write_bookings(self, writer: _Writer) -> None:
        """Give lanes back before others are taken: a time that moves makes room for the next."""
        pairs = self.bookings.values()
        writer.insert(sql.INSERT_BOOKING, [_booking_row(b) for was, b in pairs if was is None])
        writer.update(sql.UPDATE_BOOKING, [
            _changed_booking(b, was) for was, b in pairs if was is not None
        ], "a booking")
        writer.insert(sql.INSERT_BOOKING_EVENT, [_row(e) for e in self.booking_events])
        writer.update(sql.DELETE_QUARTER, [
            {"of_service": service, "of_quarter": quarter, "of_lane": lane, "of_booking": b.id}
            for was, b in pairs if was is not None
            for service, quarter, lane in sorted(_takes(was) - _takes(b))
        ], "a booked quarter of an hour")
        try:
            writer.insert(sql.INSERT_QUARTER, [
                {"service": service, "quarter": quarter, "lane": lane, "booking": b.id}
                for was, b in pairs for service, quarter, lane in sorted(_takes(b) - _takes(was))
            ])
        except sa.exc.IntegrityError as error:
            raise StoreTaken("Another booking has that time already", writer.where) from error

    def _write_persons(self, writer: _Writer) -> None:
        pairs = [(was, b) for was, b in self.bookings.values() if was is None or was.person != b.person]
        writer.update(sql.DELETE_PERSON, [
            {"of_booking": b.id} for was, b in pairs if was is not None and was.person != NOBODY
        ], "a person")
        writer.insert(sql.INSERT_PERSON, [
            {"booking": b.id} | _row(b.person) for _, b in pairs if b.person != NOBODY
        ])


_PARTS = tuple(f.name for f in fields(Changes))


@dataclass(slots=True, frozen=True)
class _Writer:
    connection: sa.Connection
    where: str

    def insert(self, statement: sa.Insert, rows: Sequence[Row]) -> None:
        if rows:
            self._send(statement, rows)

    def update(self, statement: sa.Update | sa.Delete, rows: Sequence[Row], what: str) -> None:
        if rows and self._send(statement, rows).rowcount != len(rows):
            raise StoreConflict(f"The row of {what} was not as this hub had left it", self.where)

    def _send(
        self, statement: sa.Insert | sa.Update | sa.Delete, rows: Sequence[Row],
    ) -> sa.CursorResult[Any]:
        """One row goes alone: psycopg opens a pipeline for lists, which costs half a millisecond."""
        return self.connection.execute(statement, rows[0] if len(rows) == 1 else rows)


def _row(value: Ticket | Event | Remembered | Letter | BookingEvent | Person) -> Row:
    return {name: getattr(value, name) for name in value.__slots__}


def _changed(ticket: Ticket, was: State) -> Row:
    row: Row = {name: getattr(ticket, name) for name in sql.CHANGING}
    row["key"], row["was"] = ticket.id, was
    return row


def _booking_row(booking: Booking) -> Row:
    row: Row = {name: getattr(booking, name) for name in booking.__slots__}
    del row["person"]
    return row


def _changed_booking(booking: Booking, was: Booking) -> Row:
    row: Row = {name: getattr(booking, name) for name in sql.BOOKING_CHANGING}
    row.update(key=booking.id, was=was.state, was_at=was.start, was_in=was.lane)
    return row


def _takes(booking: Booking | None) -> set[tuple[str, datetime, int]]:
    """Return the lanes, by service and quarter of an hour, that are a booking's."""
    if booking is None:
        return set()
    return {(of, quarter, lane) for of, lane in booking.lanes for quarter in quarters(booking.start, booking.end)}
