"""The memory store beyond the contract that it shares with SQL (tests/queueing/store/test_contract.py)."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest

from queueing.floor import Floor
from queueing.memory import MemoryStore
from queueing.tickets import Event, Kind, evolve, ticket_id
from tests.patience import PATIENCE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def _issue(unit):
    unit.start_day(TODAY)
    number = unit.draw_number("K", TODAY)
    event = Event(
        seq=unit.floor.last_seq + 1, kind=Kind.ISSUED, at=NOW, ticket=ticket_id(TODAY, "K", number), desk=None,
        cause=f"tap-{number}", actor="kiosk-1",
        detail={"letter": "K", "number": number, "day": TODAY.isoformat(), "service": "kvik", "language": "da",
                "place_at": NOW.isoformat()},
    )
    unit.record(event, evolve(None, event))
    return number


def test_a_rollback_leaves_no_trace_in_any_table():
    store = MemoryStore()
    with pytest.raises(ZeroDivisionError), store.transaction() as unit:
        _issue(unit) / 0
    assert (store.log, store.tickets, store.counters) == ([], {}, {})
    assert not any(store.histories.values())
    assert store.day_began == 0
    assert store.floor == Floor()


def test_threads_take_turns():
    #
    store, drawn = MemoryStore(), []

    def draw():
        for _ in range(200):
            with store.transaction() as unit:
                drawn.append(_issue(unit))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert drawn == list(range(1, 801))


def test_closing_gives_up_nothing():
    store = MemoryStore()
    with store.transaction() as unit:
        _issue(unit)
    store.close()
    with store.transaction() as unit:
        assert len(unit.floor.tickets) == 1
