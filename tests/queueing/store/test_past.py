"""The invented past that measurements run on is one that the house itself could have had."""

from __future__ import annotations

from pathlib import Path

from queueing.clock import ManualClock
from queueing.store import open_store
from queueing.store.past import VISITS_A_DAY, invent_past
from queueing.tickets import State, replay
from tests.queueing.store.conftest import OPENING


def test_an_invented_past_replays_to_what_is_stored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'house.sqlite3'}"
    open_store(url, ManualClock(OPENING)).close()
    invent_past(url, VISITS_A_DAY + 2, before=OPENING.date())
    store = open_store(url, ManualClock(OPENING))
    try:
        with store.transaction() as uow:
            for ticket in ("2026-11-22-K001", "2026-11-22-K800", "2026-11-21-K002"):
                stored = uow.ticket(ticket)
                assert stored is not None
                assert stored.state is State.FINISHED
                assert replay(uow.history(ticket)) == stored
            assert uow.ticket("2026-11-21-K003") is None
            assert uow.floor.tickets == {}
    finally:
        store.close()
