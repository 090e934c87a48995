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

from queueing.clock import ManualClock
from queueing.ports import Letter, Remembered
from queueing.store import open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import HEAD, events, metadata, outbox, requests, tickets
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


def _everything(url):
    """Return all that a database holds beside data, with the differences of mere writing taken out."""
    with engine_for(address(url), own=False).connect() as connection:
        rows = connection.execute(sa.text(EVERYTHING[connection.dialect.name])).all()
    return sorted(re.sub(r"house_[0-9a-f]{32}\.", "", re.sub(r"[\s\"]+", " ", str(row[:4]))) for row in rows)


def _migrate(url):
    from alembic import command  # noqa: PLC0415

    with engine_for(address(url), own=False).begin() as connection:
        command.upgrade(alembic_config(connection), "head")


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


def test_the_newest_migration_is_the_one_that_the_start_looks_for():
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


@pytest.mark.parametrize(("table", "value", "only_stored"), [
    (tickets, Ticket, set()), (events, Event, set()), (requests, Remembered, set()),
    (outbox, Letter, {"sent"}),
])
def test_every_field_has_its_column(table, value, only_stored):
    assert set(table.c.keys()) == {f.name for f in fields(value)} | only_stored
