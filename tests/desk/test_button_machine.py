from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.button import (
    COOL_DOWN,
    DEBOUNCE,
    LONG_PRESS,
    SETTLE,
    STALE_AFTER,
    ButtonMachine,
    Decision,
    Edge,
    Stroke,
    Verdict,
)

CALL, RECALL, COOLING, STALE = Verdict.CALL, Verdict.RECALL, Verdict.COOLING, Verdict.STALE


@dataclass
class Finger:
    """Feeds a machine and remembers when it decided what."""

    may_recall: bool = False
    machine: ButtonMachine = field(default_factory=ButtonMachine)
    decided: list[tuple[float, Decision]] = field(default_factory=list)

    def does(self, edge: Edge, at: float, *, now: float | None = None, button: str = "serial:1",
             counter: int | None = None) -> None:
        now = at if now is None else now
        self.waits_until(now)
        found = self.machine.feed(Stroke(button, edge, at, counter), now, may_recall=self.may_recall)
        self.decided += [(now, d) for d in found]

    def waits_until(self, now: float) -> None:
        while (due := self.machine.next_tick()) is not None and due <= now:
            self.decided += [(due, d) for d in self.machine.tick(due)]

    @property
    def verdicts(self) -> list[tuple[float, Verdict]]:
        return [(round(at, 3), d.verdict) for at, d in self.decided]


def test_an_idle_desk_calls_as_soon_as_the_button_goes_down() -> None:
    finger = Finger()
    finger.does(Edge.DOWN, 10.0)
    assert finger.verdicts == [(10.0, CALL)]
    finger.does(Edge.UP, 14.0)
    finger.waits_until(60)
    assert finger.verdicts == [(10.0, CALL)]


def test_with_a_citizen_at_the_desk_a_short_press_calls_when_it_ends() -> None:
    finger = Finger(may_recall=True)
    finger.does(Edge.DOWN, 10.0)
    finger.does(Edge.UP, 10.2)
    finger.waits_until(20)
    assert finger.verdicts == [(pytest.approx(10.2 + SETTLE), CALL)]


def test_a_long_press_recalls_while_it_is_held_and_calls_nobody() -> None:
    finger = Finger(may_recall=True)
    finger.does(Edge.DOWN, 10.0)
    finger.waits_until(10 + LONG_PRESS)
    assert finger.verdicts == [(10 + LONG_PRESS, RECALL)]
    finger.does(Edge.UP, 30.0)
    finger.waits_until(60)
    assert len(finger.decided) == 1


def test_a_long_press_is_told_by_the_device_times_when_we_are_late() -> None:
    machine = ButtonMachine()
    machine.feed(Stroke("serial:1", Edge.DOWN, 10.0), 12.0, may_recall=True)
    assert [d.verdict for d in machine.feed(Stroke("serial:1", Edge.UP, 11.9), 12.0, may_recall=True)] == [RECALL]


@pytest.mark.parametrize("may_recall", [False, True])
def test_bouncing_contacts_are_one_press(may_recall: bool) -> None:  # noqa: FBT001
    finger = Finger(may_recall=may_recall)
    for at, edge in ((1.0, Edge.DOWN), (1.004, Edge.UP), (1.009, Edge.DOWN), (1.2, Edge.UP), (1.203, Edge.DOWN),
                     (1.21, Edge.UP)):
        finger.does(edge, at)
    finger.waits_until(60)
    assert [v for _, v in finger.verdicts] == [CALL]


def test_contacts_that_bounce_when_closing_still_make_a_long_press() -> None:
    finger = Finger(may_recall=True)
    for at, edge in ((1.0, Edge.DOWN), (1.004, Edge.UP), (1.009, Edge.DOWN), (3.0, Edge.UP)):
        finger.does(edge, at)
    finger.waits_until(60)
    assert finger.verdicts == [(1 + LONG_PRESS, RECALL)]


def test_a_key_that_repeats_itself_is_one_press() -> None:
    finger = Finger()
    finger.does(Edge.DOWN, 1.0, button="keys:1")
    for tick in range(100):
        finger.does(Edge.REPEAT, 1.5 + tick / 30, button="keys:1")
    assert [v for _, v in finger.verdicts] == [CALL]


def test_a_second_press_within_two_seconds_is_told_as_ignored() -> None:  # S-06
    finger = Finger()
    finger.does(Edge.CLICK, 1.0)
    finger.does(Edge.CLICK, 2.0)
    finger.does(Edge.CLICK, 1.0 + COOL_DOWN)
    assert [v for _, v in finger.verdicts] == [CALL, COOLING, CALL]


def test_two_buttons_of_a_desk_share_the_two_seconds() -> None:  # S-06
    finger = Finger()
    finger.does(Edge.CLICK, 1.0, button="serial:1")
    finger.does(Edge.CLICK, 1.5, button="window:next")
    assert [v for _, v in finger.verdicts] == [CALL, COOLING]


def test_a_press_that_was_not_acted_upon_costs_no_two_seconds() -> None:
    finger = Finger()
    finger.does(Edge.CLICK, 1.0)
    finger.machine.cancel()
    finger.does(Edge.CLICK, 2.0)
    assert [v for _, v in finger.verdicts] == [CALL, CALL]


def test_a_box_that_says_a_line_again_means_the_same_press() -> None:
    finger = Finger()
    finger.does(Edge.DOWN, 1.0, counter=7)
    finger.does(Edge.UP, 1.1, counter=7)
    finger.does(Edge.DOWN, 4.0, counter=7)
    assert [v for _, v in finger.verdicts] == [CALL]
    finger.does(Edge.DOWN, 8.0, counter=8)
    assert [(d.sequence, d.counter) for _, d in finger.decided] == [(1, 7), (2, 8)]


def test_a_box_that_was_reset_may_count_from_anywhere() -> None:
    finger = Finger()
    finger.does(Edge.DOWN, 1.0, counter=7)
    finger.does(Edge.DOWN, 7.0, counter=7)
    finger.does(Edge.DOWN, 10.0, counter=0)
    assert [v for _, v in finger.verdicts] == [CALL, CALL, CALL]


def test_a_press_from_long_ago_is_dropped() -> None:
    finger = Finger()
    finger.does(Edge.DOWN, 1.0, now=1.1 + STALE_AFTER)
    assert [v for _, v in finger.verdicts] == [STALE]


def test_pulling_the_plug_on_a_held_button_calls_nobody() -> None:
    finger = Finger(may_recall=True)
    finger.does(Edge.DOWN, 1.0)
    finger.machine.unplugged("serial")
    finger.does(Edge.UP, 1.1)
    finger.waits_until(60)
    assert finger.decided == []


# ---- whatever happens

strokes = st.lists(
    st.tuples(
        st.sampled_from(list(Edge)), st.sampled_from(["serial:1", "serial:2", "window:next"]),
        st.floats(0, 3), st.floats(0, 8), st.none() | st.integers(0, 3), st.booleans(),
    ), max_size=60,
)


def play(events: list[tuple[Edge, str, float, float, int | None, bool]]) -> Finger:
    """Let events come one after the other, each some time after the one before and with some delay."""
    finger, now = Finger(), 100.0
    for edge, button, gap, delay, counter, may_recall in events:
        now += gap
        finger.may_recall = may_recall
        finger.does(edge, now - delay, now=now, button=button, counter=counter)
    finger.waits_until(now + 60)
    return finger


@given(strokes)
def test_nothing_makes_two_calls_within_two_seconds(events: list) -> None:  # type: ignore[type-arg]  # S-06
    times = [at for at, d in play(events).decided if d.verdict in (CALL, RECALL)]
    assert all(later - earlier >= COOL_DOWN for earlier, later in pairwise(times))


@given(strokes)
def test_every_call_has_a_stroke_of_its_own_and_a_new_number(events: list) -> None:  # type: ignore[type-arg]
    decided = [d for _, d in play(events).decided]
    acted = [d for d in decided if d.verdict in (CALL, RECALL)]
    presses = [e for e in events if e[0] in (Edge.DOWN, Edge.CLICK, Edge.HOLD)]
    assert len(decided) <= len(presses)
    assert [d.sequence for d in acted] == list(range(1, len(acted) + 1))


@given(st.lists(st.floats(0, DEBOUNCE - 0.01), max_size=200), st.booleans())
def test_a_chattering_contact_makes_at_most_one_call(gaps: list[float], may_recall: bool) -> None:  # noqa: FBT001
    finger, now = Finger(may_recall=may_recall), 100.0
    for number, gap in enumerate(gaps):
        now += gap
        finger.does(Edge.UP if number % 2 else Edge.DOWN, now)
    finger.waits_until(now + 60)
    assert len([d for _, d in finger.decided if d.verdict in (CALL, RECALL)]) <= 1


@given(st.floats(0.05, 1.4), st.floats(3.5, 60), st.integers(2, 6))
def test_presses_far_apart_all_call(held: float, apart: float, times: int) -> None:
    finger = Finger(may_recall=True)
    for number in range(times):
        finger.does(Edge.DOWN, 100 + number * apart, counter=number)
        finger.does(Edge.UP, 100 + number * apart + held, counter=number)
    finger.waits_until(10_000)
    assert [v for _, v in finger.verdicts] == [CALL] * times
