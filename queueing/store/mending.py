"""From what a database driver says to what an operator can do about it."""

from __future__ import annotations

import sqlalchemy as sa

from queueing.store import errors as e

_Kinds = dict[str, type[e.StoreError] | None]

_SQLITE: _Kinds = {
    "SQLITE_FULL": e.StoreFull,
    "SQLITE_CORRUPT": e.StoreDamaged,
    "SQLITE_NOTADB": e.StoreDamaged,
    "SQLITE_CANTOPEN": e.StoreMissing,
    "SQLITE_READONLY": e.StoreNotWritable,
    "SQLITE_PERM": e.StoreNotWritable,
    "SQLITE_IOERR": e.StoreFailing,
    "SQLITE_BUSY": e.StoreBusy,
    "SQLITE_LOCKED": e.StoreBusy,
    "SQLITE_CONSTRAINT_TRIGGER": None,
    "SQLITE_CONSTRAINT": e.StoreConflict,
}
"""By result code or its beginning; see sqlite.org/rescode.html. None: a bug of ours, told as it is."""

_POSTGRESQL: _Kinds = {
    "08": e.StoreUnreachable, "28": e.StoreUnreachable, "57P": e.StoreUnreachable, "53": e.StoreUnreachable,
    "3D": e.StoreMissing, "3F": e.StoreMissing,
    "53100": e.StoreFull, "58": e.StoreFailing,
    "XX001": e.StoreDamaged, "XX002": e.StoreDamaged,
    "25006": e.StoreNotWritable, "42501": e.StoreNotWritable,
    "55P03": e.StoreBusy, "57014": e.StoreBusy, "40": e.StoreBusy,
    "23": e.StoreConflict,
}
"""By SQLSTATE or its beginning, the longest that fits; see appendix A of the PostgreSQL manual."""


def explained(error: sa.exc.DBAPIError, where: str) -> Exception:
    """Return the StoreError that a driver's error amounts to; a bug of ours comes back as it is."""
    kind = kind_of(error.orig)
    if kind is None and isinstance(error, sa.exc.OperationalError) and _is_nameless(error.orig):
        kind = e.StoreUnreachable
    return error if kind is None else kind(_words(error), where)


def _is_nameless(driver: object) -> bool:
    """Tell an error of the line, which has no code, from one that the database has named."""
    return getattr(driver, "sqlite_errorname", None) is None and getattr(driver, "sqlstate", None) is None


def kind_of(driver: BaseException | None) -> type[e.StoreError] | None:
    """Return the StoreError for what a driver raised, by its code; None where no code says."""
    sqlite_code = getattr(driver, "sqlite_errorname", None)
    if sqlite_code is not None:
        return _longest(_SQLITE, sqlite_code)
    state = getattr(driver, "sqlstate", None)
    return None if state is None else _longest(_POSTGRESQL, state)


def _longest(table: _Kinds, code: str) -> type[e.StoreError] | None:
    fitting = [beginning for beginning in table if code.startswith(beginning)]
    return table[max(fitting, key=len)] if fitting else None


def _words(error: sa.exc.DBAPIError) -> str:
    said = str(error.orig).strip().splitlines()
    return f"The database says: {said[0] if said else type(error.orig).__name__}"
