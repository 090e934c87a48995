"""What one transaction will write, gathered in memory and sent to the database in one go at its end.

A group of requests thus costs one statement for each table, and a savepoint is a copy, not a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from queueing.floor import DeskStatus
from queueing.house import DeskId
from queueing.ports import Letter, Remembered
from queueing.store import statements as sql
from queueing.store.errors import StoreConflict
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
        writer.insert(sql.INSERT_REQUEST, [_row(r) for r in self.replies.values()])
        if self.sent:
            connection.execute(sql.MARK_SENT, [{"of_seq": seq} for seq in sorted(self.sent)])
        writer.insert(sql.INSERT_LETTER, [
            _row(letter) | {"sent": False} for letter in self.letters.values()
        ])

    def _write_tickets(self, writer: _Writer) -> None:
        new, changed = [], []
        for was, ticket in self.tickets.values():
            if was is None:
                new.append(_row(ticket))
            else:
                changed.append(_changed(ticket, was))
        writer.insert(sql.INSERT_TICKET, new)
        writer.update(sql.UPDATE_TICKET, changed, "a ticket")
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


_PARTS = tuple(f.name for f in fields(Changes))


@dataclass(slots=True, frozen=True)
class _Writer:
    connection: sa.Connection
    where: str

    def insert(self, statement: sa.Insert, rows: Sequence[Row]) -> None:
        if rows:
            self._send(statement, rows)

    def update(self, statement: sa.Update, rows: Sequence[Row], what: str) -> None:
        if rows and self._send(statement, rows).rowcount != len(rows):
            raise StoreConflict(f"The row of {what} was not as this hub had left it", self.where)

    def _send(self, statement: sa.Insert | sa.Update, rows: Sequence[Row]) -> sa.CursorResult[Any]:
        """One row goes alone: psycopg opens a pipeline for lists, which costs half a millisecond."""
        return self.connection.execute(statement, rows[0] if len(rows) == 1 else rows)


def _row(value: Ticket | Event | Remembered | Letter) -> Row:
    return {name: getattr(value, name) for name in value.__slots__}


def _changed(ticket: Ticket, was: State) -> Row:
    row: Row = {name: getattr(ticket, name) for name in sql.CHANGING}
    row["key"], row["was"] = ticket.id, was
    return row
