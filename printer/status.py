"""What a printer says about itself: an incremental parser that takes any bytes and never fails.

Mixed on one line come answers to DLE EOT (one byte), automatic status (four bytes), answers to GS r (one byte),
blocks of GS ( H (37h to NUL), flow control and noise. This rests on their bit patterns, which are disjoint.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from printer.models import Fence


class State(StrEnum):
    """What is known of a printer; a printer that says nothing is silent, never ready (P-01)."""

    READY = "ready"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    ERROR = "error"
    """Cutter or mechanics."""
    OFFLINE = "offline"
    """Says so itself, or cannot be reached."""
    SILENT = "silent"
    """Reached, but it does not answer."""
    UNKNOWN = "unknown"
    """Not asked yet."""

    @property
    def prints(self) -> bool:
        """Whether a job may be sent."""
        return self in (State.READY, State.NEAR_END)


@dataclass(frozen=True, slots=True)
class Flags:
    """The bits that matter here, whichever way they came."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    error: bool = False
    held_out: bool = False
    """A presenter holds out a ticket that nobody has taken."""

    @property
    def state(self) -> State:
        """Return the one thing to mend first."""
        found = (
            (self.cover_open, State.COVER_OPEN), (self.paper_out, State.PAPER_OUT), (self.error, State.ERROR),
            (self.offline, State.OFFLINE), (self.near_end, State.NEAR_END),
        )
        return next((state for is_set, state in found if is_set), State.READY)


QUESTIONS = (1, 2, 3, 4)
"""DLE EOT: printer, cause of offline, errors, paper."""
FULL_STATUS = 20
"""DLE EOT of printers with a presenter: 10h 0Fh, then paper, user, recoverable and unrecoverable errors."""
FULL_STATUS_HEAD = [0x10, 0x0F]
FULL_STATUS_LENGTH = 6
AUTOMATIC_STATUS = b"\x1da\xff"
"""GS a: tell of every change without being asked; ESC @ turns it off, so it is sent after each."""
BLOCK_HEADER = 0x37
FENCE_BLOCK = 0x22
LONGEST_BLOCK = 80


def question(n: int) -> bytes:
    """Return DLE EOT n."""
    return bytes((0x10, 0x04, n))


def fence_request(kind: Fence, number: int) -> bytes:
    """Return the bytes that ask a printer to tell when it has come this far."""
    if kind is Fence.PAPER_SENSOR:
        return b"\x1dr\x01"
    return b"\x1d(H\x06\x0000" + fence_id(number)


def fence_id(number: int) -> bytes:
    """Return a fence's four printable letters; numbers repeat after 95 to the fourth."""
    return bytes(0x20 + number // 95**power % 95 for power in (3, 2, 1, 0))


class StatusParser:
    """Reads what one connection says; make a new one for a new connection."""

    def __init__(self) -> None:
        self.flags = Flags()
        self.last_fence = b""
        """Id of the newest GS ( H fence that came; fences come in the order in which they were asked for."""
        self.sensor_answers = 0
        """How many GS r answers came; they carry no id, so the asker counts."""
        self.answered = 0
        """How many DLE EOT answers came to questions that were asked."""
        self.automatic = 0
        """How many automatic status messages came."""
        self._asked: deque[int] = deque()
        self._group: list[int] = []
        self._block: list[int] | None = None

    def asked(self, questions: Iterable[int]) -> None:
        """Note which DLE EOT were sent, in order: the answers do not say what they answer."""
        self._asked.extend(questions)

    @property
    def awaited(self) -> int:
        """How many DLE EOT answers are still to come."""
        return len(self._asked)

    def feed(self, data: bytes) -> None:
        """Take what came, in pieces of any size."""
        for byte in data:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if self._block is not None:
            self._in_block(byte)
        elif self._in_full_status(byte):
            self._group.append(byte)
            self._finish_full_status()
        elif self._group and byte & 0x90 == 0:
            self._in_group(byte)
        else:
            self._group.clear()
            self._start(byte)

    def _start(self, byte: int) -> None:
        if byte == BLOCK_HEADER:
            self._block = []
        elif byte & 0x93 == 0x12:  # noqa: PLR2004 - fixed bits
            self._answer(byte)
        elif byte & 0x93 == 0x10:  # noqa: PLR2004
            self._group.append(byte)
        elif byte & 0x90 == 0:
            self.sensor_answers += 1
            self.flags = replace(self.flags, near_end=bool(byte & 0x03), paper_out=bool(byte & 0x0C))

    def _in_block(self, byte: int) -> None:
        block = self._block or []
        if byte and len(block) < LONGEST_BLOCK:
            self._block = [*block, byte]
            return
        self._block = None
        if block[:1] == [FENCE_BLOCK]:
            self.last_fence = bytes(block[1:])

    def _in_full_status(self, byte: int) -> bool:
        """Whether a byte belongs to a full status; only one that was asked for is told from automatic status."""
        if not self._asked or self._asked[0] != FULL_STATUS:
            return False
        return [*self._group, byte][:2] == FULL_STATUS_HEAD[:len(self._group) + 1]

    def _finish_full_status(self) -> None:
        if len(self._group) < FULL_STATUS_LENGTH:
            return
        _, _, paper, user, recoverable, unrecoverable = self._group
        self._group.clear()
        self._asked.popleft()
        self.answered += 1
        self.flags = replace(
            self.flags, paper_out=self.flags.paper_out or bool(paper & 0x01),
            near_end=self.flags.near_end or bool(paper & 0x04), held_out=bool(paper & 0x20),
            cover_open=self.flags.cover_open or bool(user & 0x03),
            error=self.flags.error or bool(recoverable & 0x40 or unrecoverable),
        )

    def _in_group(self, byte: int) -> None:
        self._group.append(byte)
        if len(self._group) < 4:  # noqa: PLR2004 - automatic status has four bytes
            return
        first, second, third, _ = self._group
        self._group.clear()
        self.automatic += 1
        self.flags = replace(
            self.flags, offline=bool(first & 0x08), cover_open=bool(first & 0x20), error=bool(second & 0x6C),
            near_end=bool(third & 0x03), paper_out=bool(third & 0x0C),
        )

    def _answer(self, byte: int) -> None:
        if not self._asked or self._asked[0] == FULL_STATUS:
            return
        self.answered += 1
        match self._asked.popleft():
            case 1:
                self.flags = replace(self.flags, offline=bool(byte & 0x08))
            case 2:
                self.flags = replace(
                    self.flags, cover_open=bool(byte & 0x04), paper_out=bool(byte & 0x20), error=bool(byte & 0x40),
                )
            case 3:
                self.flags = replace(self.flags, error=self.flags.error or bool(byte & 0x6C))
            case 4:
                self.flags = replace(
                    self.flags, near_end=bool(byte & 0x0C), paper_out=self.flags.paper_out or bool(byte & 0x60),
                )
