"""Two bookings never take the same capacity, whoever writes: threads of the hub, or somebody beside it (B-02)."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
import sqlalchemy as sa

from queueing.bookings import BookingKind
from queueing.clock import ManualClock
from queueing.ports import CapacityTaken
from queueing.slots import QUARTER
from queueing.store import StoreConflict, open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import booking_events, booking_quarters, bookings
from tests.patience import PATIENCE
from tests.queueing.store.conftest import OPENING

STAFF = 3
RACERS = 50
LIBRARIAN = "bibliotekar"


@pytest.fixture
def store(url, acts):
    with closing(open_store(url, ManualClock(acts.now))) as store:
        yield store


@pytest.fixture
def stranger(url):
    """An engine of somebody who does not ask whose house it is."""
    return engine_for(address(url), own=False)


def _race(racers):
    """Run functions in threads that start together; return what they returned."""
    together, results = threading.Barrier(len(racers)), []

    def run(racer):
        together.wait(PATIENCE)
        results.append(racer())

    threads = [threading.Thread(target=run, args=(racer,)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(results) == len(racers)
    return results


def _book_by_the_rules(store, acts):
    """Look what is free, and take it, all in one transaction."""
    with store.transaction() as unit:
        taken = unit.taken(LIBRARIAN, OPENING, OPENING + QUARTER).get(OPENING, set())
        free = [lane for lane in range(STAFF) if lane not in taken]
        return acts.book(unit, lane=free[0]).code if free else None


def _book_blindly(store, acts, lane):
    """Take what was free a moment ago."""
    try:
        with store.transaction() as unit:
            return acts.book(unit, lane=lane).code
    except CapacityTaken:
        return None


def _quarters(stranger):
    with stranger.connect() as other:
        return {(q.quarter, q.lane): q.booking for q in other.execute(sa.select(booking_quarters))}


def test_fifty_threads_win_as_many_times_as_there_are_staff(store, stranger, acts):
    # B-02
    results = _race([lambda: _book_by_the_rules(store, acts)] * RACERS)
    assert len(set(results) - {None}) == STAFF
    assert results.count(None) == RACERS - STAFF
    assert sorted(lane for _, lane in _quarters(stranger)) == list(range(STAFF))


def test_fifty_threads_that_looked_too_early_win_no_more(store, stranger, acts):
    # B-02
    results = _race([lambda lane=n % STAFF: _book_blindly(store, acts, lane) for n in range(RACERS)])
    assert len(set(results) - {None}) == STAFF
    assert len(_quarters(stranger)) == STAFF


def _take(stranger, number, lane):
    """Take a lane past the hub; the database alone says no."""
    row = {"id": number, "code": f"S{number}", "task": "slaegt", "service": LIBRARIAN, "start": OPENING,
           "end": OPENING + QUARTER, "lane": lane, "state": "booked", "channel": "script", "language": "da",
           "made_at": OPENING}
    lane_row = {"service": LIBRARIAN, "quarter": OPENING, "lane": lane, "booking": number}
    try:
        with stranger.begin() as other:
            other.execute(sa.insert(bookings), row)
            other.execute(sa.insert(booking_quarters), lane_row)
    except sa.exc.IntegrityError:
        return None
    return row["code"]


def test_strangers_that_race_with_the_hub_are_stopped_by_the_database(store, stranger, acts):
    # B-02
    ours = [lambda lane=n % STAFF: _book_blindly_again(store, acts, lane) for n in range(6)]
    theirs = [lambda n=n: _take(stranger, 1000 + n, n % STAFF) for n in range(6)]
    won = set(_race(ours + theirs)) - {None}
    assert len(won) == STAFF
    with store.transaction() as unit:
        assert {b.code for b in unit.bookings(OPENING, OPENING + QUARTER)} == won
    assert len(_quarters(stranger)) == STAFF


def _book_blindly_again(store, acts, lane):
    """As the hub does: a conflict with somebody else is tried again, and then answered by the rules."""
    try:
        return _book_blindly(store, acts, lane)
    except StoreConflict:
        return _book_blindly(store, acts, lane)


def test_a_lane_taken_between_our_look_and_our_commit_is_told_as_taken(new_database, acts):
    # B-02; on SQLite a transaction that has looked holds the lock, so nobody can come between
    url = new_database("postgresql")
    stranger = engine_for(address(url), own=False)
    with closing(open_store(url, ManualClock(acts.now))) as store:
        with pytest.raises(CapacityTaken) as told, store.transaction() as unit:  # noqa: PT012 - told at its end
            acts.book(unit)
            assert _take(stranger, 1000, 0)
        assert isinstance(told.value, StoreConflict)
        with store.transaction() as unit:
            assert [b.code for b in unit.bookings(OPENING, OPENING + QUARTER)] == ["S1000"]
            assert acts.book(unit, lane=1).id == 1001


def test_a_lane_taken_by_a_stranger_is_seen(store, stranger, acts):
    assert _take(stranger, 1, 0)
    with store.transaction() as unit:
        assert unit.taken(LIBRARIAN, OPENING, OPENING + QUARTER) == {OPENING: {0}}
        with pytest.raises(CapacityTaken):
            acts.book(unit)


def test_a_booking_that_somebody_else_cancelled_is_not_moved(new_database, acts):
    url = new_database("postgresql")
    stranger = engine_for(address(url), own=False)
    with closing(open_store(url, ManualClock(acts.now))) as store:
        with store.transaction() as unit:
            booked = acts.book(unit)
        with pytest.raises(StoreConflict, match="booking"), store.transaction() as unit:  # noqa: PT012
            acts.move(unit, booked, 2)
            with stranger.begin() as other:
                other.execute(sa.update(bookings).values(state="cancelled"))
        with store.transaction() as unit:
            assert not unit.booking(booked.code).is_open


@pytest.mark.parametrize("tamper", [
    sa.update(booking_events).values(actor="nobody"), sa.delete(booking_events),
])
def test_the_log_of_bookings_is_append_only_for_everyone(store, stranger, acts, tamper):
    with store.transaction() as unit:
        acts.change(unit, acts.book(unit), BookingKind.CANCELLED)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), stranger.begin() as other:
        other.execute(tamper)
    with stranger.connect() as other:
        log = other.execute(sa.select(booking_events).order_by(booking_events.c.seq)).all()
    assert [(e.kind, e.booking, e.cause, e.actor) for e in log] == [
        ("booked", 1, "book-æøå", "console"), ("cancelled", 1, "book-æøå", "console"),
    ]


def test_a_ticket_comes_before_the_arrival_that_names_it(store, acts):
    # B-04
    with store.transaction() as unit:
        booked = acts.book(unit)
    with pytest.raises(StoreConflict), store.transaction() as unit:
        acts.change(unit, booked, BookingKind.ARRIVED, ticket="2026-11-23-L001")
    with store.transaction() as unit:
        assert unit.booking(booked.code) == booked
