"""One durable connection: SQLite or PostgreSQL by the URL alone, and nobody else on the same data."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import socket
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from queueing.store.errors import StoreForeign, StoreFull, StoreInUse, StoreMissing, StoreNotWritable

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

LONGEST_WAIT = 5.0
"""Seconds that we wait for somebody else's lock or for a server's answer."""

_USER = re.compile(r"(?<=//).*@")
"""User and password in an address that cannot be read."""
_ADDRESSES = "Use sqlite:///FILE or postgresql://USER@HOST/NAME."

_LOCK = 0x71756575
"""The name of our advisory locks: "queu" in ASCII."""

_POSTGRESQL_SETTINGS = f"""
    SELECT set_config('lock_timeout', %s, false),
           set_config('statement_timeout', %s, false),
           set_config('TimeZone', 'UTC', false),
           CASE current_setting('synchronous_commit') WHEN 'off' THEN
               set_config('synchronous_commit', 'on', false) END,
           pg_try_advisory_lock({_LOCK}, hashtext(current_schema()))
"""
"""The last column tells whether the house is ours: one hub in each schema, for as long as it is connected."""

_WHO_HOLDS_IT = f"""
    SELECT application_name, coalesce(host(client_addr), 'this machine')
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND (classid, objid::bigint::bit(32)) =
        ({_LOCK}, hashtext(current_schema())::bit(32))
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 - the only thing put in is the number above


def address(url: str) -> sa.URL:
    """Return the parsed URL with the driver that we use."""
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # the second for a port that is no number
        hidden = _USER.sub("***@", url)
        raise StoreForeign("This is not the address of a database", hidden, _ADDRESSES) from None
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    name = drivers.get(parsed.get_backend_name() if "+" in parsed.drivername else parsed.drivername)
    if name is None:
        raise StoreForeign(f"No support for a {parsed.drivername} database", shown(parsed), _ADDRESSES)
    return parsed.set(drivername=name)


def shown(url: sa.URL) -> str:
    """Return the address as messages may show it: without password."""
    return url.render_as_string(hide_password=True)


def sqlite_file(url: sa.URL) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL and for a database in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def engine_for(url: sa.URL, *, own: bool = True) -> sa.Engine:
    """Return an engine that keeps no spare connections; `own` says that the house is this process's alone."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_immediate if own else _begin)
        return engine
    engine = sa.create_engine(url, poolclass=NullPool, connect_args={
        "connect_timeout": int(LONGEST_WAIT), "tcp_user_timeout": _milliseconds(LONGEST_WAIT),
        "application_name": f"queue hub, process {os.getpid()} on {socket.gethostname()}"[:63],
    })
    if own:
        sa.event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode not in ("wal", "memory"):
        connection.close()
        raise StoreNotWritable(f"No write-ahead log is possible there, only {mode!r}", "SQLite",
                               "Put the data folder on a local disk, not on a network share.")
    connection.execute(f"PRAGMA busy_timeout = {_milliseconds(LONGEST_WAIT)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin_immediate(connection: sa.Connection) -> None:
    """Take the write lock at once: a read lock that must grow later fails where it cannot wait."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: sa.Connection) -> None:
    """Leave the write lock to the hub: who only reads needs none."""
    connection.exec_driver_sql("BEGIN")


def _prepare_postgresql(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's own
    """Settle a new connection, a reconnection included, and take the house for it."""
    with connection.cursor() as cursor:
        patience = (f"{_milliseconds(LONGEST_WAIT)}ms", f"{_milliseconds(LONGEST_WAIT * 2)}ms")
        *_settings, ours = cursor.execute(_POSTGRESQL_SETTINGS, patience).fetchone()
        holder = None if ours else cursor.execute(_WHO_HOLDS_IT).fetchone()
    connection.commit()
    if not ours:
        connection.close()
        name, host = holder or ("another hub", "an unknown machine")
        raise StoreInUse(f"A hub runs on this database: {name}, from {host}", "PostgreSQL")


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


class FileLock:
    """A lock beside a SQLite database that lives as long as its process, however that ends."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file = self._open(database)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read(20).strip() or "unknown"
            self._file.close()
            raise StoreInUse(f"A hub runs on this database, process {holder}", str(database)) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def _open(self, database: Path) -> IO[str]:
        try:
            return self.path.open("a+", encoding="ascii")
        except FileNotFoundError:
            raise StoreMissing("The folder of the database does not exist", str(database)) from None
        except OSError as error:
            kind = StoreFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else StoreNotWritable
            raise kind(f"No lock file can be made there: {error.strerror}", str(database)) from None

    def release(self) -> None:
        """Let another process take the database."""
        self._file.close()
