"""A line that talks nonsense: no ticket is taken for printed, none is sent, nothing falls over (P-01)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from printer.spool import Outcome
from printer.status import State
from tests.printer.conftest import Owned

Own = Callable[..., Owned]


class Noise:
    """A transport whose other end takes everything and answers with random bytes, or is silent."""

    address = "tcp://noise:9100"

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a test's
        self.taken = bytearray()

    def open(self, timeout: float) -> None:
        """Open."""

    def write(self, data: memoryview, timeout: float) -> int:  # noqa: ARG002
        self.taken += data
        return len(data)

    def read(self, timeout: float) -> bytes:
        time.sleep(min(timeout, 0.002))
        return self._random.randbytes(self._random.choice((0, 0, 1, 7, 64)))

    def paper_out(self) -> bool:
        return False

    def close(self) -> None:
        """Close."""


@pytest.mark.may_log("printer.spool: printer tcp://noise:9100")
@pytest.mark.parametrize("seed", range(6))
def test_nonsense_is_never_taken_for_a_printed_ticket(own: Own, seed: int) -> None:
    # P-01
    noise = Noise(seed)
    owned = own(noise)
    result = owned.print("K001")
    assert result.outcome is not Outcome.PRINTED
    assert result.state in State
    assert bytes(noise.taken).count(b"KVIK") <= 1, "repeated by itself"
