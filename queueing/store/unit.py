"""One transaction on a SQL store: it reads through its own changes, which the store writes at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from queueing.floor import DeskStatus, Floor
from queueing.names import DeskId
from queueing.ports import Letter, Remembered
from queueing.store import statements as sql
from queueing.store.diary import Diary
from queueing.tickets import Event, Kind, State, Ticket, TicketId

MIRRORED_CALLS = 64
"""More than any board shows, so that a press reads no history."""


@dataclass(slots=True)
class Mirror:
    """Committed rows that every request needs, kept in memory; thrown away whenever they are in doubt."""

    floor: Floor
    day_began: int
    """Seq of the last event before the business day."""
    calls: list[Event] = field(default_factory=list)
    """The day's newest calls, newest first, at most MIRRORED_CALLS."""
    counters: dict[tuple[str, date], int] = field(default_factory=dict)


class SqlUnit(Diary):
    """One transaction; what is not committed never happened."""

    def __init__(self, connection: sa.Connection, mirror: Mirror, where: str) -> None:
        super().__init__(connection, where)
        self.floor = mirror.floor
        self._mirror = mirror

    def draw_number(self, letter: str, day: date) -> int:
        """Return the next number of a letter and local day, from 1, without gap or repeat (Q-01)."""
        stored, last = self.changes.counters.get((letter, day)) or self._stored_counter(letter, day)
        self.changes.counters[letter, day] = (stored, last + 1)
        return last + 1

    def record(self, event: Event, ticket: Ticket) -> None:
        """Append an event and store the ticket that it leads to; the floor follows."""
        if event.seq != self.floor.last_seq + 1:
            raise ValueError(f"event {event.seq} does not follow event {self.floor.last_seq}")
        stored = self._stored_state(event, ticket.id)
        _aware(event.at, ticket.arrived_at, ticket.place_at)
        self.changes.tickets[ticket.id] = (stored, ticket)
        self.changes.events.append(event)
        self.floor.put(ticket)
        self.floor.last_seq = event.seq

    def set_desk(self, desk: DeskId, status: DeskStatus) -> None:
        """Store a desk's status of the business day."""
        day = self.floor.day
        if day is None:
            raise ValueError("a desk has a status within a day; start_day() comes first")
        known, _ = self.changes.desks.get((day, desk), (desk in self.floor.desks, status))
        self.changes.desks[day, desk] = (known, status)
        self.floor.desks[desk] = status

    def start_day(self, day: date) -> None:
        """Make this the business day; the same day again changes nothing, an earlier one is refused."""
        before = self.floor.day
        if before == day:
            return
        if before is not None and day < before:
            raise ValueError(f"the business day {before} cannot go back to {day}")
        self.changes.days.append((before, day, self.floor.last_seq))
        self.floor.day, self.floor.desks = day, {}

    def ticket(self, ticket: TicketId) -> Ticket | None:
        """Return a ticket of any state and day, or None."""
        changed = self.changes.tickets.get(ticket)
        if changed is not None:
            return changed[1]
        return self.floor.tickets.get(ticket) or self._stored_ticket(ticket)

    def history(self, ticket: TicketId) -> Sequence[Event]:
        """Return a ticket's events, oldest first."""
        stored = [Event(**row) for row in self._all(sql.HISTORY, key=ticket)]
        return stored + [e for e in self.changes.events if e.ticket == ticket]

    def calls(self, most: int) -> Sequence[Event]:
        """Return the day's newest CALLED, RECALLED and CALL_UNDONE events, newest first."""
        if self.changes.days:
            return self._fresh_calls(since=self.changes.days[-1][2])[:most]
        earlier = self._mirror.calls if most <= MIRRORED_CALLS else [
            Event(**row) for row in self._all(sql.CALLS, began=self._mirror.day_began, most=most)
        ]
        return (self._fresh_calls() + earlier)[:most]

    def remembered(self, request: str) -> Remembered | None:
        """Return what was replied to a request id, or None."""
        fresh = self.changes.replies.get(request)
        if fresh is not None:
            return fresh
        return next((Remembered(**row) for row in self._all(sql.REQUEST, key=request)), None)

    def remember(self, answered: Remembered) -> None:
        """Keep a reply for the repeats of its request."""
        if answered.request in self.changes.replies:
            raise ValueError(f"request {answered.request} was answered before")
        _aware(answered.at)
        self.changes.replies[answered.request] = answered

    def post(self, letter: Letter) -> None:
        """Put a message into the outbox; one for each event and topic."""
        key = (letter.seq, letter.topic)
        if key in self.changes.letters:
            raise ValueError(f"event {letter.seq} has a letter to {letter.topic} already")
        _aware(letter.expires_at)
        self.changes.letters[key] = letter

    def mark_sent(self, seqs: Collection[int]) -> None:
        """Note that the broker has acknowledged all committed letters of these events; others are ignored."""
        self.changes.sent.update(seqs)

    def post_mail(self, content: str, at: datetime) -> None:
        """Put a mail to a citizen beside what it tells of: both are stored, or neither is."""
        _aware(at)
        self.changes.mails.append({"content": content, "at": at})

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Open a block that undoes its own part of the transaction, and only that, when it raises."""
        floor, changes = self.floor.copy(), self.changes.copy()
        try:
            yield
        except BaseException:
            self.floor.restore(floor)
            self.changes = changes
            raise

    @property
    def touched(self) -> bool:
        """Whether a rollback of this transaction leaves the mirror in doubt."""
        return self._failed or bool(self.changes)

    def settle(self) -> None:
        """Take the committed changes over into the mirror; the floor has them already."""
        self._mirror.calls = list(self.calls(MIRRORED_CALLS))
        for key, (_, last) in self.changes.counters.items():
            self._mirror.counters[key] = last
        if self.changes.days:
            self._mirror.day_began = self.changes.days[-1][2]

    def _fresh_calls(self, since: int = 0) -> list[Event]:
        return [e for e in reversed(self.changes.events) if e.kind in sql.CALLING and e.seq > since]

    def _stored_counter(self, letter: str, day: date) -> tuple[int, int]:
        last = self._mirror.counters.get((letter, day))
        if last is None:
            rows = self._all(sql.COUNTER, letter=letter, day=day)
            last = rows[0]["last"] if rows else 0
        return last, last

    def _stored_state(self, event: Event, ticket: TicketId) -> State | None:
        """Return the state of the ticket's row, None for no row; the first event, and only it, is ISSUED."""
        issued = event.kind is Kind.ISSUED
        changed = self.changes.tickets.get(ticket)
        stored = self.floor.tickets.get(ticket)
        if changed is None and stored is None and not issued:
            stored = self._stored_ticket(ticket)
        if issued == bool(changed or stored):
            raise ValueError(f"event {event.seq} ({event.kind}) does not fit what is known of {ticket}")
        if changed is not None:
            return changed[0]
        return None if stored is None else stored.state

    def _stored_ticket(self, ticket: TicketId) -> Ticket | None:
        return next((Ticket(**row) for row in self._all(sql.TICKET, key=ticket)), None)


def _aware(*times: datetime) -> None:
    if any(time.tzinfo is None for time in times):
        raise ValueError("a time without zone cannot be stored; use aware UTC")
