from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scanners.framing import LARGEST, TOO_LONG, Frames

noise = st.lists(st.one_of(
    st.binary(max_size=700), st.sampled_from([b"\r", b"\n", b"\r\n", b"\x02", b"\x03", b"K012ACDEFG\r"]),
), max_size=20)


@pytest.mark.parametrize(("sent", "frames"), [
    (b"K012ACDEFG\r", [b"K012ACDEFG"]),
    (b"K012ACDEFG\n", [b"K012ACDEFG"]),
    (b"K012ACDEFG\r\n", [b"K012ACDEFG"]),
    (b"\x02K012ACDEFG\x03", [b"K012ACDEFG"]),
    (b"\x02K012\r\nACDEFG\x03\r\n", [b"K012\r\nACDEFG"]),
    (b"one\rtwo\r\nthree\n\x02four\x03", [b"one", b"two", b"three", b"four"]),
    (b"half\x02whole\x03", [b"whole"]),
    (b"\x02lost\x02found\x03", [b"found"]),
    (b"\r\n\r\n\x02\x03", []),
    (b"no end", []),
    (b"not\x03begun\r", [b"not\x03begun"]),
    (b"\x02no end\r", []),
])
def test_a_frame_ends_as_scanners_end_it(sent: bytes, frames: list[bytes]) -> None:
    assert Frames().feed(sent) == frames


def test_a_frame_has_512_bytes_at_most_and_a_longer_one_is_dropped_whole() -> None:  # S-07
    frames = Frames()
    assert frames.feed(b"x" * LARGEST + b"\r") == [b"x" * LARGEST]
    assert frames.feed(b"x" * (LARGEST + 1) + b"\r") == [TOO_LONG]
    assert frames.feed(b"x" * 3 * LARGEST + b"K012ACDEFG\rK013ACDEFG\r") == [TOO_LONG, b"K013ACDEFG"]
    assert frames.feed(b"\x02" + b"x" * 3 * LARGEST) == []
    assert frames.feed(b"K012ACDEFG\r\x03") == [TOO_LONG]


def test_silence_ends_what_has_begun() -> None:
    frames = Frames()
    assert not frames.forget()
    frames.feed(b"K012")
    assert frames.forget()
    assert frames.feed(b"ACDEFG\r") == [b"ACDEFG"]
    frames.feed(b"\x02")
    frames.forget()
    assert frames.feed(b"K012ACDEFG\r") == [b"K012ACDEFG"]
    frames.feed(b"x" * 2 * LARGEST)
    assert frames.forget()
    assert frames.feed(b"K012ACDEFG\r") == [b"K012ACDEFG"]


@given(noise)
def test_nothing_that_comes_out_is_longer_than_allowed(pieces: list[bytes]) -> None:  # S-07
    frames = Frames()
    assert all(len(frame) <= LARGEST for piece in pieces for frame in frames.feed(piece))
    assert len(frames._frame) <= LARGEST  # noqa: SLF001 - what waits is bounded too


@given(noise)
def test_the_pieces_that_it_comes_in_do_not_matter(pieces: list[bytes]) -> None:
    whole, bitwise = Frames(), Frames()
    sent = b"".join(pieces)
    assert whole.feed(sent) == [frame for byte in sent for frame in bitwise.feed(bytes([byte]))]


@given(noise)
def test_whatever_came_before_a_code_after_a_silence_is_read(pieces: list[bytes]) -> None:
    frames = Frames()
    frames.feed(b"".join(pieces))
    frames.forget()
    assert frames.feed(b"K012ACDEFG\r") == [b"K012ACDEFG"]
