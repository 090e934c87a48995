"""The durable place: the ports of `queueing.ports` on SQLite and PostgreSQL; the one room that knows SQL."""

from queueing.store.backup import back_up
from queueing.store.errors import (
    StoreBusy,
    StoreConflict,
    StoreDamaged,
    StoreError,
    StoreFailing,
    StoreForeign,
    StoreFull,
    StoreInUse,
    StoreMissing,
    StoreNotWritable,
    StoreUnreachable,
)
from queueing.store.sql import SqlStore, last_event_at, open_store

__all__ = [
    "SqlStore",
    "StoreBusy",
    "StoreConflict",
    "StoreDamaged",
    "StoreError",
    "StoreFailing",
    "StoreForeign",
    "StoreFull",
    "StoreInUse",
    "StoreMissing",
    "StoreNotWritable",
    "StoreUnreachable",
    "back_up",
    "last_event_at",
    "open_store",
]
