"""Who came is gone from the files of the database, not only from what it shows (S-03)."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from queueing.bookings import BookingKind, Person
from queueing.clock import ManualClock
from queueing.store import open_store
from queueing.store.connections import address, engine_for, sqlite_file
from queueing.store.erasing import AGAIN_AFTER
from tests.queueing.store.conftest import OPENING

TOMORROW = OPENING + timedelta(days=1)
NEXT_WEEK = 24 * 4 * 7
"""In quarters of an hour."""


def _person(word: str, chance: random.Random) -> Person:
    """Somebody whose every word can be found again; some have much to say, as rows of all lengths do."""
    return Person(name=f"{word} {chance.random()}", contact=f"{word}@{chance.random()}.dk", born="2402",
                  topic=word * chance.choice((0, 3, 40, 1200)))


def _fill(store, acts, how_many=240):
    """Bookings that are made, changed and cancelled in no order: a third of their persons stay."""
    chance = random.Random(how_many)  # noqa: S311 - repeatable
    order = list(range(how_many))
    chance.shuffle(order)
    for part in range(0, how_many, 40):
        with store.transaction() as unit:
            for n in order[part:part + 40]:
                stays = n % 3 == 0
                booked = acts.book(
                    unit, NEXT_WEEK if stays else 0, lane=n, held=n % 2 == 0,
                    person=_person("Bliver" if stays else "Glemmes", chance),
                )
                if n % 2 == 0:
                    acts.change(unit, booked, BookingKind.BOOKED)
                if n % 5 == 0:
                    acts.change(unit, booked, BookingKind.CANCELLED)


def _found(word, files):
    return sum(path.read_bytes().count(word.encode()) for path in files if path.is_file())


def _files(url):
    """Return everything that SQLite keeps of a house: its file, its log, its index of the log."""
    file = sqlite_file(address(url))
    return list(file.parent.glob(f"{file.name}*"))


@pytest.fixture
def sqlite_url(new_database):
    return new_database("sqlite")


def test_nothing_is_left_in_the_files_of_sqlite(sqlite_url, acts):
    # S-03
    with closing(open_store(sqlite_url, ManualClock(acts.now))) as store:
        _fill(store, acts)
        assert _found("Glemmes", _files(sqlite_url)) > 160
        with store.transaction() as unit:
            assert unit.erase_persons(TOMORROW) == 160
        assert _found("Glemmes", _files(sqlite_url)) == 0
        assert _found("Bliver", _files(sqlite_url)) >= 80
        with store.transaction() as unit:
            stayed = unit.bookings(TOMORROW, TOMORROW + timedelta(days=30), all_states=True)
            assert len(stayed) == 80
            assert all(b.person.name.startswith("Bliver") for b in stayed)
    assert _found("Glemmes", _files(sqlite_url)) == 0


def test_nothing_is_left_in_the_files_of_postgresql(new_database, postgresql, acts):
    # S-03
    url = new_database("postgresql")
    with closing(open_store(url, ManualClock(acts.now))) as store:
        _fill(store, acts)
        _flush(postgresql)
        assert _found("Glemmes", (Path(postgresql) / "data" / "base").rglob("*")) > 160
        with store.transaction() as unit:
            assert unit.erase_persons(TOMORROW) == 160
        _flush(postgresql)
        assert _found("Glemmes", (Path(postgresql) / "data" / "base").rglob("*")) == 0
        assert _found("Bliver", (Path(postgresql) / "data" / "base").rglob("*")) >= 80


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_left_of_mails_that_were_sent(new_database, request, acts, kind):
    # S-03
    url = new_database(kind)
    with closing(open_store(url, ManualClock(acts.now))) as store:
        with store.transaction() as unit:
            for n in range(60):
                unit.post_mail(f"To: {'Glemmes' if n % 3 else 'Bliver'} {n}\r\n" * (1 + n % 40), acts.now)
        for mail in store.mails(100):
            if "Glemmes" in mail.content:
                store.erase_mail(mail.id)
        assert len(store.mails(100)) == 20
        if kind == "postgresql":
            postgresql = request.getfixturevalue("postgresql")
            _flush(postgresql)
            files = [f for f in (Path(postgresql) / "data" / "base").rglob("*") if f.is_file()]
        else:
            files = _files(url)
        assert _found("To: Glemmes", files) == 0
        assert _found("To: Bliver", files) >= 20


def test_topics_leave_the_files_before_persons_do(sqlite_url, acts):
    # S-03
    with closing(open_store(sqlite_url, ManualClock(acts.now))) as store:
        with store.transaction() as unit:
            for n in range(40):
                acts.book(unit, lane=n, person=Person(name=f"Bliver {n}", topic=f"Glemmes {n}" * (n % 7)))
        with store.transaction() as unit:
            assert unit.erase_topics(OPENING) == 0
            assert unit.erase_topics(TOMORROW) == 34
            assert unit.erase_topics(TOMORROW) == 0
        assert _found("Glemmes", _files(sqlite_url)) == 0
        assert _found("Bliver", _files(sqlite_url)) >= 40


def _flush(server):
    with psycopg.connect(host=server, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CHECKPOINT")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.expects_log("who was erased leaves the files later")
def test_who_reads_delays_it_and_stops_nobody(new_database, acts, kind):
    # S-03
    url, clock = new_database(kind), ManualClock(acts.now)
    reader = engine_for(address(url), own=False)
    with closing(open_store(url, clock)) as store:
        _fill(store, acts, 30)
        with reader.begin() as reading:
            assert reading.scalar(sa.text("SELECT count(*) FROM persons")) == 30
            with store.transaction() as unit:
                assert unit.erase_persons(TOMORROW) == 20
            with store.transaction() as unit:
                assert acts.issue(unit).number == 1
                assert all(not b.person.name for b in unit.bookings(OPENING, TOMORROW))
        if kind == "sqlite":
            assert _found("Glemmes", _files(url)) > 0
            clock.advance(timedelta(seconds=AGAIN_AFTER))
            with store.transaction():
                pass
            assert _found("Glemmes", _files(url)) == 0


def test_a_start_cleans_up_what_a_crash_left(sqlite_url, acts):
    # S-03: the rows were deleted; the crash came before the files were cleaned
    with closing(open_store(sqlite_url, ManualClock(acts.now))) as store:
        _fill(store, acts)
    with engine_for(address(sqlite_url), own=False).connect() as crashing:
        crashing.exec_driver_sql("DELETE FROM persons WHERE contact LIKE 'Glemmes%'")
        crashing.commit()
        assert _found("Glemmes", _files(sqlite_url)) > 0
        with closing(open_store(sqlite_url, ManualClock(acts.now))):
            assert _found("Bliver", _files(sqlite_url)) >= 80
            assert _found("Glemmes", _files(sqlite_url)) == 0
