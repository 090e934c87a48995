"""Citizens at a branch library's station: members of the same queue, whatever the line to them does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from queueing.appointments import Wish
from queueing.bookings import Booking, Channel
from queueing.errors import Reason
from queueing.floor import DeskStatus
from queueing.names import BranchId, ServiceId, StationId
from queueing.tickets import Kind, State
from queueing.wait import WaitKind
from tests.queueing.booked_house import at
from tests.queueing.screen_house import FAR, FUGLEBJERG, GLUMSOE, NEAR, NEXT_TO_IT, SCREEN, Trial

CLOSED_AT = 8 * 60 + 1


@pytest.fixture
def trial() -> Trial:
    return Trial()


def book(trial: Trial, minute: float, branch: BranchId | None = FUGLEBJERG, task: str = "boligstoette") -> Booking:
    made: Booking = trial.do(trial.appointments.book, Wish(
        task=task, start=at(minute), channel=Channel.DESK, branch=branch,
    ))
    return made


def check_in(trial: Trial, booking: Booking, station: StationId | None = NEAR) -> str:
    found = None if station is None else trial.house.station(station)
    label: str = trial.do(lambda uow, ask: trial.appointments.check_in(
        uow, ask, trial.appointments.find(uow, booking.code), found)).standing.ticket.label
    return label


# ---- the queue


def test_a_station_stands_in_the_one_line_by_time_of_arrival(trial: Trial) -> None:
    first = trial.take()
    trial.pass_minutes(1)
    at_station = trial.start()
    trial.pass_minutes(1)
    last = trial.take()
    assert [trial.press(), trial.press(), trial.press()] == [first, at_station, last]
    assert at_station == "S001"
    trial.check_log()


def test_a_station_that_is_not_heard_is_passed_over_and_keeps_its_place(trial: Trial) -> None:
    trial.pass_minutes(1)
    at_station = trial.start()
    trial.pass_minutes(1)
    behind, last = trial.take(), trial.take()
    trial.cut()
    assert trial.press() == behind
    trial.pass_minutes(9)
    trial.mend()
    assert [trial.press(), trial.press()] == [at_station, last]


def test_only_one_citizen_sits_at_a_station(trial: Trial) -> None:
    trial.start(NEAR)
    assert trial.refused(trial.start, NEAR) is Reason.STATION_BUSY
    assert trial.start(NEXT_TO_IT) == "S002"
    trial.press()
    assert trial.refused(trial.start, NEAR) is Reason.STATION_BUSY  # in conversation now
    trial.do(trial.reception.end_visit, NEAR)
    assert trial.start(NEAR) == "S003"


def test_a_station_takes_no_ticket_outside_the_hours_of_its_officers(trial: Trial) -> None:
    trial.now = at(CLOSED_AT)
    assert trial.refused(trial.start) is Reason.CLOSED
    assert trial.refused(trial.do, trial.reception.issue, "skaerm", "da") is Reason.ONLY_AT_BRANCH


def test_a_station_joins_its_branchs_own_service_before_the_houses(trial: Trial) -> None:
    own = replace(trial.house.services[SCREEN], id=ServiceId("hjemme"), letter="H", branch=GLUMSOE)
    house = replace(trial.house, services={own.id: own, **trial.house.services})
    reached = [house.reached_from(house.station(name)) for name in (FAR, NEAR)]
    assert [service and service.id for service in reached] == [own.id, SCREEN]


def test_nobody_joins_from_a_station_that_is_not_there(trial: Trial) -> None:
    trial.cut()
    assert trial.refused(trial.start) is Reason.LINE_LOST
    assert trial.refused(trial.start, StationId("atlantis")) is Reason.UNKNOWN_STATION


def test_ready_is_noted_once_and_calls_do_not_depend_on_it(trial: Trial) -> None:
    label = trial.start()
    trial.do(trial.reception.ready_visit, NEAR)
    trial.do(trial.reception.ready_visit, NEAR)
    assert trial.ticket(label).ready
    other = trial.start(FAR)
    trial.press("skranke-1")
    trial.press("skranke-2")
    assert [trial.state(label), trial.state(other)] == [State.CALLED, State.CALLED]
    events = [e.kind for e in trial.store.histories[trial.ticket(label).id]]
    assert events.count(Kind.READY) == 1


def test_who_leaves_the_line_is_closed_with_a_reason_and_who_talks_is_finished(trial: Trial) -> None:
    waiting, talking = trial.start(FAR), trial.start(NEAR)
    trial.do(trial.reception.end_visit, FAR)
    trial.press()
    trial.do(trial.reception.end_visit, NEAR)
    assert (trial.state(waiting), trial.state(talking)) == (State.CLOSED, State.FINISHED)
    assert trial.refused(trial.do, trial.reception.end_visit, NEAR) is Reason.NOBODY_AT_STATION


def test_one_who_missed_the_call_comes_back_with_a_fair_place(trial: Trial) -> None:
    label = trial.start()
    trial.pass_minutes(10)
    trial.press()
    trial.do(trial.reception.no_show, "skranke-1")
    trial.pass_minutes(2)
    trial.do(trial.reception.ready_visit, NEAR)
    back = trial.ticket(label)
    assert (back.state, back.ready, back.place_at) == (State.WAITING, True, trial.now - timedelta(minutes=6))


def test_one_who_missed_the_call_does_not_come_back_to_a_taken_chair(trial: Trial) -> None:
    missed = trial.start()
    trial.press()
    trial.do(trial.reception.no_show, "skranke-1")
    trial.start()
    code = trial.reception.code(trial.ticket(missed))
    assert trial.refused(trial.do, trial.reception.come_back, code) is Reason.STATION_BUSY
    assert trial.refused(trial.press_for, missed) is Reason.STATION_BUSY


# ---- lines that are lost


def test_a_lost_line_is_never_a_no_show(trial: Trial) -> None:
    trial.start()
    trial.press()
    trial.cut()
    assert trial.refused(trial.do, trial.reception.no_show, "skranke-1") is Reason.LINE_LOST
    trial.mend()
    trial.do(trial.reception.no_show, "skranke-1")


def test_a_conversation_goes_on_when_the_line_is_back(trial: Trial) -> None:
    label = trial.start()
    trial.press()
    room = trial.reception.room(trial.ticket(label))
    trial.cut()
    trial.pass_minutes(30)
    trial.mend()
    assert trial.state(label) is State.CALLED
    assert trial.reception.room(trial.ticket(label)) == room


def test_a_press_sets_a_lost_conversation_aside_and_it_returns_to_the_head_of_the_line(trial: Trial) -> None:
    label = trial.start()
    trial.pass_minutes(1)
    others = [trial.take(), trial.take()]
    trial.press_for(label)
    trial.cut()
    assert trial.press() == others[0]
    assert trial.state(label) is State.PARKED
    trial.pass_minutes(5)
    trial.mend()
    assert trial.press() == label


def test_undoing_that_press_gives_the_desk_its_lost_conversation_back(trial: Trial) -> None:
    label = trial.start()
    trial.press()
    trial.take()
    trial.cut()
    trial.press()
    trial.do(trial.reception.undo, "skranke-1")
    assert trial.state(label) is State.CALLED
    trial.check_log()


def test_undoing_a_press_brings_nobody_back_to_a_taken_chair(trial: Trial) -> None:
    ended = trial.start()
    trial.press()
    other = trial.take()
    trial.press()
    begun = trial.start()
    trial.do(trial.reception.undo, "skranke-1")
    states = [trial.state(label) for label in (ended, other, begun)]
    assert states == [State.FINISHED, State.WAITING, State.WAITING]
    present = trial.store.floor.at_station(NEAR)
    assert present is not None
    assert present.label == begun
    trial.check_log()


@pytest.mark.parametrize(("minutes", "kept"), [(9.9, True), (10.1, False)])
def test_the_place_is_kept_for_ten_minutes_and_then_half_of_the_wait(
    trial: Trial, minutes: float, kept: bool,  # noqa: FBT001 - a row of a table
) -> None:
    label = trial.start()
    before = trial.ticket(label)
    trial.pass_minutes(2)
    trial.cut()
    trial.pass_minutes(minutes)
    assert (trial.state(label) is State.WAITING) is kept
    trial.mend()
    after = trial.ticket(label)
    assert after.state is State.WAITING
    half = trial.now - (trial.now - before.arrived_at) / 2
    assert after.place_at == (before.place_at if kept else half)
    trial.check_log()


def test_whom_staff_set_aside_stays_there_when_the_line_comes_back(trial: Trial) -> None:
    label = trial.start()
    trial.press()
    trial.do(trial.reception.park, "skranke-1")
    trial.cut()
    trial.mend()
    assert trial.state(label) is State.PARKED


def test_staff_cannot_call_whom_they_cannot_reach(trial: Trial) -> None:
    label = trial.start()
    trial.cut()
    assert trial.refused(trial.press_for, label) is Reason.LINE_LOST
    assert trial.refused(trial.press) is Reason.NOBODY_WAITS


def test_a_visit_over_a_screen_is_sent_on_only_to_who_has_a_screen(trial: Trial) -> None:
    label = trial.start()
    trial.press()
    send = trial.reception.transfer
    assert trial.refused(trial.do, send, "skranke-1", "bibliotekar", None) is Reason.NOT_COMPETENT
    trial.do(send, "skranke-1", "kvik", None)
    assert trial.ticket(label).service == "kvik"
    assert trial.press("skranke-2") == label


def test_waits_count_those_who_can_be_called(trial: Trial) -> None:  # W-02
    for station in (NEAR, NEXT_TO_IT, FAR):
        trial.start(station)
    trial.cut(NEAR)

    def ahead(uow, ask):  # type: ignore[no-untyped-def]
        for desk in trial.house.desks:
            uow.set_desk(desk, DeskStatus.OPEN)
        return trial.reception.admission(uow, trial.house.service("kvik"), ask.now)

    found = trial.do(ahead)
    assert (found.kind, found.ahead) == (WaitKind.RANGE, 2)


def test_who_still_waits_at_closing_time_keeps_their_place_in_the_count(trial: Trial) -> None:
    trial.take()
    trial.pass_minutes(1)
    label = trial.start()
    trial.now = at(CLOSED_AT)
    standing = trial.do(lambda uow, ask: trial.reception.standing(
        uow, trial.reception.find(uow, label), ask.now))
    assert (standing.estimate.kind, standing.estimate.ahead) == (WaitKind.CLOSED, 1)


def test_nobody_in_the_house_is_sent_to_a_screen(trial: Trial) -> None:
    trial.take()
    trial.press()
    assert trial.refused(trial.do, trial.reception.transfer, "skranke-1", "skaerm", None) is Reason.ONLY_AT_BRANCH


# ---- rooms


def test_each_summons_has_a_room_that_nobody_can_guess(trial: Trial) -> None:
    rooms = []
    for _ in range(2):
        label = trial.start()
        trial.pass_minutes(1)
        trial.press()
        rooms.append(trial.reception.room(trial.ticket(label)))
        trial.do(trial.reception.end_visit, NEAR)
    assert len(set(rooms)) == 2
    assert all(len(room) == 24 and room.isalnum() and room == room.lower() for room in rooms)


# ---- booked times at a branch


def test_a_time_at_a_branch_is_checked_in_there_and_called_at_its_time(trial: Trial) -> None:
    booking = book(trial, 30)
    trial.now = at(20)
    walk_in = trial.take()
    label = check_in(trial, booking)
    assert (label, trial.ticket(label).station) == ("S001", NEAR)
    assert trial.press() == walk_in
    trial.now = at(29)
    trial.take()
    assert trial.press() == label


def test_what_needs_presence_is_not_given_out_at_a_branch(trial: Trial) -> None:
    assert trial.refused(book, trial, 30, FUGLEBJERG, "pas") is Reason.NEEDS_PRESENCE
    assert trial.refused(book, trial, 30, FUGLEBJERG, "bibliotekar") is Reason.NEEDS_PRESENCE
    assert trial.refused(book, trial, 30, BranchId("atlantis")) is Reason.UNKNOWN_BRANCH


def test_a_branch_gives_out_no_more_times_than_it_has_stations(trial: Trial) -> None:  # B-02
    first, second = book(trial, 30), book(trial, 30)
    assert {first.seat, second.seat} == {0, 1}
    assert trial.refused(book, trial, 30) is Reason.JUST_TAKEN
    assert book(trial, 30, branch=GLUMSOE).lane == 2  # the third of the staff is free, and Glumsø has a chair
    assert trial.refused(book, trial, 30, None) is Reason.JUST_TAKEN


def test_free_times_of_a_branch_are_those_with_a_chair(trial: Trial) -> None:  # B-01
    book(trial, 30, GLUMSOE)

    def starts(branch: BranchId | None) -> list[float]:
        found = trial.do(lambda uow, ask: trial.appointments.slots(
            uow, "boligstoette", ask.now.date(), ask.now, branch))
        return [(slot.start - at(0)) / timedelta(minutes=1) for slot in found if slot.start <= at(60)]

    assert starts(None) == [0, 15, 30, 45, 60]
    assert starts(GLUMSOE) == [0, 60]


def test_a_time_at_a_branch_moves_with_its_chair(trial: Trial) -> None:  # B-02
    booking = book(trial, 30, GLUMSOE)
    moved = trial.do(trial.appointments.move, booking.code, at(45))
    assert (moved.branch, moved.seat, moved.start) == (GLUMSOE, 0, at(45))
    assert trial.refused(book, trial, 60, GLUMSOE) is Reason.JUST_TAKEN
    trial.do(trial.appointments.cancel, booking.code)
    book(trial, 60, GLUMSOE)


def test_a_check_in_at_a_station_can_be_taken_back(trial: Trial) -> None:  # B-04
    booking = book(trial, 30)
    label = check_in(trial, booking)
    trial.do(trial.appointments.undo_check_in, booking.code)
    assert trial.state(label) is State.CLOSED
    assert check_in(trial, booking, NEXT_TO_IT) == "S002"


def test_who_has_left_the_line_is_not_told_to_be_in_it(trial: Trial) -> None:  # B-03
    booking = book(trial, 30)
    label = check_in(trial, booking)
    assert trial.refused(check_in, trial, booking) is Reason.ALREADY_IN
    trial.do(trial.reception.end_visit, NEAR)
    assert trial.state(label) is State.CLOSED
    assert trial.refused(check_in, trial, booking) is Reason.WRONG_STATE
