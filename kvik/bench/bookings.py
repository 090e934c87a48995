"""What those feel who book: a year searched for a free time, a time booked, a citizen checked in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from broker import messages as m
from broker.hub import new_booking_code
from broker.link import Link
from config.load import load_site
from kvik.bench.figures import Figure, figure
from kvik.bench.trial import OPEN_MONDAY, BenchError, Trial
from queueing.appointments import Appointments, Wish
from queueing.bookings import Channel
from queueing.clock import ManualClock
from queueing.reception import Ask, Reception
from queueing.store import SqlStore, open_store

SINGLE, DOUBLE = "pas", "boligstoette"
DAYS = [OPEN_MONDAY.date() + timedelta(days=n) for n in range(365)]
MOST_TODAY = 40
"""Half of what one day has room for."""
SEARCHES = 5


def over_the_wire(trial: Trial, times: int) -> list[Figure]:
    """Book until the committed code is back at the desk; check in until the number is back at the kiosk."""
    desk, kiosk = trial.link("desk-skranke-1"), trial.link("kiosk-1")
    booked, booking = _booked(desk, DAYS[1:], times)
    todays, more = _booked(desk, DAYS[:1], min(times, MOST_TODAY))
    arriving = [_timed(kiosk, "check-in", m.CheckIn(code=code))[0] for code in todays]
    if not booked or not arriving:
        raise BenchError("the house has no free time to book")
    return [
        figure("book to committed code", booking + more), figure("check-in to committed number", arriving),
    ]


def year_of_slots(searches: int = SEARCHES) -> Figure:
    """Search a year for the free times of a double, with every third single of it booked."""
    with TemporaryDirectory(prefix="kvik-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'house.sqlite3'}", ManualClock(OPEN_MONDAY))
        try:
            house = load_site(None).house()
            cases = Appointments(house, Reception(house, b"bench"), new_booking_code)
            _fill(store, cases)
            return figure("slot search over a year", [_search(store, cases) for _ in range(searches)])
        finally:
            store.close()


def _booked(desk: Link, days: list[date], times: int) -> tuple[list[str], list[float]]:
    """Book the first free times of some days, and return their codes and how long each took."""
    codes, seconds = [], []
    for start in islice(_free(desk, days), times):
        took, result = _timed(desk, "book", m.Book(task=SINGLE, start=start))
        codes.append(m.Booked.model_validate(result).booking.code)
        seconds.append(took)
    return codes, seconds


def _free(desk: Link, days: list[date]) -> Iterator[datetime]:
    for day in days:
        _, result = _timed(desk, "slots", m.AskSlots(task=SINGLE, day=day))
        yield from (t.start for t in m.FreeTimes.model_validate(result).times)


def _timed(link: Link, action: str, payload: m.Payload) -> tuple[float, dict[str, object]]:
    began = time.perf_counter()
    reply = link.call(action, payload)
    took = time.perf_counter() - began
    if reply.refusal is not None:
        raise BenchError(f"{action} was refused: {reply.refusal.message}")
    return took, reply.result


def _fill(store: SqlStore, cases: Appointments) -> None:
    for day in DAYS:
        with store.transaction() as uow:
            for slot in cases.slots(uow, SINGLE, day, OPEN_MONDAY)[::3]:
                wish = Wish(task=SINGLE, start=slot.start, channel=Channel.SCRIPT)
                cases.book(uow, Ask(f"fill-{slot.start}", "bench", OPEN_MONDAY), wish)


def _search(store: SqlStore, cases: Appointments) -> float:
    began = time.perf_counter()
    with store.transaction() as uow:
        found = sum(len(cases.slots(uow, DOUBLE, day, OPEN_MONDAY)) for day in DAYS)
    if not found:
        raise BenchError("no free time was found in a whole year")
    return time.perf_counter() - began
