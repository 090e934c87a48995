"""Every store that the house can have: memory, SQLite, and a real PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from queueing.bookings import (
    NOBODY,
    Booking,
    BookingEvent,
    BookingKind,
    BookingState,
    Channel,
    Person,
    develop,
)
from queueing.clock import ManualClock
from queueing.memory import MemoryStore
from queueing.names import DeskId, ServiceId
from queueing.ports import Letter, Remembered, Store, UnitOfWork
from queueing.slots import QUARTER
from queueing.store import SqlStore, open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import house, metadata
from queueing.tickets import Event, Kind, Ticket, Value, evolve, ticket_id
from tests.databases import new_schema

NOW = datetime(2026, 11, 23, 9, 0, 0, 123457, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Acts:
    """What happens in a house, written as the rules would write it."""

    now = NOW
    today = TODAY

    def issue(self, unit: UnitOfWork, letter: str = "K", day: date = TODAY) -> Ticket:
        if unit.floor.day != day:
            unit.start_day(day)
        return self.issue_number(unit, letter, unit.draw_number(letter, day), day)

    def issue_number(self, unit: UnitOfWork, letter: str, number: int, day: date = TODAY) -> Ticket:
        return self._record(unit, None, Event(
            seq=unit.floor.last_seq + 1, kind=Kind.ISSUED, at=self.now, ticket=ticket_id(day, letter, number),
            desk=None, cause=f"tap-{letter}{number}", actor="kiosk-1",
            detail={"letter": letter, "number": number, "day": day.isoformat(), "service": "kvik",
                    "language": "da", "place_at": self.now.isoformat(), "booked_for": None,
                    "help_wanted": True},
        ))

    def happen(
        self, unit: UnitOfWork, ticket: Ticket, kind: Kind, desk: str | None = None, /, **detail: Value,
    ) -> Ticket:
        return self._record(unit, ticket, Event(
            seq=unit.floor.last_seq + 1, kind=kind, at=self.now + timedelta(seconds=1), ticket=ticket.id,
            desk=None if desk is None else DeskId(desk), cause="press-æøå", actor="desk-1", detail=detail,
        ))

    def call(self, unit: UnitOfWork, ticket: Ticket, desk: str = "skranke-1") -> Ticket:
        return self.happen(unit, ticket, Kind.CALLED, desk)

    def letter(self, seq: int, topic: str = "call", age: timedelta = timedelta(0)) -> Letter:
        return Letter(seq, topic, f'{{"n":{seq}}}', self.now - age)

    def answer(self, request: str, age: timedelta = timedelta(0)) -> Remembered:
        return Remembered(request, "digest", '{"outcome":"done"}', self.now - age)

    def book(
        self, unit: UnitOfWork, quarter: int = 0, lane: int = 0, *, length: int = 1, held: bool = False,
        code: str | None = None, person: Person = NOBODY, uid: str | None = None, service: str = "bibliotekar",
    ) -> Booking:
        """Book so many quarters of an hour, counted from 10.00 in Næstved; `held` is a hold for 10 minutes."""
        number = unit.new_booking_id()
        kind = BookingKind.HELD if held else BookingKind.BOOKED
        booking = Booking(
            id=number, code=code or f"C{number:05d}", task="slaegt", service=ServiceId(service),
            start=OPENING + quarter * QUARTER, end=OPENING + (quarter + length) * QUARTER, lane=lane,
            state=BookingState(kind.value), channel=Channel.PHONE, language="da", made_at=self.now,
            held_until=self.now + timedelta(minutes=10) if held else None, uid=uid, person=person,
        )
        unit.record_booking(self._booking_event(kind, booking), booking)
        return booking

    def change(self, unit: UnitOfWork, booking: Booking, kind: BookingKind, **detail: Value) -> Booking:
        event = self._booking_event(kind, booking, **detail)
        after = develop(booking, event)
        unit.record_booking(event, after)
        return after

    def move(self, unit: UnitOfWork, booking: Booking, quarter: int, lane: int = 0) -> Booking:
        start = OPENING + quarter * QUARTER
        end = start + (booking.end - booking.start)
        return self.change(unit, booking, BookingKind.MOVED, start=start.isoformat(), end=end.isoformat(),
                           lane=lane)

    def arrive(self, unit: UnitOfWork, booking: Booking) -> Booking:
        return self.change(unit, booking, BookingKind.ARRIVED, ticket=self.issue(unit, "L").id)

    def _booking_event(self, kind: BookingKind, booking: Booking, **detail: Value) -> BookingEvent:
        return BookingEvent(kind=kind, at=self.now, booking=booking.id, cause="book-æøå", actor="console",
                            detail=detail)

    def _record(self, unit: UnitOfWork, ticket: Ticket | None, event: Event) -> Ticket:
        after = evolve(ticket, event)
        unit.record(event, after)
        return after


@pytest.fixture(scope="session")
def acts() -> Acts:
    return Acts()


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """A function from the kind of a database to the URL of a new, empty one; the server's end is theirs too."""

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path}/house_{uuid.uuid4().hex}.sqlite3"
        return new_schema(request.getfixturevalue("postgresql"))

    return make


@pytest.fixture(scope="session")
def lasting_house(postgresql: str) -> str:
    """A house on PostgreSQL, whose tables are made once, because that takes ten times as long as a test."""
    url = new_schema(postgresql)
    open_store(url, ManualClock(NOW)).close()
    return url


def _emptied(url: str) -> str:
    """Return the address of a house as good as new."""
    engine = engine_for(address(url), own=False)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no triggers
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(house.insert(), {"id": 1, "day": None, "day_began": 0})
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    return new_database(request.param)


@pytest.fixture
def sql_store(url: str) -> Iterator[SqlStore]:
    with closing(open_store(url, ManualClock(NOW))) as store:
        yield store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    lasting = request.param == "postgresql"
    url = _emptied(request.getfixturevalue("lasting_house")) if lasting else new_database(request.param)
    with closing(open_store(url, ManualClock(NOW))) as store:
        yield store
