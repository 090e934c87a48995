from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.box_lines import HEARTBEAT, LONGEST, BoxLines, KeyLine, lamp_line, parse
from desk.button import Edge
from desk.driver import Lamp

DOWN = KeyLine(Edge.DOWN, 1, 42)
UP = KeyLine(Edge.UP, 1, 42)


def test_lines_are_read_in_whatever_pieces_they_come() -> None:
    lines = BoxLines()
    found = [line for byte in b"H\r\nD 1 42\nU 1 42\r\n" for line in lines.feed(bytes([byte]), 0.0)]
    assert found == [HEARTBEAT, DOWN, UP]
    assert lines.garbage == 0


@pytest.mark.parametrize("line", [
    b"", b" ", b"D", b"D 1", b"D 0 1", b"D 10 1", b"d 1 1", b"D  1 1", b"D 1 1 ", b" D 1 1", b"D 1 -1", b"D 1 1x",
    b"D 1 4294967296", b"D\t1\t1", b"D 1 \xd9\xa1", b"HH", b"H 1", b"L 1 ready", b"\x00D 1 1", b"D 1 1\r\r",
])
def test_what_is_no_line_of_the_protocol_calls_nobody(line: bytes) -> None:
    lines = BoxLines()
    assert lines.feed(line + b"\n", 0.0) == []
    assert lines.garbage == 1


def test_a_line_without_end_is_dropped_whole() -> None:
    lines = BoxLines()
    for _ in range(1000):
        assert lines.feed(b"x" * 100, 0.0) == []
    assert lines.feed(b"D 1 42\n", 0.0) == []  # the end of the long one
    assert lines.feed(b"D 1 42\n", 0.0) == [DOWN]


def test_half_a_line_from_long_ago_is_not_completed() -> None:
    lines = BoxLines()
    assert lines.feed(b"D 1 4", 0.0) == []
    assert lines.feed(b"2\n", 5.0) == []
    assert lines.feed(b"D 1 42\n", 5.1) == [DOWN]
    assert lines.garbage == 2


@given(st.lists(st.binary(max_size=80), max_size=40))
def test_noise_makes_no_line_that_was_not_sent_whole(noise: list[bytes]) -> None:
    lines = BoxLines()
    found = [line for chunk in noise for line in lines.feed(chunk, 0.0)]
    sent = [parse(raw.removesuffix(b"\r")) for raw in b"".join(noise).split(b"\n")[:-1] if len(raw) <= LONGEST]
    assert found == [line for line in sent if line is not None]


def test_lamps_are_short_lines_of_ascii() -> None:
    for lamp in Lamp:
        assert lamp_line(1, lamp) == f"L 1 {lamp.value}\n".encode()
        assert len(lamp_line(0, lamp)) <= LONGEST
