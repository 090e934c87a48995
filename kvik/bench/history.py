"""Call-next with a long past: the same press on a store with hundreds and with a million finished visits."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from config.load import load_site
from kvik.bench.figures import Figure, figure
from kvik.bench.trial import OPEN_MONDAY
from queueing.clock import ManualClock
from queueing.house import House
from queueing.reception import Ask, Reception
from queueing.store import SqlStore, open_store
from queueing.store.past import invent_past

LINE = 20


def call_next(visits: int, times: int) -> tuple[Figure, float]:
    """Return call-next over a past of so many visits, and the seconds that opening such a store takes."""
    with TemporaryDirectory(prefix="kvik-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'house.sqlite3'}"
        clock = ManualClock(OPEN_MONDAY)
        house = load_site(None).house()
        _open(url, clock).close()
        invent_past(url, visits, before=OPEN_MONDAY.date())
        began = time.perf_counter()
        store = _open(url, clock)
        opened = time.perf_counter() - began
        try:
            return figure(f"call-next after {visits} visits", _presses(store, house, clock.now(), times)), opened
        finally:
            store.close()


def _open(url: str, clock: ManualClock) -> SqlStore:
    return open_store(url, clock)


def _presses(store: SqlStore, house: House, now: datetime, times: int) -> list[float]:
    """Take a ticket and press, over and over, with a short line; only the press is timed."""
    reception = Reception(house, b"bench")
    ids = (Ask(f"bench-{n}", "bench", now + timedelta(seconds=n)) for n in count(1))
    for _ in range(LINE):
        with store.transaction() as uow:
            reception.issue(uow, next(ids), "kvik", "da")
    seconds = []
    for _ in range(times):
        with store.transaction() as uow:
            reception.issue(uow, next(ids), "kvik", "da")
        began = time.perf_counter()
        with store.transaction() as uow:
            reception.call_next(uow, next(ids), "skranke-1")
        seconds.append(time.perf_counter() - began)
    return seconds
