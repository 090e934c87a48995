from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.models import Fence
from printer.status import FULL_STATUS, QUESTIONS, Flags, State, StatusParser, fence_id, fence_request


def heard(*pieces: bytes, asked: tuple[int, ...] = ()) -> StatusParser:
    parser = StatusParser()
    parser.asked(asked)
    for piece in pieces:
        parser.feed(piece)
    return parser


@pytest.mark.parametrize(("answers", "state"), [
    ("12 12 12 12", State.READY),
    ("12 12 12 1e", State.NEAR_END),
    ("1a 32 12 72", State.PAPER_OUT),
    ("1a 16 12 12", State.COVER_OPEN),
    ("1a 52 1a 12", State.ERROR),
    ("1a 12 12 12", State.OFFLINE),
    ("1a 36 12 72", State.COVER_OPEN),
])
def test_answers_to_four_questions_make_a_state(answers: str, state: State) -> None:
    parser = heard(bytes.fromhex(answers), asked=QUESTIONS)
    assert parser.flags.state is state
    assert parser.awaited == 0


@pytest.mark.parametrize(("message", "state"), [
    ("10 00 00 0f", State.READY),
    ("10 00 03 0f", State.NEAR_END),
    ("18 00 0c 0f", State.PAPER_OUT),
    ("38 00 00 0f", State.COVER_OPEN),
    ("18 08 00 0f", State.ERROR),
    ("18 00 00 0f", State.OFFLINE),
])
def test_automatic_status_makes_a_state(message: str, state: State) -> None:
    assert heard(bytes.fromhex(message)).flags.state is state


def test_a_fence_is_known_by_its_own_id() -> None:
    parser = heard(b"\x37\x22" + fence_id(7) + b"\x00")
    assert parser.last_fence == fence_id(7) != fence_id(8)


def test_a_fence_request_carries_four_printable_letters() -> None:
    for number in (0, 94, 95, 95**4 - 1, 95**4):
        request = fence_request(Fence.PROCESS_ID, number)
        assert request[:7] == bytes.fromhex("1d 28 48 06 00 30 30")
        assert all(0x20 <= letter <= 0x7E for letter in request[7:])
        assert len(request) == 11


def test_flow_control_and_noise_between_messages_change_nothing() -> None:
    answers = (b"\x12\x13\x12", b"\x12\x72")
    pieces = [b"\x11", answers[0], b"\xff\x11\xfe", answers[1], b"\x37\x22", b"    \x00"]
    parser = heard(*pieces, asked=QUESTIONS)
    assert parser.flags.state is State.PAPER_OUT
    assert parser.last_fence == b"    "


def test_answers_that_nobody_asked_for_are_not_believed() -> None:
    parser = heard(bytes.fromhex("1a 72"))
    assert parser.flags == Flags()
    assert parser.answered == 0


def test_a_broken_automatic_message_does_not_eat_the_next() -> None:
    assert heard(bytes.fromhex("10 00"), bytes.fromhex("18 00 0c 0f")).flags.state is State.PAPER_OUT


@given(
    st.lists(st.binary(max_size=40), max_size=20),
    st.lists(st.sampled_from((*QUESTIONS, FULL_STATUS)), max_size=8),
)
def test_any_bytes_in_any_pieces_mean_the_same_and_never_fail(pieces: list[bytes], asked: list[int]) -> None:
    # P-01
    one = heard(b"".join(pieces), asked=tuple(asked))
    many = heard(*pieces, asked=tuple(asked))
    assert (one.flags, one.last_fence, one.sensor_answers) == (many.flags, many.last_fence, many.sensor_answers)
    assert one.flags.state in State


@given(st.binary(max_size=200))
def test_noise_alone_is_never_the_fence_that_is_waited_for(noise: bytes) -> None:
    # P-01
    mark = fence_id(123_456)
    assert heard(noise).last_fence != mark or b"\x37\x22" + mark + b"\x00" in noise


def test_the_full_status_of_a_presenter_is_read_only_when_it_was_asked_for() -> None:
    full = bytes.fromhex("10 0f 24 02 40 01")
    parser = heard(b"\x12\x12\x12\x12", full, asked=(*QUESTIONS, FULL_STATUS))
    assert parser.flags == Flags(cover_open=True, near_end=True, error=True, held_out=True)
    assert not parser.awaited
    assert heard(full).flags.held_out is False


def test_automatic_status_before_a_full_status_is_not_taken_for_it() -> None:
    parser = heard(bytes.fromhex("18 00 0c 0f"), bytes.fromhex("10 0f 20 00 00 00"), asked=(FULL_STATUS,))
    assert parser.automatic == 1
    assert (parser.flags.held_out, parser.flags.paper_out) == (True, True)
