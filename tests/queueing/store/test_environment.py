"""When the world around a database is not as it should be: say what, where, how to mend it; lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from queueing.clock import ManualClock
from queueing.floor import DeskStatus
from queueing.names import DeskId
from queueing.store import (
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
    connections,
    last_event_at,
    open_store,
)
from queueing.store.connections import address, engine_for
from queueing.store.schema import HEAD, version
from queueing.tickets import Kind
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[3]


def _open(url, acts):
    return open_store(url, ManualClock(acts.now))


def _outside(url):
    """Somebody else's connection to the same database."""
    return engine_for(address(url), own=False)


def test_a_second_hub_on_the_same_data_is_told_who_has_it(url, acts):
    with closing(_open(url, acts)), pytest.raises(StoreInUse, match=rf"process {os.getpid()}\b"):
        _open(url, acts)
    _open(url, acts).close()


def test_a_hub_that_was_refused_does_not_take_the_lock_with_it(url, acts):
    first = _open(url, acts)
    with pytest.raises(StoreInUse):
        _open(url, acts)
    with first.transaction() as unit:
        acts.issue(unit)
    with pytest.raises(StoreInUse):
        _open(url, acts)
    first.close()


def test_everything_open_is_there_after_a_restart(url, acts):
    with closing(_open(url, acts)) as store, store.transaction() as unit:
        waiting, called = acts.issue(unit), acts.call(unit, acts.issue(unit))
        acts.happen(unit, acts.issue(unit), Kind.CLOSED)
        unit.set_desk(DeskId("skranke-1"), DeskStatus.OPEN)
    with closing(_open(url, acts)) as store, store.transaction() as unit:
        assert unit.floor.tickets == {waiting.id: waiting, called.id: called}
        assert unit.floor.desks == {"skranke-1": DeskStatus.OPEN}
        assert unit.floor.day == acts.today
        assert [e.ticket for e in unit.calls(40)] == [called.id]
        assert acts.issue(unit).number == 4


def test_a_missing_folder_is_named(tmp_path, acts):
    with pytest.raises(StoreMissing, match=r"folder.*/nowhere/house\.sqlite3.*Create"):
        _open(f"sqlite:///{tmp_path}/nowhere/house.sqlite3", acts)


def test_a_folder_that_cannot_be_written_is_named(acts):
    with pytest.raises((StoreNotWritable, StoreMissing), match=r"/sys/house\.sqlite3"):
        _open("sqlite:////sys/house.sqlite3", acts)


def test_a_file_that_is_no_database_is_called_damaged_and_left_alone(tmp_path, acts):
    file = tmp_path / "house.sqlite3"
    file.write_bytes(b"not a database at all " * 100)
    with pytest.raises(StoreDamaged, match="backup"):
        _open(f"sqlite:///{file}", acts)
    assert file.read_bytes() == b"not a database at all " * 100


@pytest.mark.parametrize("bad", ["nonsense", "mysql://root@localhost/house", ""])
def test_an_address_of_no_database_we_know_is_refused_with_one_that_would_do(bad, acts):
    with pytest.raises(StoreForeign, match="sqlite:///FILE or postgresql://"):
        _open(bad, acts)


def test_an_address_that_cannot_be_read_is_told_without_its_password(acts):
    with pytest.raises(StoreForeign, match=r"postgresql://\*\*\*@db.example.dk:abc/kvik"):
        _open("postgresql://kvik:geheim@db.example.dk:abc/kvik", acts)


def test_a_database_of_a_newer_program_is_left_alone(url, acts):
    _open(url, acts).close()
    with _outside(url).begin() as other:
        other.execute(sa.update(version).values(version_num="9999"))
    with pytest.raises(StoreForeign, match=rf"'9999'.*{HEAD}.*newer program"):
        _open(url, acts)


def test_a_database_of_another_program_is_left_alone(url, acts):
    with _outside(url).begin() as other:
        other.execute(sa.text("CREATE TABLE tickets (seat INTEGER)"))
    with pytest.raises(StoreForeign, match="Another program made its tables tickets"):
        _open(url, acts)


def test_messages_show_no_password(acts):
    with pytest.raises(StoreUnreachable) as caught:
        _open("postgresql://hub:sesame@127.0.0.1:1/house", acts)
    assert "127.0.0.1:1/house" in str(caught.value)
    assert "sesame" not in str(caught.value)


def test_a_server_that_does_not_run_is_named(tmp_path, acts):
    with pytest.raises(StoreUnreachable, match="Start the server"):
        _open(f"postgresql://postgres@/postgres?host={tmp_path}", acts)


def test_a_database_that_the_server_does_not_have_is_named(postgresql, acts):
    with pytest.raises(StoreUnreachable, match=r'"elsewhere" does not exist'):
        _open(f"postgresql://postgres@/elsewhere?host={postgresql}", acts)


def test_a_cut_line_to_the_server_costs_one_request_and_heals_by_itself(postgresql, new_database, acts):
    url = new_database("postgresql")
    with closing(_open(url, acts)) as store:
        with store.transaction() as unit:
            kept = acts.issue(unit)
        _cut_lines_of_hubs(url)
        with pytest.raises(StoreUnreachable), store.transaction() as unit:
            acts.issue(unit)
        with store.transaction() as unit:
            assert unit.floor.tickets == {kept.id: kept}
            assert acts.issue(unit).number == 2
        with pytest.raises(StoreInUse):
            _open(url, acts)  # the lock came back with the line


def test_a_line_cut_within_a_request_undoes_all_of_its_transaction(postgresql, new_database, acts):
    url = new_database("postgresql")
    with closing(_open(url, acts)) as store:
        with pytest.raises(StoreConflict, match="had failed"):
            _issue_while_the_line_is_cut(store, acts, url)
        with store.transaction() as unit:
            assert unit.floor.tickets == {}
            assert acts.issue(unit).number == 1


def _issue_while_the_line_is_cut(store, acts, url):
    """Go on after the failure, as a hub with several requests in one transaction would."""
    with store.transaction() as unit:
        acts.issue(unit)
        assert unit.remembered("r1") is None
        _cut_lines_of_hubs(url)
        with pytest.raises(StoreUnreachable), unit.savepoint():
            unit.remembered("r2")


def _cut_lines_of_hubs(url):
    with _outside(url).begin() as other:
        cut = other.scalars(sa.text(
            "SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l WHERE locktype = 'advisory'"
        )).all()
    assert cut == [True]


@pytest.fixture
def raw_connections():
    """The driver's connections that are opened during a test, to set a disk's limits on."""
    raw = []

    def note(connection, _entry):
        raw.append(connection)

    sa.event.listen(sa.Engine, "connect", note)
    yield raw
    sa.event.remove(sa.Engine, "connect", note)


def test_a_full_disk_is_named_loses_nothing_and_is_got_over(tmp_path, acts, raw_connections):
    with closing(_open(f"sqlite:///{tmp_path}/house.sqlite3", acts)) as store:
        disk = raw_connections[0]
        pages = disk.execute("PRAGMA page_count").fetchone()[0]
        disk.execute(f"PRAGMA max_page_count = {pages + 4}")
        committed = []
        with pytest.raises(StoreFull, match="Free some space"):
            _issue_until_it_fails(store, acts, committed)
        disk.execute("PRAGMA max_page_count = 100000")
        with store.transaction() as unit:
            assert [t.number for t in unit.floor.tickets.values()] == committed
            assert acts.issue(unit).number == len(committed) + 1


def _issue_until_it_fails(store, acts, committed):
    for _ in range(1000):
        with store.transaction() as unit:
            ticket = acts.issue(unit)
        committed.append(ticket.number)


def test_somebody_who_holds_the_database_too_long_is_told_apart_from_a_fault(tmp_path, acts, monkeypatch):
    monkeypatch.setattr(connections, "LONGEST_WAIT", 0.05)
    url = f"sqlite:///{tmp_path}/house.sqlite3"
    with closing(_open(url, acts)) as store:
        with _outside(url).begin() as other:
            other.execute(sa.update(version).values(version_num=HEAD))
            with pytest.raises(StoreBusy, match="repeated"), store.transaction() as unit:
                acts.issue(unit)
        with store.transaction() as unit:
            assert acts.issue(unit).number == 1


@pytest.mark.expects_log("house.sqlite3 took 2.0 s")
def test_a_slow_disk_is_worth_a_warning(tmp_path, acts):
    class Slow(ManualClock):
        def monotonic(self):
            self.advance(timedelta(seconds=2))
            return super().monotonic()

    url = f"sqlite:///{tmp_path}/house.sqlite3"
    with closing(open_store(url, Slow(acts.now))) as store, store.transaction() as unit:
        acts.issue(unit)


def test_a_closed_store_says_so(url, acts):
    store = _open(url, acts)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"), store.transaction():
        pass


def test_the_last_event_can_be_read_beside_a_running_hub(url, acts):
    with closing(_open(url, acts)) as store:
        assert last_event_at(url) is None
        with store.transaction() as unit:
            acts.issue(unit)
        assert last_event_at(url) == acts.now


def test_reading_the_last_event_does_not_wait_for_a_hub_that_writes(url, acts, monkeypatch):
    with closing(_open(url, acts)) as store:
        with store.transaction() as unit:
            acts.issue(unit)
        monkeypatch.setattr(connections, "LONGEST_WAIT", 1.0)
        with store.transaction() as unit:
            assert unit.remembered("r1") is None  # from here on the write lock is held
            assert last_event_at(url) == acts.now


def test_reading_the_last_event_of_no_house_makes_none(tmp_path):
    file = tmp_path / "house.sqlite3"
    assert last_event_at(f"sqlite:///{file}") is None
    assert not file.exists()


def test_a_start_that_finds_its_tables_does_without_alembic(tmp_path):
    # The hub has one second in all; Alembic alone would cost a third of it.
    program = (
        "import sys; from queueing.clock import SystemClock; from queueing.store import open_store;"
        f"open_store('sqlite:///{tmp_path}/house.sqlite3', SystemClock()).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    for _ in ("made", "found"):
        subprocess.run([sys.executable, "-c", program], check=True, timeout=PATIENCE, cwd=ROOT)
