"""A copy of a SQLite house, made while the hub is at work."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from queueing.store.connections import address, shown, sqlite_file
from queueing.store.errors import StoreError, StoreForeign, StoreMissing, StoreNotWritable
from queueing.store.mending import kind_of


def back_up(url: str, to: Path) -> None:
    """Write a whole, compact copy of the house as it is now to a new file; the hub may go on writing."""
    parsed = address(url)
    house = sqlite_file(parsed)
    if house is None:
        raise StoreForeign("Only a SQLite file is copied here", shown(parsed), "Use pg_dump for PostgreSQL.")
    if not house.exists():
        raise StoreMissing("There is no house to copy", str(house))
    if to.exists():
        raise StoreNotWritable("There is a copy of that name", str(to), "Choose another name for the new one.")
    unfinished = to.with_name(to.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(house, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
    except sqlite3.Error as error:
        raise (kind_of(error) or StoreError)(f"The database says: {error}", f"{house} to {to}") from error
    _sync(unfinished)
    unfinished.rename(to)
    _sync(to.parent)


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
