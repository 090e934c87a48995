from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from broker.messages import Board, Call
from display.board import MOST_CALLS, CallBook
from tests.display.conftest import NOON, board, call

Message = tuple[str, Call | Board, datetime]


def at(seq: int) -> datetime:
    return NOON + timedelta(seconds=seq)


def take(book: CallBook, message: Message) -> None:
    kind, payload, sent = message
    if kind == "call":
        assert isinstance(payload, Call)
        book.hear(payload)
    else:
        assert isinstance(payload, Board)
        book.heal(payload, sent)


@st.composite
def days(draw: st.DrawFn) -> list[Message]:
    """Return all that a hub sends on a short day of calls, recalls, calls elsewhere and undone calls."""
    standing: list[Call] = []
    sent: list[Message] = []
    steps = st.tuples(st.integers(1, 8), st.sampled_from(["Skranke 1", "Skranke 2", "undo"]))
    for seq, (number, what) in enumerate(draw(st.lists(steps, min_size=1, max_size=20)), start=1):
        label = f"K{number:03d}"
        if what == "undo":
            standing = [c for c in standing if c.number != label]
        else:
            new = call(seq, label, what, at=at(seq))
            standing = [new, *standing]
            sent.append(("call", new, at(seq)))
        sent.append(("board", board(*standing, seq=seq), at(seq)))
    return sent


@st.composite
def bad_lines(draw: st.DrawFn) -> tuple[list[Message], list[Message]]:
    """Return a day, and what comes of it over a line that doubles, mixes and loses, but heals in the end."""
    day = draw(days())
    some = draw(st.lists(st.sampled_from(day), max_size=2 * len(day)))
    late = draw(st.lists(st.sampled_from(day), max_size=5))
    return day, [*some, day[-1], *late]


@given(bad_lines())
def test_every_line_that_heals_ends_in_the_same_board(line: tuple[list[Message], list[Message]]) -> None:
    day, came = line
    good, bad = CallBook(), CallBook()
    for message in day:
        take(good, message)
    for message in came:
        take(bad, message)
    final = day[-1][1]
    assert isinstance(final, Board)
    newest = {c.number: c.id for c in reversed(final.calls)}
    assert {c.number: c.id for c in good.standing()} == newest
    assert bad.standing() == good.standing()


@given(days())
def test_newest_first_and_each_number_once(day: list[Message]) -> None:
    book = CallBook()
    for message in day:
        take(book, message)
        standing = book.standing()
        assert [c.seq for c in standing] == sorted((c.seq for c in standing), reverse=True)
        assert len({c.number for c in standing}) == len(standing)


def test_a_call_stands_before_its_board_comes() -> None:
    book = CallBook()
    book.heal(board(call(1, "K001")), at(1))
    book.hear(call(2, "K002"))
    assert [c.number for c in book.standing()] == ["K002", "K001"]
    book.heal(board(call(1, "K001")), at(1))
    assert [c.number for c in book.standing()] == ["K002", "K001"]


def test_an_undone_call_goes_and_its_late_copy_does_not_bring_it_back() -> None:
    book = CallBook()
    book.hear(call(2, "K002"))
    book.heal(board(call(1, "K001"), seq=3), at(3))
    book.hear(call(2, "K002"))
    assert [c.number for c in book.standing()] == ["K001"]


def test_a_new_day_clears_the_board_though_its_seq_stays() -> None:
    book = CallBook()
    book.heal(board(call(7, "K002")), at(7))
    book.heal(board(seq=7), at(7) + timedelta(hours=14))
    assert book.standing() == ()


def test_a_hub_restored_from_its_backup_counts_again() -> None:
    book = CallBook()
    book.heal(board(call(90, "K030"), call(91, "K031")), at(91))
    book.heal(board(call(40, "K020")), at(300))
    assert [c.number for c in book.standing()] == ["K020"]


def test_calls_without_boards_do_not_pile_up() -> None:
    book = CallBook()
    for seq in range(1, 200):
        book.hear(call(seq, f"K{seq:03d}"))
    assert [c.seq for c in book.standing()] == list(range(199, 199 - MOST_CALLS, -1))
