"""Leaving no trace: what was deleted of people goes from the database's files as well (S-03).

A row that once moved between pages leaves a copy in the old page's free space, which neither SQLite's
`secure_delete` nor PostgreSQL's VACUUM clears. So what is left is written onto new pages, the old pages are
given back whole, and SQLite's write-ahead log, which holds them as they were, is emptied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from logging import getLogger
from pathlib import Path

import sqlalchemy as sa

from queueing.clock import Clock

log = getLogger(__name__)

PATIENCE = 200
"""Milliseconds that we wait for somebody who reads, because the hub waits with us."""
AGAIN_AFTER = 60.0
"""Seconds until the next attempt."""

_WIPE = {"sqlite": "DELETE FROM", "postgresql": "TRUNCATE"}


class Eraser:
    """Cleans up behind deletions as soon as nobody else reads."""

    def __init__(self, where: str, clock: Clock) -> None:
        self._where = where
        self._clock = clock
        self._tables: dict[str, sa.Table] = {}
        self._not_before = 0.0

    def order(self, *tables: sa.Table) -> None:
        """Have the next `work` clean up behind deletions from tables."""
        self._tables |= {table.name: table for table in tables}

    def work(self, connection: sa.Connection) -> None:
        """Clean up if there is need, between transactions; what cannot be done now is done later."""
        if not self._tables or self._clock.monotonic() < self._not_before:
            return
        try:
            _renew(connection, self._tables.values())
            _empty_log(connection)
            self._tables = {}
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            self._not_before = self._clock.monotonic() + AGAIN_AFTER
            log.warning("%s: who was erased leaves the files later, not now: %s", self._where, error)


def log_was_left(file: Path | None) -> bool:
    """Whether a SQLite house was not closed: a crash may have come between a deletion and the cleaning."""
    log_file = None if file is None else file.with_name(f"{file.name}-wal")
    return log_file is not None and log_file.exists() and log_file.stat().st_size > 0


def _renew(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """Write what is left onto new pages."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
        for table in tables:
            left = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            connection.exec_driver_sql(f"{_WIPE[connection.dialect.name]} {table.name}")
            if left:
                connection.execute(table.insert(), left)


def _empty_log(connection: sa.Connection) -> None:
    """Move SQLite's log into its file and leave it empty; an error while somebody else reads there."""
    raw = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or raw is None:
        return
    [patience] = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        busy, *_pages = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.execute(f"PRAGMA busy_timeout = {patience}")
    if busy:
        raise sqlite3.OperationalError("somebody reads the database")
