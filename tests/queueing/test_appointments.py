"""Booked times, from offer to arrival, on the memory store; minutes count from 10.00 on a Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from queueing.bookings import NO_LANE, NOBODY, BookingState, Person, tidy_contact
from queueing.errors import Reason
from queueing.names import ServiceId
from queueing.tickets import State
from tests.queueing.booked_house import LIBRARIAN, Trial, at
from tests.queueing.small_house import BORGERSERVICE

DAY = 24 * 60


@pytest.fixture
def trial() -> Trial:
    return Trial()


# ---- giving times out


def test_as_many_as_there_are_staff_and_no_more(trial: Trial) -> None:  # B-02
    assert [trial.book(30).lane for _ in range(3)] == [0, 1, 2]
    assert trial.refused(trial.book, 30) is Reason.JUST_TAKEN
    assert trial.refused(trial.book, 15, "boligstoette") is Reason.JUST_TAKEN  # it would reach into it
    assert at(30) not in [s.start for s in trial.slots()]


@pytest.mark.parametrize(("minute", "task"), [
    (-15, "pas"), (7, "pas"), (8 * 60, "pas"), (7 * 60 + 45, "boligstoette"), (3 * 60 + 45, "boligstoette"),
    (5 * DAY, "pas"), (366 * DAY, "pas"),
])
def test_what_the_house_does_not_offer_cannot_be_booked(trial: Trial, minute: float, task: str) -> None:  # B-01
    assert trial.refused(trial.book, minute, task) is Reason.NOT_BOOKABLE


@pytest.mark.parametrize("start", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_a_time_at_the_end_of_all_days_is_refused_like_any_other(trial: Trial, start: datetime) -> None:
    code = trial.book(30, born="2311").code
    move = trial.appointments.move
    assert trial.refused(trial.do, move, code, start) is Reason.NOT_BOOKABLE
    find = trial.appointments.find_by_birth
    assert trial.refused(trial.do, find, "2311", start) is Reason.UNKNOWN_BOOKING
    with trial.store.transaction() as uow:
        assert trial.appointments.slots(uow, "pas", start.date(), trial.now) == []
        assert trial.appointments.day(uow, start.date()) == []


def test_an_unknown_task_is_refused_with_those_that_exist(trial: Trial) -> None:
    assert trial.refused(trial.book, 30, "hund") is Reason.UNKNOWN_TASK


def test_a_hold_lapses_after_ten_minutes(trial: Trial) -> None:  # B-02
    held = trial.book(30, hold=True, name="M. H.")
    trial.tick(9.9)
    assert trial.booking(held.code).state is BookingState.HELD
    assert [b.state for b in trial.tick(10)] == [BookingState.LAPSED]
    assert trial.booking(held.code).person == NOBODY
    assert [trial.book(30).lane for _ in range(3)] == [0, 1, 2]  # its place is free again


def test_a_hold_becomes_a_booking_and_keeps_what_is_known(trial: Trial) -> None:
    held = trial.book(30, hold=True, name="M. H.", topic="skat")
    made = trial.do(trial.appointments.confirm, held.code, Person(contact="a@b.dk", topic="hus"))
    assert made.state is BookingState.BOOKED
    assert made.person == Person(name="M. H.", contact="a@b.dk")  # this task takes no topic
    trial.tick(11)
    assert trial.booking(held.code).state is BookingState.BOOKED
    assert trial.refused(trial.do, trial.appointments.confirm, held.code, NOBODY) is Reason.WRONG_STATE


def test_a_hold_is_confirmed_too_late(trial: Trial) -> None:
    held = trial.book(30, hold=True)
    trial.now = at(10)
    assert trial.refused(trial.do, trial.appointments.confirm, held.code, NOBODY) is Reason.HOLD_LAPSED
    trial.tick()
    assert trial.refused(trial.do, trial.appointments.confirm, held.code, NOBODY) is Reason.HOLD_LAPSED


def test_at_most_two_open_bookings_for_one_contact(trial: Trial) -> None:  # B-06
    first = trial.book(30, contact="12345678")
    held = trial.book(45, hold=True, contact="12345678")
    trial.do(trial.appointments.confirm, held.code, NOBODY)  # a hold does not stand in its own way
    assert trial.refused(trial.book, 60, contact="12345678") is Reason.TOO_MANY_BOOKINGS
    trial.book(60, contact="87654321")
    trial.book(60)  # without contact nobody counts
    trial.do(trial.appointments.cancel, first.code)
    trial.book(75, contact="12345678")


@pytest.mark.parametrize(("typed", "kept"), [
    ("+45 12 34 56 78", "12345678"), ("004512345678", "12345678"), ("12-34-56-78", "12345678"),
    ("+46 8 123 456", "+468123456"), (" Mads@Hus.DK ", "mads@hus.dk"), ("", ""), ("efter kl. 12", "efter kl. 12"),
])
def test_one_contact_however_it_is_typed(typed: str, kept: str) -> None:  # B-06
    assert tidy_contact(typed) == kept


def test_only_tasks_that_ask_for_a_topic_keep_one(trial: Trial) -> None:
    assert trial.book(30, topic="slægt").person == NOBODY
    assert trial.book(30, "bibliotekar-dobbelt", topic="slægt").person.topic == "slægt"


# ---- moving, cancelling


def test_a_moved_booking_keeps_its_code_and_frees_its_time(trial: Trial) -> None:
    made = [trial.book(30) for _ in range(3)]
    moved = trial.do(trial.appointments.move, made[0].code, at(45))
    assert (moved.code, moved.start, moved.end, moved.state) == (made[0].code, at(45), at(60), BookingState.BOOKED)
    assert trial.book(30).lane == made[0].lane


def test_a_double_moves_by_one_quarter_over_itself(trial: Trial) -> None:
    made = trial.book(30, "bibliotekar-dobbelt")
    assert trial.do(trial.appointments.move, made.code, at(45)).lane == made.lane


def test_what_cannot_be_moved(trial: Trial) -> None:
    full, _, _ = (trial.book(30) for _ in range(3))
    other, held = trial.book(45), trial.book(45, hold=True)
    move = trial.appointments.move
    assert trial.refused(trial.do, move, other.code, at(30)) is Reason.JUST_TAKEN
    assert trial.refused(trial.do, move, other.code, at(-60)) is Reason.NOT_BOOKABLE
    assert trial.refused(trial.do, move, held.code, at(60)) is Reason.WRONG_STATE
    assert trial.refused(trial.do, move, "YYYYYY", at(60)) is Reason.UNKNOWN_BOOKING
    trial.check_in(full.code)
    assert trial.refused(trial.do, move, full.code, at(60)) is Reason.ALREADY_IN


def test_a_cancelled_time_is_free_and_its_person_forgotten(trial: Trial) -> None:  # S-03
    made = trial.book(30, "bibliotekar", name="M. H.", contact="12345678")
    gone = trial.do(trial.appointments.cancel, made.code)
    assert (gone.state, gone.person) == (BookingState.CANCELLED, NOBODY)
    trial.book(30, "bibliotekar")
    for use_case in (trial.appointments.cancel, trial.appointments.undo_check_in):
        assert trial.refused(trial.do, use_case, made.code) is Reason.CANCELLED
    assert trial.refused(trial.check_in, made.code) is Reason.CANCELLED


# ---- arriving


@pytest.mark.parametrize(("minute", "early", "keeps"), [
    (0, 30, True), (27, 3, True), (30, 0, True), (34, -4, True), (38, -8, True), (40, -10, True), (41, -11, False),
])
def test_early_on_time_and_late(trial: Trial, minute: float, early: int, *, keeps: bool) -> None:  # B-03, Q-06
    made = trial.book(30)
    trial.tick(minute)
    arrival = trial.check_in(made.code)
    assert (arrival.minutes_early, arrival.keeps_time) == (early, keeps)
    ticket = arrival.standing.ticket
    assert (ticket.letter, ticket.booked_for) == ("B", at(30))
    assert ticket.place_at == (at(30) if keeps else at(minute))
    assert arrival.booking.ticket == ticket.id


def test_who_never_came_gives_the_time_back(trial: Trial) -> None:  # B-06
    made = trial.book(30, "bibliotekar-dobbelt")
    assert trial.tick(35) == []
    assert [b.state for b in trial.tick(35.1)] == [BookingState.RELEASED]
    assert trial.booking(made.code).lane == NO_LANE
    assert trial.store.floor.expected == ()
    trial.book(45, "bibliotekar")  # the second half of the double is there for others


def test_who_comes_after_the_release_keeps_the_time_but_takes_nobody_s_place(trial: Trial) -> None:  # Q-06, B-06
    made = trial.book(30, "bibliotekar-dobbelt")
    trial.tick(36)
    other = trial.book(45, "bibliotekar")
    arrival = trial.check_in(made.code)
    assert arrival.keeps_time
    assert arrival.booking.lane == NO_LANE
    assert trial.booking(other.code).lane == 0
    assert trial.press("sal2-bord-4") == "L001"


def test_the_house_wakes_up_days_later(trial: Trial) -> None:
    made = trial.book(30)
    trial.tick(3 * DAY)
    assert trial.booking(made.code).state is BookingState.RELEASED


def test_check_ins_that_are_refused(trial: Trial) -> None:  # B-03
    tomorrow, held = trial.book(DAY + 30), trial.book(30, hold=True)
    assert trial.refused(trial.check_in, tomorrow.code) is Reason.WRONG_DAY
    assert trial.refused(trial.check_in, held.code) is Reason.WRONG_STATE
    assert trial.refused(trial.check_in, "YYYYYY") is Reason.UNKNOWN_BOOKING
    made = trial.book(30)
    trial.check_in(made.code)
    assert trial.refused(trial.check_in, made.code) is Reason.ALREADY_IN


def test_who_is_in_already_is_sent_to_the_screen_only_while_the_number_can_be_called(trial: Trial) -> None:  # B-03
    missed, finished, days = trial.book(30), trial.book(30), trial.book(45)
    trial.tick(29)
    for made in (missed, finished):
        trial.check_in(made.code)
        assert trial.press() is not None
        assert trial.refused(trial.check_in, made.code) is Reason.ALREADY_IN
        trial.do(trial.reception.no_show if made is missed else trial.reception.finish, "skranke-1")
        assert trial.refused(trial.check_in, made.code) is Reason.WRONG_STATE
    trial.check_in(days.code)
    trial.now = at(DAY)
    assert trial.refused(trial.check_in, days.code) is Reason.WRONG_DAY


def test_who_comes_after_closing_is_not_put_into_a_line_that_nobody_calls(trial: Trial) -> None:
    made = trial.book(465)
    trial.tick(480)
    assert trial.refused(trial.check_in, made.code) is Reason.CLOSED


def test_who_comes_on_a_day_that_was_closed_after_the_booking_is_told_so() -> None:
    trial = Trial()
    made = trial.book(30)
    closed = Trial(replace(trial.house, hours=replace(trial.house.hours, closed=lambda _day: "Personaledag")))
    closed.store = trial.store
    assert closed.refused(closed.check_in, made.code) is Reason.CLOSED


def test_who_comes_before_the_doors_open_waits_for_the_time(trial: Trial) -> None:
    made = trial.book(30)
    trial.now = at(-20)
    assert trial.check_in(made.code).keeps_time


def test_a_check_in_is_taken_back(trial: Trial) -> None:  # B-04
    made = trial.book(30)
    first = trial.check_in(made.code)
    back = trial.do(trial.appointments.undo_check_in, made.code)
    assert (back.state, back.ticket, back.lane) == (BookingState.BOOKED, None, made.lane)
    assert trial.store.tickets[first.standing.ticket.id].state is State.CLOSED
    assert trial.check_in(made.code).standing.ticket.label == "B002"
    trial.now = at(29)
    assert trial.press() == "B002"
    assert trial.refused(trial.do, trial.appointments.undo_check_in, made.code) is Reason.WRONG_STATE


def test_by_day_of_birth_and_time(trial: Trial) -> None:  # B-03
    mine = trial.book(30, born="2311")
    trial.book(30, born="2411")
    trial.book(45, born="2311")

    def find(born: str, minute: float) -> str:
        return str(trial.do(trial.appointments.find_by_birth, born, at(minute)).code)

    assert find("2311", 30) == mine.code
    for born, minute in (("2511", 30), ("", 30), ("2311", 60), ("2311", DAY + 30)):
        assert trial.refused(find, born, minute) is Reason.UNKNOWN_BOOKING
    trial.tick(37)
    assert trial.booking(mine.code).state is BookingState.RELEASED
    assert find("2311", 30) == mine.code  # late, and still found
    trial.check_in(mine.code)
    assert find("2311", 30) == mine.code  # and told that it is in


def test_two_with_the_same_birthday_at_the_same_time_need_their_codes(trial: Trial) -> None:
    for _ in range(2):
        trial.book(30, born="2311")
    find = trial.appointments.find_by_birth
    assert trial.refused(trial.do, find, "2311", at(30)) is Reason.UNKNOWN_BOOKING


# ---- the line


def test_a_due_booking_goes_before_walk_ins_and_an_early_one_does_not(trial: Trial) -> None:
    made = trial.book(30)
    for _ in range(3):
        trial.do(trial.reception.issue, "kvik", "da")
    trial.check_in(made.code)
    assert trial.press() == "K001"
    trial.now = at(27.9)
    trial.do(trial.reception.issue, "kvik", "da")
    trial.now = at(28)
    assert trial.press("skranke-2") != "B001"  # two have waited longer than anyone should: they go first
    trial.press("skranke-2")
    assert trial.press("skranke-2") == "B001"


# ---- the librarian here and now


def here_and_now(trial: Trial) -> int:
    with trial.store.transaction() as uow:
        service = trial.house.service("bibliotekar")
        return int(trial.appointments.here_and_now(uow, service, trial.now).total_seconds() // 60)


@pytest.mark.parametrize(("minute", "booked", "fits"), [
    (0, None, 30), (0, 30, 30), (0, 15, 15), (1, 15, 0), (0, 0, 0), (3 * 60 + 30, None, 30),
    (3 * 60 + 31, None, 15), (3 * 60 + 46, None, 0), (-1, None, 0), (8 * 60, None, 0),
])
def test_the_librarian_is_offered_only_when_a_visit_fits(
    trial: Trial, minute: float, booked: float | None, fits: int,
) -> None:  # B-07
    if booked is not None:
        trial.book(booked, "bibliotekar")
    trial.now = at(minute)
    assert here_and_now(trial) == fits


def test_one_who_waits_or_is_there_keeps_the_librarian(trial: Trial) -> None:  # B-07
    trial.do(trial.reception.issue, "bibliotekar", "da")
    assert here_and_now(trial) == 0
    trial.press("sal2-bord-4")
    assert here_and_now(trial) == 0
    trial.do(trial.reception.finish, "sal2-bord-4")
    assert here_and_now(trial) == 30


def test_who_was_let_in_here_and_now_is_not_booked_over(trial: Trial) -> None:  # B-07, B-02
    trial.now = at(3)
    trial.do(trial.reception.issue, "bibliotekar", "da")

    def first() -> datetime:
        return trial.slots("bibliotekar")[0].start

    assert first() == at(30)
    assert trial.refused(trial.book, 15, "bibliotekar") is Reason.JUST_TAKEN
    trial.now = at(5)
    assert trial.press("sal2-bord-4") == "L001"
    trial.now = at(14)
    assert first() == at(30)  # the visit is expected to last until then
    trial.do(trial.reception.finish, "sal2-bord-4")
    assert first() == at(15)


def test_an_early_bird_keeps_the_librarian_for_its_own_time_only(trial: Trial) -> None:  # B-07
    made = trial.book(30, "bibliotekar")
    trial.check_in(made.code)
    assert here_and_now(trial) == 30
    trial.now = at(15)
    assert here_and_now(trial) == 15
    trial.now = at(29)
    trial.press("sal2-bord-4")
    trial.now = at(35)
    trial.do(trial.reception.finish, "sal2-bord-4")
    assert here_and_now(trial) == 30  # served early: the rest of its time is free


# ---- forgetting


def test_persons_are_forgotten_at_the_end_of_the_next_day(trial: Trial) -> None:  # S-03
    monday, tuesday = trial.book(30, name="M. H."), trial.book(DAY + 30, name="K. L.")
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # the end of Tuesday in Næstved

    def forget() -> int:
        with trial.store.transaction() as uow:
            return trial.appointments.forget(uow, trial.now)

    trial.now = midnight - timedelta(seconds=1)
    assert forget() == 0
    trial.now = midnight
    assert forget() == 1
    assert trial.booking(monday.code).person == NOBODY
    assert trial.booking(tuesday.code).person.name == "K. L."
    assert trial.booking(monday.code).start == at(30)  # statistics stay


def test_topics_are_forgotten_that_night(trial: Trial) -> None:  # S-03, B-08
    made = trial.book(30, "bibliotekar-dobbelt", name="M. H.", topic="slægt i Fensmark")
    coming = trial.book(DAY + 30, "bibliotekar-dobbelt", topic="gamle kort")
    for evening in (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)):
        trial.now = evening
        with trial.store.transaction() as uow:
            assert trial.appointments.forget(uow, trial.now) == 0
        known = trial.booking(made.code).person
        assert (known.name, bool(known.topic)) == ("M. H.", evening.minute == 59)
    assert trial.booking(coming.code).person.topic == "gamle kort"


# ---- the next free time


def next_free(trial: Trial, service: ServiceId = BORGERSERVICE) -> datetime | None:
    with trial.store.transaction() as uow:
        return trial.appointments.outlook(uow, trial.now)[service].next_free


def test_the_next_free_time_follows_every_booking_and_the_clock(trial: Trial) -> None:
    assert next_free(trial) == at(0)
    made = [trial.book(0) for _ in range(3)]
    assert next_free(trial) == at(15)
    trial.do(trial.appointments.move, made[0].code, at(30))
    assert next_free(trial) == at(0)
    trial.book(0)
    assert next_free(trial) == at(15)
    trial.do(trial.appointments.cancel, made[1].code)
    assert next_free(trial) == at(0)
    trial.now = at(0.1)
    assert next_free(trial) == at(15)
    trial.now = at(-1)  # a clock that jumped back
    assert next_free(trial) == at(0)
    trial.now = at(5 * DAY)  # a Saturday
    assert next_free(trial) == at(7 * DAY)


def test_a_search_for_the_next_free_time_is_not_made_for_every_picture(trial: Trial) -> None:
    trial.now = at(-60)
    assert next_free(trial, LIBRARIAN) == at(0)
    with trial.store.transaction() as uow:
        uow.taken = None  # type: ignore[assignment, method-assign]  # who looks at bookings again would fall here
        assert trial.appointments.outlook(uow, trial.now)[LIBRARIAN].next_free == at(0)
