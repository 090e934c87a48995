"""A whole store in memory, for tests of the rules and for simulations: nothing survives the process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from itertools import islice, takewhile
from threading import RLock
from typing import TypeVar

from queueing.bookings import NOBODY, Booking, BookingEvent, BookingId, BookingState, must_follow
from queueing.floor import DeskStatus, Floor
from queueing.names import DeskId, ServiceId
from queueing.ports import CapacityTaken, Letter, Mail, Remembered
from queueing.slots import Taken, earliest_overlap, quarters
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
        self.posted: dict[int, Mail] = {}
        self.bookings: dict[str, Booking] = {}
        """By code."""
        self.codes: dict[BookingId, str] = {}
        self.booking_log: list[BookingEvent] = []
        self.lanes: dict[tuple[ServiceId, datetime], dict[int, BookingId]] = {}
        """What open bookings take, by quarter of an hour."""
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

    def mails(self, limit: int) -> Sequence[Mail]:
        """Return mails that wait, oldest first."""
        with self._lock:
            return [self.posted[key] for key in sorted(self.posted)[:limit]]

    def erase_mail(self, mail: int) -> None:
        """Erase a mail that was sent or given up."""
        with self._lock:
            self.posted.pop(mail, None)

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


class MemoryDiary:
    """The bookings' half of a transaction on a memory store."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._drawn: list[BookingId] = []

    def new_booking_id(self) -> BookingId:
        """Return the id for the booking that is recorded next; from 1, one more each time."""
        last = self._drawn[-1] if self._drawn else max(self._store.codes, default=0)
        self._store.append(self._drawn, BookingId(last + 1))
        return self._drawn[-1]

    def record_booking(self, event: BookingEvent, booking: Booking) -> None:
        """Append a booking's event and store what it leads to; CapacityTaken where its lane is another's."""
        store, known = self._store, self.booking(booking.code)
        must_follow(event, booking, known)
        if known is None and (booking.id not in self._drawn or booking.id in store.codes):
            raise ValueError(f"booking {booking.id} was not drawn in this transaction, or is recorded already")
        if booking.takes_capacity:
            self._must_be_free(booking)
        if known is not None:
            for lanes, lane in self._lanes(known):
                store.take(lanes, lane)
        for lanes, lane in self._lanes(booking):
            store.put(lanes, lane, booking.id)
        store.put(store.bookings, booking.code, booking)
        store.put(store.codes, booking.id, booking.code)
        store.append(store.booking_log, event)

    def booking(self, code: str) -> Booking | None:
        """Return the booking of a code, in any state; None for a code that nobody has."""
        return self._store.bookings.get(code)

    def maker(self, booking: BookingId) -> str | None:
        """Return the actor of a booking's first event, None for a booking that nobody made."""
        return next((e.actor for e in self._store.booking_log if e.booking == booking), None)

    def booking_of_ticket(self, ticket: TicketId) -> Booking | None:
        """Return the booking that a ticket was issued for."""
        return max(self._find(lambda b: b.ticket == ticket), key=lambda b: b.id, default=None)

    def booking_by_uid(self, uid: str) -> Booking | None:
        """Return the newest booking that was imported under a calendar's name for it."""
        return max(self._find(lambda b: b.uid == uid), key=lambda b: b.id, default=None)

    def bookings(
        self, start: datetime, end: datetime, service: ServiceId | None = None, *, all_states: bool = False,
    ) -> Sequence[Booking]:
        """Return open bookings that start in a stretch of time, in order; in all states when asked."""
        return self._find(
            lambda b: start <= b.start < end and service in (None, b.service) and (all_states or b.is_open),
        )

    def bookings_of(self, contact: str, since: datetime) -> Sequence[Booking]:
        """Return open bookings under a phone number or e-mail address that start at or after a time."""
        return self._find(lambda b: b.person.contact == contact != "" and b.start >= since and b.is_open)

    def taken(self, service: ServiceId, start: datetime, end: datetime) -> Taken:
        """Return the lanes that open bookings take, by quarter of an hour."""
        store = self._store
        return {
            quarter: set(lanes) for (of, quarter), lanes in store.lanes.items()
            if of == service and start <= quarter < end and lanes
        }

    def holds_before(self, time: datetime) -> Sequence[Booking]:
        """Return bookings whose hold ran out at or before a time."""
        held = self._find(
            lambda b: b.state is BookingState.HELD and b.held_until is not None and b.held_until <= time,
        )
        return sorted(held, key=lambda b: (b.held_until, b.id))

    def erase_persons(self, before: datetime) -> int:
        """Erase who came from bookings that ended before a time; return how many (S-03)."""
        found = self._find(lambda b: b.person != NOBODY and b.end < before)
        for booking in found:
            self._store.put(self._store.bookings, booking.code, replace(booking, person=NOBODY))
        return len(found)

    def erase_topics(self, before: datetime) -> int:
        """Erase what bookings were about that ended before a time; return how many (S-03)."""
        found = self._find(lambda b: bool(b.person.topic) and b.end < before)
        for booking in found:
            silent = replace(booking, person=replace(booking.person, topic=""))
            self._store.put(self._store.bookings, booking.code, silent)
        return len(found)

    def _find(self, fits: Callable[[Booking], bool]) -> list[Booking]:
        found = [b for b in self._store.bookings.values() if fits(b)]
        return sorted(found, key=lambda b: (b.start, b.service, b.lane, b.id))

    def _must_be_free(self, booking: Booking) -> None:
        since, own = earliest_overlap(booking.start), dict(booking.lanes)
        for (service, quarter), lanes in self._store.lanes.items():
            if service not in own or not since <= quarter < booking.end:
                continue
            owner = lanes.get(own[service], booking.id)
            if owner != booking.id:
                raise CapacityTaken(f"lane {own[service]} of {service} at {quarter} is booking {owner}'s")

    def _lanes(self, booking: Booking) -> list[tuple[dict[int, BookingId], int]]:
        """Return the lanes taken in each quarter of an hour that a booking takes, and which one is its own."""
        table = self._store.lanes
        return [
            (table.setdefault((of, q), {}), lane)
            for of, lane in booking.lanes for q in quarters(booking.start, booking.end)
        ]


class MemoryUnit(MemoryDiary):
    """One transaction on a memory store."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__(store)
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

    def post_mail(self, content: str, at: datetime) -> None:
        """Put a mail to a citizen beside what it tells of."""
        _aware(at)
        number = max(self._store.posted, default=0) + 1
        self._store.put(self._store.posted, number, Mail(number, content, at))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Open a block that undoes its own part of the transaction, and only that, when it raises."""
        with self._store.undone_when_raised():
            yield


def _aware(*times: datetime) -> None:
    if any(time.tzinfo is None for time in times):
        raise ValueError("a time without zone cannot be stored; use aware UTC")
