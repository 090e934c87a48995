"""The simulated printer behind its plug: buffer, sensors, and what it says; no network in here."""

from __future__ import annotations

import time
from collections.abc import Callable

from printer.simulated_escpos import Interpreter, Reactions
from printer.simulated_faults import FaultControl
from printer.simulated_paper import Paper, Ticket

BUFFER = 65_536
"""Bytes that are taken before the sender has to wait."""
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
NOT_PAPER = (b"\x00", b"\x10", b"\x1da", b"\x1dr", b"\x1d(H")
"""How commands begin that only ask; between two tickets they belong to neither."""


class Device:
    """Takes bytes as they are received, prints while nothing stops it, and collects its answers."""

    def __init__(
        self, faults: FaultControl, on_ticket: Callable[[Ticket, bytes], None], *,
        width: int = 576, clears_buffer: bool = True, process_id: bool = True,
    ) -> None:
        self._faults = faults
        self._on_ticket = on_ticket
        self._clears_buffer = clears_buffer
        self._process_id = process_id
        self._buffer = bytearray()
        self._raw = bytearray()
        self._recent = b""
        self._automatic = False
        self._last_status = b""
        self._printed = 0
        self._answers = bytearray()
        self._budget_from = time.monotonic()
        self._paper = Paper(width)
        self._interpreter = Interpreter(
            self._paper, Reactions(self._cut, self._say_sensor, self._say_fence, self._set_automatic),
        )

    @property
    def room(self) -> int:
        """Return how many bytes the buffer takes."""
        return BUFFER - len(self._buffer)

    @property
    def busy(self) -> bool:
        """Whether it would go on printing if it could."""
        return bool(self._buffer) and not self._faults.now.stops

    def receive(self, data: bytes) -> None:
        """Take bytes; real-time commands are obeyed at once, even in the middle of a picture."""
        if b"\x10" not in self._recent + data:
            self._buffer += data
            self._recent = data[-len(CLEAR):]
            return
        for byte in data:
            self._recent = (self._recent + bytes((byte,)))[-len(CLEAR):]
            self._buffer.append(byte)
            if self._recent[-3:-1] == b"\x10\x04":
                self._say(self._real_time_status(byte))
            elif self._recent == CLEAR and self._clears_buffer:
                self._clear()

    def process(self) -> None:
        """Print what is in the buffer, as far as speed and faults allow."""
        count = min(len(self._buffer), self._allowed())
        for position in range(count):
            if self._faults.now.stops:
                del self._buffer[:position]
                return
            self._print(self._buffer[position])
        del self._buffer[:count]

    def tell_changes(self) -> None:
        """Say the automatic status, if it was asked for and is another than the last."""
        status = self._automatic_status()
        if self._automatic and status != self._last_status:
            self._last_status = status
            self._say(status)

    def answers(self) -> bytes:
        """Return what it has said since the last time; nothing while it is mute or silent."""
        said = bytes(self._answers)
        self._answers.clear()
        faults = self._faults.now
        return b"" if faults.mute or faults.silent else said

    def _allowed(self) -> int:
        """Return how many bytes the speed lets through since the last time."""
        now, speed = time.monotonic(), self._faults.now.bytes_per_second
        elapsed = now - self._budget_from
        if speed is None:
            self._budget_from = now
            return len(self._buffer)
        allowed = int(min(elapsed, 1.0) * speed)
        if allowed:
            self._budget_from = now
        return allowed

    def _print(self, byte: int) -> None:
        self._fail_in_time()
        self._raw.append(byte)
        self._interpreter.take(byte)
        if self._interpreter.between_commands and self._raw.startswith(NOT_PAPER):
            self._raw.clear()

    def _fail_in_time(self) -> None:
        """Bring about what was ordered to happen after so many bytes."""
        faults = self._faults.now
        if faults.paper_out_after is None and faults.silent_after is None:
            self._printed = 0
            return
        self._printed += 1
        if faults.paper_out_after is not None and self._printed >= faults.paper_out_after:
            self._faults.set(paper_out_after=None, paper_out=True)
        if faults.silent_after is not None and self._printed >= faults.silent_after:
            self._faults.set(silent_after=None, silent=True)

    def _clear(self) -> None:
        self._buffer.clear()
        self._raw.clear()
        self._paper.reset()
        self._interpreter.restart()
        self._say(b"\x37\x25\x00")

    def _cut(self, ticket: Ticket | None) -> None:
        raw = bytes(self._raw)
        self._raw.clear()
        if ticket is not None:
            self._on_ticket(ticket, raw)

    def _set_automatic(self, events: int) -> None:
        self._automatic = bool(events)
        self._last_status = b""

    def _say(self, data: bytes) -> None:
        self._answers += data

    def _say_sensor(self) -> None:
        faults = self._faults.now
        if faults.fence_lost:
            return
        self._say(bytes((0x03 * faults.near_end | 0x0C * faults.paper_out,)))

    def _say_fence(self, mark: bytes) -> None:
        if self._process_id and not self._faults.now.fence_lost:
            self._say(b"\x37\x22" + mark + b"\x00")

    def _real_time_status(self, n: int) -> bytes:
        faults = self._faults.now
        offline = faults.paper_out or faults.cover_open or faults.cutter_error or faults.offline
        bits = {
            1: 0x08 * offline,
            2: 0x04 * faults.cover_open | 0x20 * faults.paper_out | 0x40 * faults.cutter_error,
            3: 0x08 * faults.cutter_error,
            4: 0x0C * faults.near_end | 0x60 * faults.paper_out,
        }
        return bytes((0x12 | bits[n],)) if n in bits else b""

    def _automatic_status(self) -> bytes:
        faults = self._faults.now
        offline = faults.paper_out or faults.cover_open or faults.cutter_error or faults.offline
        return bytes((
            0x10 | 0x08 * offline | 0x20 * faults.cover_open,
            0x08 * faults.cutter_error,
            0x03 * faults.near_end | 0x0C * faults.paper_out,
            0x0F,
        ))
