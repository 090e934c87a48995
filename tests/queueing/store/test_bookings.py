"""What every store promises about bookings, in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from queueing.bookings import NO_LANE, NOBODY, BookingKind, BookingState, Person
from queueing.errors import Reason, Refused
from queueing.ports import CapacityTaken
from queueing.slots import QUARTER
from tests.queueing.store.conftest import OPENING

KIRSTEN = Person(name="K. Møller", contact="+45 12 34 56 78", born="2402", topic="slægtsforskning i Næstved")
DAY = (OPENING - timedelta(hours=9), OPENING + timedelta(hours=15))
LIBRARIAN = "bibliotekar"


@contextmanager
def _refused(block):
    """A transaction or savepoint that the rules refuse at its end."""
    with pytest.raises(Refused), block as unit:  # noqa: PT012 - whatever is done within comes to nothing
        yield unit
        raise Refused(Reason.WRONG_STATE, "No.", "Do not.")


def _taken(unit):
    return {(q - OPENING) // QUARTER: sorted(lanes) for q, lanes in unit.taken(LIBRARIAN, *DAY).items()}


def test_a_committed_booking_is_there_with_all_its_fields(store, acts):
    with store.transaction() as unit:
        booked = acts.book(unit, 2, lane=1, length=2, person=KIRSTEN, uid="abc@kommune.dk")
        held = acts.book(unit, held=True)
    with store.transaction() as unit:
        assert unit.booking(booked.code) == booked
        assert unit.booking(held.code) == held
        assert unit.booking("XXXXXX") is None


def test_a_transaction_sees_its_own_bookings_before_they_are_committed(store, acts):
    with store.transaction() as unit:
        held = acts.book(unit, held=True, person=KIRSTEN)
        assert unit.booking(held.code) == held
        booked = acts.change(unit, held, BookingKind.BOOKED)
        assert unit.bookings(*DAY) == [booked]
        assert unit.bookings_of(KIRSTEN.contact, OPENING) == [booked]
        assert unit.holds_before(OPENING + timedelta(days=1)) == []
        moved = acts.move(unit, booked, 3)
        assert _taken(unit) == {3: [0]}
        assert unit.booking(held.code) == moved
    with store.transaction() as unit:
        assert unit.booking(held.code) == moved


def test_ids_count_from_one_and_one_drawn_in_vain_is_drawn_again(store, acts):
    with store.transaction() as unit:
        assert [unit.new_booking_id(), acts.book(unit).id] == [1, 2]
        with _refused(unit.savepoint()):
            assert acts.book(unit, 1).id == 3
        assert acts.book(unit, 2).id == 3
    with _refused(store.transaction()) as unit:
        assert acts.book(unit, 3).id == 4
    with store.transaction() as unit:
        assert [unit.new_booking_id(), unit.new_booking_id()] == [4, 5]


def test_nothing_of_a_refused_booking_remains(store, acts):
    # B-02
    with store.transaction() as unit:
        kept = acts.book(unit, 0, person=KIRSTEN)
    with _refused(store.transaction()) as unit:
        acts.change(unit, kept, BookingKind.CANCELLED)
        acts.book(unit, 1, person=KIRSTEN)
    with store.transaction() as unit:
        with _refused(unit.savepoint()):
            acts.move(unit, kept, 5)
            acts.book(unit, 0)
            assert unit.erase_persons(DAY[1]) == 1
        assert unit.bookings(*DAY) == [kept]
        assert _taken(unit) == {0: [0]}
    with store.transaction() as unit:
        assert unit.bookings(*DAY, all_states=True) == [kept]
        assert unit.bookings_of(KIRSTEN.contact, OPENING) == [kept]
        acts.book(unit, 1)


@pytest.mark.parametrize("together", [True, False])
def test_a_lane_is_given_once(store, acts, together):
    # B-02: whether the other booking is committed, or of the same transaction
    with store.transaction() as unit:
        first = acts.book(unit, 4, length=2)
        if together:
            _check_that_nobody_else_gets(first, unit, acts)
    if not together:
        with store.transaction() as unit:
            _check_that_nobody_else_gets(first, unit, acts)
    with store.transaction() as unit:
        assert _taken(unit) == {3: [0], 4: [0, 1], 5: [0, 1], 6: [0]}
        assert unit.booking(first.code) == first


def _check_that_nobody_else_gets(first, unit, acts):
    before = acts.book(unit, 3)
    acts.book(unit, 6)
    acts.book(unit, 4, lane=1, length=2)
    acts.book(unit, 4, service="borgerservice")
    for quarter, length in ((4, 1), (5, 1), (2, 3), (4, 4)):
        with pytest.raises(CapacityTaken):
            acts.book(unit, quarter, length=length, code=f"AT{quarter}FOR{length}")
    with pytest.raises(CapacityTaken):
        acts.move(unit, before, 5)
    assert unit.bookings(first.start, first.end, LIBRARIAN)[0] == first


def test_a_lane_is_given_once_when_the_plan_has_moved_by_minutes(store, acts):
    # B-02: bookings from before begin at other minutes than those that are made now
    with store.transaction() as unit:
        acts.book(unit, 4)
        later = acts.book(unit, 8)
    with store.transaction() as unit:
        for minutes, fits in ((-15, True), (-14, False), (14, False), (15, True)):
            start = OPENING + 4 * QUARTER + timedelta(minutes=minutes)
            moved = replace(later, start=start, end=start + QUARTER)
            with nullcontext() if fits else pytest.raises(CapacityTaken):
                later = acts.change(unit, moved, BookingKind.BOOKED)


@pytest.mark.parametrize("end", [BookingKind.CANCELLED, BookingKind.LAPSED, BookingKind.RELEASED])
def test_a_booking_that_ended_gives_its_time_back(store, acts, end):
    # B-02, B-06
    with store.transaction() as unit:
        booked = acts.book(unit, length=2, held=True)
    with store.transaction() as unit:
        ended = acts.change(unit, booked, end)
        assert _taken(unit) == {}
        assert unit.bookings(*DAY) == []
        assert unit.bookings(*DAY, all_states=True) == [ended]
        acts.book(unit)
    with store.transaction() as unit:
        assert _taken(unit) == {0: [0]}
        with pytest.raises(CapacityTaken):
            acts.change(unit, replace(ended, lane=0), BookingKind.BOOKED)


def test_who_comes_after_the_time_was_given_back_takes_no_capacity(store, acts):
    # B-06
    with store.transaction() as unit:
        booked = acts.book(unit)
        released = acts.change(unit, booked, BookingKind.RELEASED)
        acts.book(unit)
    with store.transaction() as unit:
        arrived = acts.arrive(unit, released)
        assert arrived.lane == NO_LANE
    with store.transaction() as unit:
        assert _taken(unit) == {0: [0]}
        assert unit.bookings(*DAY)[0] == arrived
        assert acts.move(unit, arrived, 2) in unit.bookings(*DAY)
        assert _taken(unit) == {0: [0], 2: [0]}


def test_a_booking_moves_within_its_own_time_and_into_what_another_leaves(store, acts):
    with store.transaction() as unit:
        double = acts.book(unit, 0, length=2)
        single = acts.book(unit, 4)
    with store.transaction() as unit:
        double = acts.move(unit, double, 1)
        single = acts.move(unit, single, 0)
        double = acts.move(unit, double, 4)
    with store.transaction() as unit:
        assert _taken(unit) == {0: [0], 4: [0], 5: [0]}
        assert unit.bookings(*DAY) == [single, double]


def test_a_citizen_arrives_and_the_arrival_can_be_undone(store, acts):
    # B-04
    with store.transaction() as unit:
        booked = acts.book(unit, person=KIRSTEN)
        arrived = acts.arrive(unit, booked)
        assert unit.booking_of_ticket(arrived.ticket) == arrived
    with store.transaction() as unit:
        assert unit.booking_of_ticket(arrived.ticket) == arrived
        assert unit.booking_of_ticket("2026-11-23-X001") is None
        assert _taken(unit) == {0: [0]}
        undone = acts.change(unit, arrived, BookingKind.ARRIVAL_UNDONE)
        assert unit.booking_of_ticket(arrived.ticket) is None
    with store.transaction() as unit:
        assert unit.booking_of_ticket(arrived.ticket) is None
        assert unit.booking(booked.code) == undone == booked


def test_the_newest_booking_of_a_calendars_event_is_found(store, acts):
    # B-05
    with store.transaction() as unit:
        first = acts.book(unit, uid="u1")
        acts.change(unit, first, BookingKind.CANCELLED)
    with store.transaction() as unit:
        assert unit.booking_by_uid("u1").state is BookingState.CANCELLED
        second = acts.book(unit, 1, uid="u1")
        assert unit.booking_by_uid("u1") == second
        assert unit.booking_by_uid("u2") is None
    with store.transaction() as unit:
        assert unit.booking_by_uid("u1") == second


def test_a_days_bookings_come_in_order_and_by_service(store, acts):
    with store.transaction() as unit:
        late, early = acts.book(unit, 8), acts.book(unit, 1, lane=1)
        acts.book(unit, 24 * 4)
    with store.transaction() as unit:
        first, other = acts.book(unit, 1), acts.book(unit, 0, service="borgerservice")
        acts.book(unit, -24 * 4)
        assert unit.bookings(*DAY) == [other, first, early, late]
        assert unit.bookings(*DAY, LIBRARIAN) == [first, early, late]
        assert unit.bookings(OPENING, late.start) == [other, first, early]


def test_open_bookings_under_a_contact_are_counted(store, acts):
    # B-06
    with store.transaction() as unit:
        acts.book(unit, 0, person=KIRSTEN)
        later = acts.book(unit, 5, person=KIRSTEN)
        cancelled = acts.book(unit, 6, person=KIRSTEN)
        acts.book(unit, 7)
    with store.transaction() as unit:
        acts.change(unit, cancelled, BookingKind.CANCELLED)
        acts.book(unit, 8, person=replace(KIRSTEN, contact="k@example.dk"))
        assert unit.bookings_of(KIRSTEN.contact, OPENING + QUARTER) == [later]
        assert unit.bookings_of("", OPENING) == []


def test_holds_that_ran_out_are_found(store, acts):
    # B-02
    with store.transaction() as unit:
        held, booked = acts.book(unit, held=True), acts.book(unit, 1, held=True)
        acts.change(unit, booked, BookingKind.BOOKED)
    with store.transaction() as unit:
        assert unit.holds_before(held.held_until - timedelta(microseconds=1)) == []
        assert unit.holds_before(held.held_until) == [held]


def test_taken_is_what_lies_within_the_asked_time(store, acts):
    with store.transaction() as unit:
        acts.book(unit, 2, length=4)
        acts.book(unit, 3, lane=2)
    with store.transaction() as unit:
        stretch = (OPENING + 3 * QUARTER, OPENING + 5 * QUARTER)
        taken = unit.taken(LIBRARIAN, *stretch)
        assert {q: set(lanes) for q, lanes in taken.items()} == {stretch[0]: {0, 2}, stretch[0] + QUARTER: {0}}
        assert not unit.taken("borgerservice", *stretch)


def test_who_came_is_erased_and_the_booking_stays(store, acts):
    # S-03
    with store.transaction() as unit:
        past = acts.book(unit, 0, person=KIRSTEN)
        coming = acts.book(unit, 9, person=KIRSTEN)
        acts.book(unit, 1)
    with store.transaction() as unit:
        fresh = acts.book(unit, 2, person=KIRSTEN)
        assert unit.erase_persons(past.end) == 0
        assert unit.erase_persons(fresh.end + timedelta(microseconds=1)) == 2
        assert unit.bookings_of(KIRSTEN.contact, OPENING) == [coming]
        assert unit.erase_persons(coming.end) == 0
    with store.transaction() as unit:
        assert unit.booking(past.code) == replace(past, person=NOBODY)
        assert unit.booking(fresh.code) == replace(fresh, person=NOBODY)
        assert unit.booking(coming.code) == coming
        moved = acts.move(unit, unit.booking(past.code), 12)
    with store.transaction() as unit:
        assert unit.booking(past.code) == moved


def test_what_is_known_of_a_person_can_change(store, acts):
    with store.transaction() as unit:
        booked, other = acts.book(unit, held=True), acts.book(unit, 1, person=KIRSTEN)
    with store.transaction() as unit:
        named = acts.change(unit, replace(booked, person=KIRSTEN), BookingKind.BOOKED)
        nameless = acts.move(unit, replace(other, person=NOBODY), 2)
    with store.transaction() as unit:
        assert unit.bookings(*DAY) == [named, nameless]


@pytest.mark.parametrize("wrong", [
    lambda b: replace(b, start=b.start.replace(tzinfo=None), end=b.end.replace(tzinfo=None)),
    lambda b: replace(b, end=b.start),
    lambda b: replace(b, id=99, code="NEW001"),
    lambda b: replace(b, id=99),
    lambda b: replace(b, code="NEW001"),
])
def test_what_cannot_be_is_refused_at_once(store, acts, wrong):
    with store.transaction() as unit:
        booked = acts.book(unit)
    with store.transaction() as unit:
        unit.new_booking_id()
        with pytest.raises(ValueError, match=r"booking|zone"):
            acts.change(unit, wrong(booked), BookingKind.BOOKED)
        with pytest.raises(ValueError, match="fit"):
            unit.record_booking(acts._booking_event(BookingKind.HELD, booked), booked)  # noqa: SLF001
    with store.transaction() as unit:
        assert unit.bookings(*DAY, all_states=True) == [booked]


def test_a_code_and_an_id_belong_to_one_booking(store, acts):
    with store.transaction() as unit:
        first = acts.book(unit, code="ABCDEF")
        with pytest.raises(ValueError, match="fit"):
            acts.book(unit, 1, code="ABCDEF")
        with pytest.raises(ValueError, match="recorded already"):
            acts.change(unit, replace(first, code="GHJKLM", lane=1), BookingKind.BOOKED)


def test_times_in_any_zone_are_the_same_times(store, acts):
    copenhagen = timezone(timedelta(hours=1))
    with store.transaction() as unit:
        booked = acts.book(unit)
    with store.transaction() as unit:
        start = datetime(2026, 11, 23, 10, 0, tzinfo=copenhagen)
        assert unit.bookings(start, start + QUARTER) == [booked]
        with pytest.raises(CapacityTaken):
            acts.move(unit, replace(acts.book(unit, 1), start=start), 0)
