"""The tables in code, those that a new house gets, and those that the migrations lead to are the same."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import fields

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from queueing.bookings import Booking, BookingEvent, Person
from queueing.clock import ManualClock
from queueing.ports import Letter, Mail, Remembered
from queueing.store import open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import (
    HEAD,
    booking_events,
    bookings,
    events,
    mails,
    metadata,
    outbox,
    persons,
    requests,
    tickets,
    version,
)
from queueing.store.upgrade import MIGRATIONS, alembic_config
from queueing.tickets import Event, Ticket

EVERYTHING = {
    "sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master",
    "postgresql": """
        SELECT 'column', table_name, column_name, concat_ws(' ', data_type, character_maximum_length,
               is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = current_schema()
        UNION SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
        UNION SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema()
        UNION SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
        UNION SELECT 'function', proname, '', prosrc FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace
    """,
}

HOUSE_OF_0001 = """
INSERT INTO tickets VALUES ('2026-11-23-K001', 'K', 1, '2026-11-23', 'kvik', 'da', 1795424400123457,
    1795424400123457, NULL, 'waiting', NULL, 0, NULL, NULL, NULL, 0, 'printed', false);
INSERT INTO events
    VALUES (1, 'issued', 1795424400123457, '2026-11-23-K001', NULL, 'tap', 'kiosk-1', '{"letter": "K"}');
INSERT INTO counters VALUES ('K', '2026-11-23', 1);
INSERT INTO requests VALUES ('tap', 'digest', '{}', 1795424400123457);
INSERT INTO outbox VALUES (1, 'call', 'K001', 1795424400123457, false);
UPDATE house SET day = '2026-11-23', day_began = 0"""
"""Rows as the first version wrote them."""


def _everything(url):
    """Return all that a database holds beside data, with the differences of mere writing taken out."""
    with engine_for(address(url), own=False).connect() as connection:
        rows = connection.execute(sa.text(EVERYTHING[connection.dialect.name])).all()
    return sorted(
        re.sub(r"house_[0-9a-f]{32}\.", "", re.sub(r"[\s\"]+", " ", str([*row[:3], _in_any_order(row[3])])))
        for row in rows
    )


def _in_any_order(definition):
    """Return the parts of a table's definition sorted: SQLite writes an added column behind the constraints."""
    if definition is None or not definition.startswith("CREATE TABLE"):
        return definition
    head, _, body = definition.partition("(")
    parts = re.split(r",(?![^()]*\))", body.rstrip(")"))
    return [head, *sorted(re.sub(r"\s+", " ", part).strip() for part in parts)]


def _migrate(url, revision="head"):
    from alembic import command  # noqa: PLC0415

    with engine_for(address(url), own=False).begin() as connection:
        command.upgrade(alembic_config(connection), revision)


def _revision(url):
    with engine_for(address(url), own=False).connect() as connection:
        return connection.scalar(sa.select(version.c.version_num))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_new_house_has_the_tables_that_the_migrations_lead_to(new_database, acts, kind):
    made, migrated = new_database(kind), new_database(kind)
    open_store(made, ManualClock(acts.now)).close()
    _migrate(migrated)
    assert _everything(made) == _everything(migrated)


def test_the_tables_in_code_have_no_change_that_lacks_a_migration(url):
    _migrate(url)
    with engine_for(address(url), own=False).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_house_that_the_migrations_made_works(url, acts):
    _migrate(url)
    with closing(open_store(url, ManualClock(acts.now))) as store, store.transaction() as unit:
        assert acts.issue(unit).number == 1


def test_a_house_from_before_bookings_is_brought_up_to_date_with_all_that_it_knows(url, acts):
    _migrate(url, "0001")
    with engine_for(address(url), own=False).begin() as connection:
        for statement in HOUSE_OF_0001.split(";"):
            connection.exec_driver_sql(statement)
    assert _revision(url) == "0001"
    with closing(open_store(url, ManualClock(acts.now))) as store:
        assert [(letter.seq, letter.payload) for letter in store.unsent(9)] == [(1, "K001")]
        with store.transaction() as unit:
            [waiting] = unit.floor.tickets.values()
            assert (waiting.label, waiting.place_at, unit.floor.day) == ("K001", acts.now, acts.today)
            assert [e.detail for e in unit.history(waiting.id)] == [{"letter": "K"}]
            assert unit.remembered("tap").reply == "{}"
            acts.call(unit, waiting)
            assert acts.issue(unit).number == 2
            booked = acts.book(unit)
        with store.transaction() as unit:
            assert unit.booking(booked.code) == booked
    assert _revision(url) == HEAD


def test_the_newest_migration_is_the_one_that_the_start_looks_for():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


@pytest.mark.parametrize(("table", "value", "only_stored"), [
    (tickets, Ticket, set()), (events, Event, set()), (requests, Remembered, set()),
    (outbox, Letter, {"sent"}), (booking_events, BookingEvent, {"seq"}), (persons, Person, {"booking"}),
    (mails, Mail, set()),
])
def test_every_field_has_its_column(table, value, only_stored):
    assert set(table.c.keys()) == {f.name for f in fields(value)} | only_stored


def test_every_field_of_a_booking_has_its_column_but_the_person_has_a_table():
    assert set(bookings.c.keys()) == {f.name for f in fields(Booking)} - {"person"}
