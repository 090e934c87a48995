"""A copy of the house is whole, whatever happens beside it."""

from __future__ import annotations

from contextlib import closing

import pytest

from queueing.clock import ManualClock
from queueing.store import StoreDamaged, StoreForeign, StoreMissing, StoreNotWritable, back_up, open_store


def _open(file, acts):
    return closing(open_store(f"sqlite:///{file}", ManualClock(acts.now)))


def test_a_copy_of_a_running_house_opens_as_one_with_everything_committed(tmp_path, acts):
    house, copy = tmp_path / "house.sqlite3", tmp_path / "copy.sqlite3"
    with _open(house, acts) as store:
        with store.transaction() as unit:
            ticket = acts.issue(unit)
        with store.transaction() as unit:
            acts.call(unit, ticket)
            assert unit.remembered("r") is None
            back_up(f"sqlite:///{house}", copy)
    with _open(copy, acts) as store, store.transaction() as unit:
        assert unit.floor.tickets == {ticket.id: ticket}
        assert acts.issue(unit).number == 2
    assert sorted(path.name for path in tmp_path.glob("copy*.sqlite3*")) == ["copy.sqlite3", "copy.sqlite3.lock"]


def test_a_copy_replaces_none(tmp_path, acts):
    with _open(tmp_path / "house.sqlite3", acts):
        pass
    (tmp_path / "copy").write_text("older")
    with pytest.raises(StoreNotWritable, match="another name"):
        back_up(f"sqlite:///{tmp_path}/house.sqlite3", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "older"


def test_no_house_and_no_file_cannot_be_copied(tmp_path):
    with pytest.raises(StoreMissing, match="no house"):
        back_up(f"sqlite:///{tmp_path}/house.sqlite3", tmp_path / "copy")
    with pytest.raises(StoreForeign, match="pg_dump"):
        back_up("postgresql://localhost/house", tmp_path / "copy")


def test_a_damaged_house_is_not_copied_as_if_it_were_whole(tmp_path):
    (tmp_path / "house.sqlite3").write_bytes(b"no database " * 500)
    with pytest.raises(StoreDamaged):
        back_up(f"sqlite:///{tmp_path}/house.sqlite3", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
