from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from queueing.errors import Reason, Refused
from queueing.floor import DeskStatus
from queueing.memory import MemoryStore, MemoryUnit
from queueing.reception import Ask, Pressed, Reception, Standing
from queueing.tickets import Kind, Paper, State, Ticket, replay
from queueing.wait import WaitKind
from tests.queueing.small_house import KEY, MINUTE, OPENING, house

DAY = timedelta(days=1)


class Trial:
    """A reception with a store in memory and a clock that the test moves."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.reception = Reception(house(), KEY)
        self.now = OPENING
        self._ids = count(1)

    def ask(self) -> Ask:
        return Ask(f"r{next(self._ids)}", "test", self.now)

    def do(self, use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        with self.store.transaction() as uow:
            return use_case(uow, self.ask(), *arguments, **named)

    def take(self, service: str = "kvik") -> Standing:
        found: Standing = self.do(self.reception.issue, service, "da")
        return found

    def press(self, desk: str = "skranke-1", label: str | None = None) -> str | None:
        found: Pressed = self.do(self.reception.call_next, desk, label)
        return None if found.summons is None else found.summons.ticket.label

    def ticket(self, label: str) -> Ticket:
        with self.store.transaction() as uow:
            return self.reception.find(uow, label)

    def pass_minutes(self, minutes: float) -> None:
        self.now += minutes * MINUTE

    def check_log(self) -> None:
        """The log replays to the state that is stored (Q-03)."""
        for name, events in self.store.histories.items():
            assert replay(events) == self.store.tickets[name]


@pytest.fixture
def trial() -> Iterator[Trial]:
    trial = Trial()
    yield trial
    trial.check_log()


@contextmanager
def refused(reason: Reason) -> Iterator[pytest.ExceptionInfo[Refused]]:
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.reason is reason
    assert caught.value.fix


# ---- taking a ticket


def test_numbers_start_at_001_and_rise_by_letter(trial: Trial) -> None:
    labels = [trial.take(s).ticket.label for s in ("kvik", "kvik", "it-hjaelp", "kvik")]
    assert labels == ["K001", "K002", "I001", "K003"]


def test_numbers_restart_only_after_the_open_tickets_of_the_day_before_are_closed(trial: Trial) -> None:
    #
    trial.take()
    trial.now += DAY
    assert trial.take().ticket.label == "K001"
    first, second = trial.store.tickets.values()
    assert (first.state, second.state) == (State.CLOSED, State.WAITING)
    closed = trial.store.histories[first.id][-1]
    assert (closed.kind, closed.detail["reason"]) == (Kind.CLOSED, "day_end")


def test_a_clock_that_jumps_back_over_midnight_starts_no_second_day(trial: Trial) -> None:
    trial.now += DAY
    trial.take()
    trial.now -= DAY
    assert trial.take().ticket.label == "K002"


def test_borgerservice_is_by_appointment_only(trial: Trial) -> None:
    with refused(Reason.NEEDS_BOOKING):
        trial.take("borgerservice")


def test_an_unknown_service_is_named_with_those_that_exist(trial: Trial) -> None:
    with refused(Reason.UNKNOWN_SERVICE) as caught:
        trial.take("pas")
    assert "pas" in caught.value.message
    assert "kvik" in caught.value.fix


@pytest.mark.parametrize(("minutes", "reason"), [
    (-1, Reason.CLOSED), (8 * 60, Reason.CLOSED), (8 * 60 - 3, Reason.CLOSING_SOON),
])
def test_closed_says_when_it_opens_again(trial: Trial, minutes: float, reason: Reason) -> None:
    trial.pass_minutes(minutes)
    with refused(reason) as caught:
        trial.take()
    opens = "2026-11-23T09:00:00+00:00" if minutes < 0 else "2026-11-24T09:00:00+00:00"
    assert caught.value.facts["opens_at"] == opens


def test_the_last_ticket_is_given_while_it_can_still_be_served(trial: Trial) -> None:
    trial.pass_minutes(8 * 60 - 7)
    assert trial.take().ticket.label == "K001"


def test_while_all_pause_the_wait_is_unknown_and_when_all_have_closed_there_is_no_ticket(
    trial: Trial,
) -> None:  # W-01
    trial.do(trial.reception.pause_desk, "skranke-1")
    assert trial.take().estimate.kind is WaitKind.UNKNOWN
    for desk in ("skranke-1", "skranke-2"):
        trial.do(trial.reception.close_desk, desk)
    with refused(Reason.NOBODY_ON_DUTY):
        trial.take()
    assert trial.take("it-hjaelp").ticket.label == "I001"


def test_numbers_end_where_paper_begins(trial: Trial) -> None:
    trial.store.counters["K", OPENING.date()] = 898
    assert trial.take().ticket.label == "K899"
    with refused(Reason.NO_NUMBERS_LEFT):
        trial.take()
    assert trial.store.counters["K", OPENING.date()] == 899


def test_ahead_counts_whom_the_rules_serve_first(trial: Trial) -> None:  # W-02
    assert [trial.take().estimate.ahead for _ in range(3)] == [0, 1, 2]
    assert trial.take("it-hjaelp").estimate.ahead == 0


# ---- calling


def test_two_presses_call_two_tickets(trial: Trial) -> None:
    trial.take()
    trial.take()
    assert {trial.press("skranke-1"), trial.press("skranke-2")} == {"K001", "K002"}


def test_a_press_ends_the_visit_before(trial: Trial) -> None:
    trial.take()
    trial.take()
    trial.press()
    assert trial.press() == "K002"
    assert trial.ticket("K001").state is State.FINISHED


def test_the_last_visit_ends_although_nobody_waits(trial: Trial) -> None:
    trial.take()
    trial.press()
    assert trial.press() is None
    assert trial.ticket("K001").state is State.FINISHED
    with refused(Reason.NOBODY_WAITS):
        trial.press()


def test_a_call_remembers_its_rule(trial: Trial) -> None:
    trial.take()
    trial.press()
    detail = trial.store.log[-1].detail
    assert (detail["rule"], detail["waited_minutes"]) == ("turn", 0)


def test_staff_may_choose_from_the_list(trial: Trial) -> None:
    trial.take()
    trial.take()
    assert trial.press(label="K002") == "K002"
    with refused(Reason.WRONG_STATE):
        trial.press("skranke-2", "K002")
    trial.take("it-hjaelp")
    with refused(Reason.NOT_COMPETENT):
        trial.press("skranke-2", "I001")
    with refused(Reason.UNKNOWN_TICKET):
        trial.press("skranke-2", "K777")


def test_an_unknown_desk_is_named_with_those_that_exist(trial: Trial) -> None:
    with refused(Reason.UNKNOWN_DESK) as caught:
        trial.press("skranke-9")
    assert "skranke-1" in caught.value.fix


def test_paused_and_closed_desks_call_nobody(trial: Trial) -> None:  # S-05
    trial.take()
    trial.do(trial.reception.pause_desk, "skranke-1")
    with refused(Reason.DESK_PAUSED):
        trial.press()
    trial.do(trial.reception.close_desk, "skranke-1")
    with refused(Reason.DESK_CLOSED):
        trial.press()
    trial.do(trial.reception.open_desk, "skranke-1")
    assert trial.press() == "K001"
    with refused(Reason.DESK_BUSY):
        trial.do(trial.reception.close_desk, "skranke-1")


def test_the_first_press_of_the_day_opens_the_desk(trial: Trial) -> None:
    trial.take()
    assert trial.store.floor.status("skranke-1") is DeskStatus.UNATTENDED  # type: ignore[arg-type]
    trial.press()
    assert trial.store.floor.status("skranke-1") is DeskStatus.OPEN  # type: ignore[arg-type]


# ---- recall, no-show, coming back


def test_three_calls_sixty_seconds_apart_then_not_met(trial: Trial) -> None:
    trial.take()
    trial.press()
    trial.pass_minutes(0.5)
    with refused(Reason.TOO_SOON) as caught:
        trial.do(trial.reception.recall, "skranke-1")
    assert caught.value.facts["seconds"] == 31
    for calls in (2, 3):
        trial.pass_minutes(1)
        summons = trial.do(trial.reception.recall, "skranke-1")
        assert summons.ticket.calls == calls
    trial.pass_minutes(1)
    with refused(Reason.TOO_MANY_CALLS):
        trial.do(trial.reception.recall, "skranke-1")
    trial.do(trial.reception.no_show, "skranke-1")
    missed = trial.ticket("K001")
    assert missed.state is State.MISSED
    assert missed.wait_ended_at == OPENING  # the wait ends at the first call


def test_who_missed_the_call_comes_back_with_half_of_the_wait_a_limited_number_of_times(trial: Trial) -> None:
    #
    code = trial.take().code
    trial.pass_minutes(8)
    for _ in range(2):
        trial.press(label="K001")
        trial.do(trial.reception.no_show, "skranke-1")
        trial.pass_minutes(2)
        back = trial.do(trial.reception.come_back, code)
        assert back.ticket.place_at == trial.now - (trial.now - OPENING) / 2
        assert back.ticket.arrived_at == OPENING
    trial.press(label="K001")
    trial.do(trial.reception.no_show, "skranke-1")
    with refused(Reason.TOO_MANY_RETURNS):
        trial.do(trial.reception.come_back, code)


def test_a_code_of_another_day_or_of_nobody_is_wrong(trial: Trial) -> None:
    code = trial.take().code
    with refused(Reason.WRONG_CODE):
        trial.do(trial.reception.come_back, code[:-1] + ("A" if code[-1] != "A" else "C"))
    trial.now += DAY
    trial.take()
    with refused(Reason.WRONG_CODE):
        trial.do(trial.reception.come_back, code)


def test_a_waiting_ticket_that_is_scanned_keeps_its_place(trial: Trial) -> None:
    code = trial.take().code
    before = trial.ticket("K001")
    assert trial.do(trial.reception.come_back, code).ticket == before
    trial.press()
    with refused(Reason.WRONG_STATE):
        trial.do(trial.reception.come_back, code)


# ---- undo, transfer, park


def test_undo_gives_the_ticket_its_place_back_and_the_visit_before_goes_on(trial: Trial) -> None:
    trial.take()
    trial.take()
    trial.press()
    waiting = trial.ticket("K002")
    trial.press()
    trial.pass_minutes(0.5)
    trial.do(trial.reception.undo, "skranke-1")
    assert trial.ticket("K002") == waiting
    assert trial.ticket("K001").state is State.CALLED
    assert trial.press() == "K002"


def test_undo_is_for_thirty_seconds(trial: Trial) -> None:
    trial.take()
    trial.press()
    trial.pass_minutes(0.51)
    with refused(Reason.TOO_LATE):
        trial.do(trial.reception.undo, "skranke-1")


def test_undo_of_a_chosen_missed_ticket_leaves_it_missed(trial: Trial) -> None:
    trial.take()
    trial.press()
    trial.do(trial.reception.no_show, "skranke-1")
    trial.press(label="K001")
    trial.do(trial.reception.undo, "skranke-1")
    assert trial.ticket("K001").state is State.MISSED


def test_transfer_keeps_number_and_time_of_arrival(trial: Trial) -> None:
    trial.take()
    trial.pass_minutes(3)
    trial.press()
    trial.do(trial.reception.transfer, "skranke-1", "it-hjaelp", None)
    moved = trial.ticket("K001")
    assert (moved.label, moved.service, moved.arrived_at) == ("K001", "it-hjaelp", OPENING)
    assert trial.press("it-1") == "K001"


def test_transfer_to_a_desk_waits_for_that_desk(trial: Trial) -> None:
    trial.take()
    trial.press("skranke-1")
    trial.do(trial.reception.open_desk, "skranke-2")
    trial.do(trial.reception.transfer, "skranke-1", None, "skranke-2")
    with refused(Reason.NOBODY_WAITS):
        trial.press("skranke-1")
    assert trial.press("skranke-2") == "K001"


def test_who_waits_for_a_desk_that_closed_is_called_by_another(trial: Trial) -> None:
    trial.take()
    trial.press("skranke-1")
    trial.do(trial.reception.transfer, "skranke-1", None, "skranke-2")
    trial.do(trial.reception.close_desk, "skranke-2")
    assert trial.press("skranke-1") == "K001"


@pytest.mark.parametrize(("service", "desk", "reason"), [
    (None, None, Reason.MALFORMED), ("pas", None, Reason.UNKNOWN_SERVICE),
    (None, "skranke-9", Reason.UNKNOWN_DESK), ("it-hjaelp", "skranke-2", Reason.NOT_COMPETENT),
])
def test_transfer_to_nowhere(
    trial: Trial, service: str | None, desk: str | None, reason: Reason,
) -> None:
    trial.take()
    trial.press()
    with refused(reason):
        trial.do(trial.reception.transfer, "skranke-1", service, desk)


def test_parked_keeps_its_place(trial: Trial) -> None:
    trial.take()
    trial.take()
    trial.press()
    trial.do(trial.reception.park, "skranke-1")
    assert trial.ticket("K001").state is State.PARKED
    trial.do(trial.reception.resume_ticket, "K001")
    assert trial.press() == "K001"
    with refused(Reason.WRONG_STATE):
        trial.do(trial.reception.resume_ticket, "K001")


@pytest.mark.parametrize("use_case", ["recall", "finish", "no_show", "park", "undo"])
def test_nobody_at_the_desk(trial: Trial, use_case: str) -> None:
    with refused(Reason.NOBODY_AT_DESK):
        trial.do(getattr(trial.reception, use_case), "skranke-1")


def test_paper_is_noted(trial: Trial) -> None:  # P-01
    trial.take()
    trial.do(trial.reception.paper, "K001", "unknown")
    assert trial.ticket("K001").paper is Paper.UNKNOWN


def test_an_open_ticket_is_printed_again_with_its_number(trial: Trial) -> None:  # P-02
    code = trial.take().code
    again = trial.do(trial.reception.reprint, "K001")
    assert (again.ticket.label, again.code) == ("K001", code)
    trial.press()
    trial.do(trial.reception.finish, "skranke-1")
    with refused(Reason.WRONG_STATE):
        trial.do(trial.reception.reprint, "K001")


def test_a_refusal_changes_nothing(trial: Trial) -> None:
    trial.take()
    before = (dict(trial.store.tickets), list(trial.store.log), trial.store.floor.copy())
    for wish in (
        lambda: trial.take("borgerservice"), lambda: trial.press("skranke-1", "K009"),
        lambda: trial.do(trial.reception.come_back, "K001AAAAAA"),
        lambda: trial.do(trial.reception.close_desk, "nowhere"),
    ):
        with pytest.raises(Refused):
            wish()
    assert (trial.store.tickets, trial.store.log, trial.store.floor) == before


def test_units_are_whole(trial: Trial) -> None:
    """An error in the middle of a transaction takes back what was done before it."""
    def take_then_fail(uow: MemoryUnit, ask: Ask) -> None:
        trial.reception.issue(uow, ask, "kvik", "da")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        trial.do(take_then_fail)
    assert not trial.store.log
    assert trial.take().ticket.label == "K001"
