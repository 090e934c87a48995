"""A whole store in memory, for tests of the rules and for simulations: nothing survives the process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice, takewhile
from threading import RLock
from typing import TypeVar

from queueing.floor import DeskStatus, Floor
from queueing.house import DeskId
from queueing.ports import Letter, Remembered
from queueing.tickets import Event, Kind, Ticket, TicketId

Key = TypeVar("Key")
Content = TypeVar("Content")
_CALLING = (Kind.CALLED, Kind.RECALLED, Kind.CALL_UNDONE)


class MemoryStore:
    """Dictionaries with a journal of inverses, so that a rollback is exact at any depth."""

    def __init__(self) -> None:
        self.floor = Floor()
        self.day_began = 0
        """Seq of the last event before the business day."""
        self.log: list[Event] = []
        self.tickets: dict[TicketId, Ticket] = {}
        self.histories: dict[TicketId, list[Event]] = {}
        self.counters: dict[tuple[str, date], int] = {}
        self.replies: dict[str, Remembered] = {}
        self.letters: dict[tuple[int, str], Letter] = {}
        self.sent: dict[tuple[int, str], Letter] = {}
        self._inverses: list[Callable[[], object]] = []
        self._busy = False
        self._lock = RLock()

    @contextmanager
    def transaction(self) -> Iterator[MemoryUnit]:
        """Open a transaction: kept when the block ends well, undone when it raises."""
        with self._lock:
            if self._busy:
                raise RuntimeError("a transaction is already open; transactions do not nest, savepoints do")
            self._busy = True
            try:
                with self.undone_when_raised():
                    yield MemoryUnit(self)
            finally:
                self._busy = False
                self._inverses.clear()

    def unsent(self, limit: int) -> Sequence[Letter]:
        """Return letters that the broker has not acknowledged, oldest first."""
        with self._lock:
            return [self.letters[key] for key in sorted(self.letters)[:limit]]

    def prune(self, before: datetime, most: int = 1000) -> int:
        """Forget replies and sent letters from before a time, at most `most` of each; return how many."""
        with self._lock:
            replies = list(islice((k for k, v in self.replies.items() if v.at < before), most))
            letters = list(islice((k for k, v in self.sent.items() if v.expires_at < before), most))
            for request in replies:
                del self.replies[request]
            for key in letters:
                del self.sent[key]
            return len(replies) + len(letters)

    def last_event_at(self) -> datetime | None:
        """Return when the last event happened, or None in a house where nothing has."""
        return self.log[-1].at if self.log else None

    def close(self) -> None:
        """Nothing is held that another could want."""

    @contextmanager
    def undone_when_raised(self) -> Iterator[None]:
        """Take back everything that was done in the block when it raises."""
        floor, depth = self.floor.copy(), len(self._inverses)
        try:
            yield
        except BaseException:
            while len(self._inverses) > depth:
                self._inverses.pop()()
            self.floor.restore(floor)
            raise

    def put(self, table: MutableMapping[Key, Content], key: Key, content: Content) -> None:
        """Set one entry of a table, undoably."""
        if key in table:
            before = table[key]
            self.on_undo(lambda: table.__setitem__(key, before))
        else:
            self.on_undo(lambda: table.__delitem__(key))
        table[key] = content

    def take(self, table: MutableMapping[Key, Content], key: Key) -> Content:
        """Remove one entry of a table, undoably, and return what it was."""
        before = table.pop(key)
        self.on_undo(lambda: table.__setitem__(key, before))
        return before

    def append(self, rows: list[Content], row: Content) -> None:
        """Append one row to a list, undoably."""
        rows.append(row)
        self.on_undo(rows.pop)

    def on_undo(self, inverse: Callable[[], object]) -> None:
        """Note how to take back what is done now."""
        self._inverses.append(inverse)


class MemoryUnit:
    """One transaction on a memory store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.floor = store.floor
        self._posted: set[tuple[int, str]] = set()

    def draw_number(self, letter: str, day: date) -> int:
        """Return the next number of a letter and local day, from 1."""
        number = self._store.counters.get((letter, day), 0) + 1
        self._store.put(self._store.counters, (letter, day), number)
        return number

    def record(self, event: Event, ticket: Ticket) -> None:
        """Append an event and store the ticket that it leads to."""
        store = self._store
        if event.seq != self.floor.last_seq + 1:
            raise ValueError(f"event {event.seq} does not follow event {self.floor.last_seq}")
        if (event.kind is Kind.ISSUED) == (ticket.id in store.tickets):
            raise ValueError(f"event {event.seq} ({event.kind}) does not fit what is known of {ticket.id}")
        _aware(event.at, ticket.arrived_at, ticket.place_at)
        store.append(store.log, event)
        store.append(store.histories.setdefault(ticket.id, []), event)
        store.put(store.tickets, ticket.id, ticket)
        self.floor.put(ticket)
        self.floor.last_seq = event.seq

    def set_desk(self, desk: DeskId, status: DeskStatus) -> None:
        """Store a desk's status of the business day."""
        if self.floor.day is None:
            raise ValueError("a desk has a status within a day; start_day() comes first")
        self.floor.desks[desk] = status

    def start_day(self, day: date) -> None:
        """Make this the business day; the same day again changes nothing, an earlier one is refused."""
        if self.floor.day == day:
            return
        if self.floor.day is not None and day < self.floor.day:
            raise ValueError(f"the business day {self.floor.day} cannot go back to {day}")
        began = self._store.day_began
        self._store.on_undo(lambda: setattr(self._store, "day_began", began))
        self._store.day_began = self.floor.last_seq
        self.floor.day, self.floor.desks = day, {}

    def ticket(self, ticket: TicketId) -> Ticket | None:
        """Return a ticket of any state and day, or None."""
        return self._store.tickets.get(ticket)

    def history(self, ticket: TicketId) -> Sequence[Event]:
        """Return a ticket's events, oldest first."""
        return tuple(self._store.histories.get(ticket, ()))

    def calls(self, most: int) -> Sequence[Event]:
        """Return the day's newest CALLED, RECALLED and CALL_UNDONE events, newest first."""
        today = takewhile(lambda e: e.seq > self._store.day_began, reversed(self._store.log))
        return list(islice((e for e in today if e.kind in _CALLING), most))

    def remembered(self, request: str) -> Remembered | None:
        """Return what was replied to a request id, or None."""
        return self._store.replies.get(request)

    def remember(self, answered: Remembered) -> None:
        """Keep a reply for the repeats of its request."""
        if answered.request in self._store.replies:
            raise ValueError(f"request {answered.request} was answered before")
        _aware(answered.at)
        self._store.put(self._store.replies, answered.request, answered)

    def post(self, letter: Letter) -> None:
        """Put a message into the outbox."""
        key = (letter.seq, letter.topic)
        if key in self._store.letters or key in self._store.sent:
            raise ValueError(f"event {letter.seq} has a letter to {letter.topic} already")
        _aware(letter.expires_at)
        self._store.put(self._store.letters, key, letter)
        self._posted.add(key)

    def mark_sent(self, seqs: Collection[int]) -> None:
        """Note that the broker has acknowledged all committed letters of these events; others are ignored."""
        store = self._store
        for key in [key for key in store.letters if key[0] in seqs and key not in self._posted]:
            store.put(store.sent, key, store.take(store.letters, key))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Open a block that undoes its own part of the transaction, and only that, when it raises."""
        with self._store.undone_when_raised():
            yield


def _aware(*times: datetime) -> None:
    if any(time.tzinfo is None for time in times):
        raise ValueError("a time without zone cannot be stored; use aware UTC")
