"""The durable place: the ports of `queueing.ports` on SQLite and PostgreSQL; the one room that knows SQL."""

from queueing.store.errors import (
    StoreBusy,
    StoreConflict,
    StoreDamaged,
    StoreError,
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
    "StoreForeign",
    "StoreFull",
    "StoreInUse",
    "StoreMissing",
    "StoreNotWritable",
    "StoreUnreachable",
    "last_event_at",
    "open_store",
]
