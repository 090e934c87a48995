"""History costs nothing: every statement of a day's work goes straight to its rows, on both databases."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
import sqlalchemy as sa

from queueing.bookings import Person
from queueing.clock import ManualClock
from queueing.store import open_store
from queueing.store.connections import address, engine_for
from queueing.tickets import Kind, TicketId

VISITS = 3000
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, 3000))",
}
HISTORY = """
INSERT INTO tickets {numbers} SELECT 'old-' || i, 'K', i, '2025-01-02', 'kvik', 'da', i, i, NULL, 'finished',
    'skranke-1', 1, i, i, i, 0, 'printed', false, NULL, false FROM n;
INSERT INTO events {numbers} SELECT 2 * i - 1, 'issued', i, 'old-' || i, NULL, 'c', 'a', '{{}}' FROM n;
INSERT INTO events {numbers} SELECT 2 * i, 'called', i, 'old-' || i, 'desk-1', 'c', 'a', '{{}}' FROM n;
INSERT INTO outbox {numbers} SELECT i, 'call', '{{}}', i + 2000000000000000, true FROM n;
INSERT INTO requests {numbers} SELECT 'request-' || i, 'f', '{{}}', i + 2000000000000000 FROM n;
UPDATE house SET day = '2026-11-22', day_began = 6000;
INSERT INTO bookings {numbers} SELECT i, 'OLD' || i, 'slaegt', 'bibliotekar', 900 * i, 900 * i + 9, 0,
    'arrived', 'phone', 'da', i, NULL, 'old-' || i, 'uid-' || i, NULL, -1 FROM n;
INSERT INTO booking_quarters {numbers} SELECT 'bibliotekar', 900 * i, 0, i FROM n;
INSERT INTO booking_events (kind, at, booking, cause, actor, detail)
    {numbers} SELECT 'booked', i, i, 'c', 'a', '{{}}' FROM n;
ANALYZE"""
GROWING = ("tickets", "events", "requests", "outbox", "bookings", "booking_quarters", "booking_events")
DAY = timedelta(days=1)
"""`persons` does not grow: it holds those who are still to come."""


@pytest.fixture
def old_house(url, acts):
    """A house with years of history, nobody in it."""
    open_store(url, ManualClock(acts.now)).close()
    engine = engine_for(address(url), own=False)
    with engine.begin() as connection:
        for statement in HISTORY.format(numbers=NUMBERS[engine.dialect.name]).split(";"):
            connection.exec_driver_sql(statement)
    return url


@pytest.fixture
def spoken():
    """What is said to databases during a test, and with which values."""
    statements = {}

    def note(_connection, _cursor, statement, parameters, _context, executemany):
        statements[statement] = parameters[0] if executemany else parameters

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def _work_for_a_day(url, acts):
    with closing(open_store(url, ManualClock(acts.now))) as store:
        with store.transaction() as unit:
            assert unit.remembered("request-new") is None
            called = acts.call(unit, acts.issue(unit))
            unit.remember(acts.answer("request-new"))
            unit.post(acts.letter(unit.floor.last_seq))
        [letter] = store.unsent(100)
        with store.transaction() as unit:
            unit.mark_sent([letter.seq])
            acts.issue(unit)
            acts.happen(unit, called, Kind.FINISHED, "skranke-1")
            unit.history(called.id)
            unit.calls(1000)
            assert unit.ticket(TicketId("old-7")) is not None
        store.prune(acts.now - DAY)
        store.last_event_at()
        _appointments_of_a_day(store, acts)


def _appointments_of_a_day(store, acts):
    someone = Person(name="KM", contact="+45 12345678")
    with store.transaction() as unit:
        for quarter in range(40):
            acts.book(unit, quarter, uid="uid-new", person=someone)
    with store.transaction() as unit:
        booked = unit.booking("C03001")
        assert len(unit.bookings(acts.now - DAY, acts.now + DAY)) == 40
        assert len(unit.bookings_of(someone.contact, acts.now - DAY)) == 40
        assert len(unit.taken(booked.service, acts.now - DAY, acts.now + DAY)) == 40
        assert unit.booking_by_uid("uid-new").code == "C03040"
        assert unit.holds_before(acts.now) == []
        assert unit.maker(booked.id) == "console"
        arrived = acts.arrive(unit, acts.move(unit, booked, 40))
    with store.transaction() as unit:
        assert unit.booking_of_ticket(arrived.ticket) == arrived
        assert unit.erase_persons(arrived.start) == 38


def test_a_days_work_reads_no_history(old_house, acts, spoken):
    _work_for_a_day(old_house, acts)
    work = [said for said in spoken if re.match(rf"(?s)(SELECT|UPDATE|DELETE).*\b({'|'.join(GROWING)})\b", said)]
    assert len(work) >= 20
    for statement in work:
        plan = _plan(old_house, statement, spoken[statement])
        assert not _reads_a_whole_table(plan), f"{statement}\n{plan}"


def _plan(url, statement, values):
    with engine_for(address(url), own=False).connect() as connection:
        raw = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            rows = raw.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
        else:
            rows = psycopg.ClientCursor(raw).execute(f"EXPLAIN {statement}", values).fetchall()
        return "\n".join(row[-1] for row in rows)


def _reads_a_whole_table(plan):
    """A scan of a partial index is none: it holds only the rows that are asked for."""
    tables = "|".join(GROWING)
    return re.search(rf"SCAN ({tables})(?! USING INDEX ix_)|Seq Scan on ({tables})", plan)


def test_an_old_house_starts_with_an_empty_floor_and_goes_on_counting(old_house, acts):
    with closing(open_store(old_house, ManualClock(acts.now))) as store, store.transaction() as unit:
        assert unit.floor.tickets == {}
        assert unit.floor.last_seq == 2 * VISITS
        assert list(unit.calls(40)) == []
        assert acts.issue(unit).number == 1
