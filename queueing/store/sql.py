"""The store on SQLite or PostgreSQL: one connection, one transaction at a time, one hub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from logging import getLogger
from threading import RLock

import sqlalchemy as sa

from queueing.clock import Clock
from queueing.floor import Floor
from queueing.ports import Letter, Mail
from queueing.store import statements as sql
from queueing.store.connections import FileLock, address, engine_for, shown, sqlite_file
from queueing.store.erasing import Eraser, log_was_left
from queueing.store.errors import StoreError
from queueing.store.mending import explained
from queueing.store.schema import PERSONAL, mails, persons
from queueing.store.unit import MIRRORED_CALLS, Mirror, SqlUnit
from queueing.store.upgrade import bring_up_to_date
from queueing.tickets import Event, Ticket

log = getLogger(__name__)

SLOW = 1.0
"""Seconds of one transaction's writing that are worth a warning."""


class SqlStore:
    """The durable place.

    The mirror proposes, the database disposes: rules work on a mirror of the committed rows, every change
    says what it expects to find, and whatever puts the mirror in doubt has it read afresh.
    Any thread may call; they take turns.
    """

    def __init__(self, url: str, clock: Clock) -> None:
        parsed = address(url)
        self.where = shown(parsed)
        self._clock = clock
        self._lock = RLock()
        self._busy = False
        self._mirror: Mirror | None = None
        self._eraser = Eraser(self.where, clock)
        file = sqlite_file(parsed)
        self._file_lock = None if file is None else FileLock(file)
        if file is None or log_was_left(file):
            self._eraser.order(*PERSONAL)
        self._engine = engine_for(parsed)
        self._connection: sa.Connection | None = None
        try:
            with self._explaining():
                self._connection = self._engine.connect()
                bring_up_to_date(self._connection, self.where)
                self._eraser.work(self._connection)
                self._mirror = self._read_mirror()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[SqlUnit]:
        """Open a transaction that commits when the block ends well and rolls back when it raises."""
        with self._turn(), self._explaining():
            if self._mirror is None:
                self._mirror = self._read_mirror()
            unit = SqlUnit(self._open, self._mirror, self.where)
            try:
                yield unit
                self._commit(unit)
            except BaseException:
                self._roll_back(unit)
                raise
            self._eraser.work(self._open)

    def unsent(self, limit: int) -> Sequence[Letter]:
        """Return committed letters that the broker has not acknowledged, oldest first."""
        with self._turn(), self._reading() as connection:
            rows = connection.execute(sql.UNSENT_LETTERS, {"most": limit}).mappings()
            return [Letter(**row) for row in rows]

    def mails(self, limit: int) -> Sequence[Mail]:
        """Return committed mails that wait, oldest first."""
        with self._turn(), self._reading() as connection:
            return [Mail(**row) for row in connection.execute(sql.MAILS, {"most": limit}).mappings()]

    def erase_mail(self, mail: int) -> None:
        """Erase a mail that was sent or given up, from the storage itself (S-03)."""
        with self._turn(), self._explaining():
            with self._open.begin():
                self._open.execute(sql.DELETE_MAIL, {"of_id": mail})
            self._eraser.order(mails)
            self._eraser.work(self._open)

    def prune(self, before: datetime, most: int = 1000) -> int:
        """Forget replies and sent letters from before a time, at most `most` of each; return how many."""
        old = {"before": before, "most": most}
        with self._turn(), self._explaining(), self._open.begin():
            return sum(self._open.execute(s, old).rowcount for s in (sql.PRUNE_REQUESTS, sql.PRUNE_LETTERS))

    def last_event_at(self) -> datetime | None:
        """Return when the last event happened, or None in a house where nothing has."""
        with self._turn(), self._reading() as connection:
            return _last_event_at(connection)

    def close(self) -> None:
        """Let go of the database, so that another hub may take it; a second time does nothing."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._engine.dispose()
            if self._file_lock is not None:
                self._file_lock.release()
                self._file_lock = None

    def _commit(self, unit: SqlUnit) -> None:
        unit.must_stand()
        if not unit.changes:
            self._open.rollback()
            return
        began = self._clock.monotonic()
        unit.changes.write(self._open, self.where)
        self._open.commit()
        unit.settle()
        if unit.changes.erased:
            self._eraser.order(persons)
        took = self._clock.monotonic() - began
        if took > SLOW:
            log.warning("%s took %.1f s for one transaction; is its disk slow or failing?", self.where, took)

    def _roll_back(self, unit: SqlUnit) -> None:
        """Undo; a mirror that was touched, or is in doubt, is read afresh by the next transaction."""
        if unit.touched:
            self._mirror = None
        self._open.rollback()

    def _read_mirror(self) -> Mirror:
        run = self._open.execute
        with self._open.begin():
            day, day_began = run(sql.HOUSE).one()
            last = run(sql.LAST_EVENT).first()
            floor = Floor(
                day=day,
                tickets={row["id"]: Ticket(**row) for row in run(sql.OPEN_TICKETS).mappings()},
                desks={row.desk: row.status for row in run(sql.DESKS, {"on": day})},
                last_seq=0 if last is None else last.seq,
            )
            calls = run(sql.CALLS, {"began": day_began, "most": MIRRORED_CALLS}).mappings()
            return Mirror(floor, day_began, [Event(**row) for row in calls])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._lock:
            if self._busy:
                raise RuntimeError("a transaction is already open; transactions do not nest, savepoints do")
            self._busy = True
            try:
                yield
            finally:
                self._busy = False

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explaining(), self._open.begin():
            yield self._open

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise explained(error, self.where) from error

    @property
    def _open(self) -> sa.Connection:
        if self._connection is None:
            raise StoreError("The store is closed", self.where, "Open it again.")
        return self._connection


def open_store(url: str, clock: Clock) -> SqlStore:
    """Take a database for this process and make its tables what they should be; StoreError says why not."""
    return SqlStore(url, clock)


def last_event_at(url: str) -> datetime | None:
    """Return when the last event happened, beside a running hub if need be; None where nothing has."""
    parsed = address(url)
    file = sqlite_file(parsed)
    if file is not None and not file.exists():
        return None
    engine = engine_for(parsed, own=False)
    try:
        with engine.connect() as connection:
            return _last_event_at(connection)
    except sa.exc.DBAPIError as error:
        raise explained(error, shown(parsed)) from error
    finally:
        engine.dispose()


def _last_event_at(connection: sa.Connection) -> datetime | None:
    last = connection.execute(sql.LAST_EVENT).first()
    return None if last is None else last.at
