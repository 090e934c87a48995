"""What can go wrong with the durable place: each error says what, where, and how to mend it."""

# ruff: noqa: N818 - every name begins with what it is: a StoreError

from __future__ import annotations

from queueing.ports import CapacityTaken


class StoreError(Exception):
    """The durable place cannot do what was asked, and has done nothing of it."""

    default_fix = "Look at the message of the database above."

    def __init__(self, what: str, where: str, fix: str | None = None) -> None:
        self.what = what
        self.where = where
        self.fix = fix or self.default_fix
        super().__init__(f"{what} ({where}). {self.fix}")


class StoreInUse(StoreError):
    """Another hub owns this database."""

    default_fix = "Stop the other hub, or give this one its own data folder or database."


class StoreMissing(StoreError):
    """The folder or the database does not exist."""

    default_fix = "Create the folder or the database, or correct its address."


class StoreNotWritable(StoreError):
    """The database may not be written by this user or on this file system."""

    default_fix = "Give the hub's user the right to write there, on a local disk that is not read-only."


class StoreUnreachable(StoreError):
    """The database server does not answer, or turns us away.

    A line that breaks during a commit leaves open whether it was done: repeat the request with its id.
    """

    default_fix = "Start the server; check its address, the name of the database, user and password."


class StoreFailing(StoreError):
    """The disk does not do what it was told."""

    default_fix = "Look into the system's log for errors of the disk; move the data folder to a sound one."


class StoreFull(StoreError):
    """No room is left on the disk."""

    default_fix = "Free some space; the hub goes on by itself as soon as there is room."


class StoreDamaged(StoreError):
    """The database cannot be read."""

    default_fix = "Keep the damaged files, put the newest backup in their place, and start the hub again."


class StoreForeign(StoreError):
    """The database was made by another program, or by a newer version of this one."""

    default_fix = "Use the program version that made it, or another database."


class StoreBusy(StoreError):
    """Somebody else holds the database longer than we wait."""

    default_fix = "Close other programs that write to the database; the request may be repeated."


class StoreConflict(StoreError):
    """Rows were not as this hub had left them; the transaction was rolled back and the state read afresh."""

    default_fix = "Repeat the request; if this happens again, somebody else writes to the database."


class StoreTaken(StoreConflict, CapacityTaken):
    """Somebody else's booking took the same lane between our look and our commit."""

    default_fix = "Repeat the request: it will see what is taken and be answered by the rules."
