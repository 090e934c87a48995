from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from broker.messages import Call
from display.board import CallBook
from display.line_up import MOST_LINES, TURN_SECONDS, LineUp
from queueing.clock import ManualClock
from tests.display.conftest import NOON, board, call


class Board:
    """A book and its line-up under a clock that a test moves."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.book = CallBook()
        self.line_up = LineUp(self.clock)
        self.seq = 0
        self.history: list[tuple[float, str | None]] = []
        """When which number got the large field."""

    def call(self, number: str, place: str = "Skranke 3") -> Call:
        self.seq += 1
        new = call(self.seq, number, place, at=self.clock.now())
        self.book.hear(new)
        self._update()
        return new

    def heal(self, *calls: Call, seq: int) -> None:
        self.book.heal(board(*calls, seq=seq), self.clock.now())
        self._update()

    def _update(self) -> None:
        self.line_up.update(self.book.standing())
        self._note()

    def _note(self) -> None:
        if not self.history or self.history[-1][1] != self.large:
            self.history.append((self.clock.monotonic(), self.large))

    def wait(self, seconds: float) -> None:
        """Let time pass, with a wake-up whenever the line-up asks for one."""
        until = self.clock.monotonic() + seconds
        while (due := self.line_up.due_in()) is not None and self.clock.monotonic() + due <= until:
            self.clock.advance(timedelta(seconds=due))
            self.line_up.advance()
            self._note()
        self.clock.advance(timedelta(seconds=until - self.clock.monotonic()))

    @property
    def large(self) -> str | None:
        return self.line_up.large.number if self.line_up.large else None

    @property
    def below(self) -> list[str]:
        return [line.call.number for line in self.line_up.lines()]

    @property
    def in_sight(self) -> set[str]:
        return {self.large or "", *self.below}


def test_nobody_called_nobody_large() -> None:
    hall = Board()
    assert (hall.large, hall.below, hall.line_up.due_in()) == (None, [], None)


def test_a_call_after_a_quiet_time_is_large_at_once() -> None:
    hall = Board()
    hall.call("K001")
    hall.wait(TURN_SECONDS)
    hall.call("K002")
    assert (hall.large, hall.below) == ("K002", ["K001"])


def test_the_large_call_stays_ten_seconds_and_the_next_is_in_sight_meanwhile() -> None:  # D-02
    hall = Board()
    hall.call("K001")
    hall.wait(4)
    hall.call("K002")
    hall.wait(5.9)
    assert (hall.large, hall.below) == ("K001", ["K002"])
    assert hall.line_up.lines()[0].awaits
    hall.wait(0.2)
    assert (hall.large, hall.below) == ("K002", ["K001"])
    assert not hall.line_up.lines()[0].awaits


def test_ten_calls_in_five_seconds_lose_none() -> None:  # D-02
    hall = Board()
    numbers = [f"K{n:03d}" for n in range(1, 11)]
    for number in numbers:
        hall.call(number, f"Skranke {number[-1]}")
        hall.wait(0.5)
    assert hall.in_sight == set(numbers)
    hall.wait(120)
    assert [number for _, number in hall.history] == numbers
    assert hall.line_up.due_in() is None


def test_a_line_stays_until_four_newer_stand_above_it_and_is_greyed_then() -> None:  # D-02
    hall = Board()
    for n in range(1, 6):
        hall.call(f"K{n:03d}", f"Skranke {n}")
        hall.wait(TURN_SECONDS)
    assert hall.below == ["K004", "K003", "K002", "K001"]
    assert [line.past for line in hall.line_up.lines()] == [False, False, False, True]


def test_a_call_is_past_when_its_desk_has_called_on() -> None:
    hall = Board()
    for number, place in (("K001", "Skranke 1"), ("B101", "Skranke 2"), ("K002", "Skranke 1")):
        hall.call(number, place)
        hall.wait(TURN_SECONDS)
    assert [(line.call.number, line.past) for line in hall.line_up.lines()] == [("B101", False), ("K001", True)]


def test_a_recall_of_a_listed_number_moves_it_up() -> None:
    hall = Board()
    for n in range(1, 4):
        hall.call(f"K{n:03d}", f"Skranke {n}")
        hall.wait(60)
    hall.call("K001", "Skranke 1")
    assert (hall.large, hall.below) == ("K001", ["K003", "K002"])


def test_a_recall_of_the_large_number_keeps_it_and_starts_its_time_again() -> None:
    hall = Board()
    hall.call("K001", "Skranke 1")
    hall.wait(8)
    hall.call("K001", "Skranke 1")
    hall.call("K002", "Skranke 2")
    hall.wait(9)
    assert (hall.large, hall.below) == ("K001", ["K002"])
    hall.wait(2)
    assert hall.large == "K002"


def test_an_undone_call_makes_room_for_the_one_before() -> None:
    hall = Board()
    first = hall.call("K001")
    hall.wait(30)
    hall.call("K002")
    hall.heal(first, seq=3)
    assert (hall.large, hall.below, hall.line_up.due_in()) == ("K001", [], None)


def test_an_undone_call_that_awaits_its_turn_never_gets_it() -> None:
    hall = Board()
    first = hall.call("K001")
    hall.call("K002")
    hall.heal(first, seq=3)
    hall.wait(30)
    assert (hall.large, hall.below) == ("K001", [])


def test_a_late_start_shows_the_newest_large_and_the_rest_below() -> None:
    hall = Board()
    old = [call(n, f"K{n:03d}", f"Skranke {n}", at=NOON - timedelta(seconds=40 - n)) for n in range(1, 8)]
    hall.heal(*old, seq=7)
    assert (hall.large, hall.below) == ("K007", ["K006", "K005", "K004", "K003"])
    assert hall.line_up.due_in() is None


def test_what_an_outage_held_back_does_not_queue_for_the_large_field() -> None:
    hall = Board()
    first = hall.call("K001")
    hall.wait(60)
    missed = [call(n, f"K{n:03d}", f"Skranke {n}", at=hall.clock.now() - timedelta(seconds=30)) for n in (2, 3)]
    hall.heal(first, *missed, seq=3)
    assert (hall.large, hall.below) == ("K003", ["K002", "K001"])


def test_an_older_call_that_comes_late_has_its_turn_and_gives_way_again() -> None:
    hall = Board()
    hall.seq = 1
    newer, older = hall.call("K002", "Skranke 2"), call(1, "K001", "Skranke 1", at=hall.clock.now())
    hall.book.hear(older)
    hall.line_up.update(hall.book.standing())
    hall.wait(TURN_SECONDS)
    assert hall.large == older.number
    hall.wait(TURN_SECONDS)
    assert hall.large == newer.number


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 60)), min_size=1, max_size=25))
def test_each_call_has_its_ten_seconds_and_nobody_is_forgotten(steps: list[tuple[int, int]]) -> None:  # D-02
    hall = Board()
    for number, quarters in steps:
        new = hall.call(f"K{number:03d}", f"Skranke {number}")
        assert new.number in hall.in_sight or len(hall.below) == MOST_LINES
        hall.wait(quarters / 4)
    hall.wait(TURN_SECONDS * (len(steps) + 1))
    for (since, number), (until, following) in pairwise(hall.history):
        assert until - since >= TURN_SECONDS or number == following
    assert {number for _, number in hall.history} == {f"K{number:03d}" for number, _ in steps}
    assert hall.large == f"K{steps[-1][0]:03d}"
    assert hall.line_up.due_in() is None
