"""The simulated printer behind its plug: buffer, sensors, and what it says; no network in here."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from printer.models import MM_PER_INCH, Fence, PrinterModel
from printer.simulated_escpos import Interpreter, Reactions
from printer.simulated_faults import FaultControl
from printer.simulated_paper import Paper, Ticket
from printer.status import FULL_STATUS

BUFFER = 4096
"""Bytes that are taken before the sender has to wait, as in most receipt printers."""
INTERFACE = 65_536
"""Bytes that its interface goes on to take while it stands still, so that real-time commands come through."""
CLEAR = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
NOT_PAPER = (b"\x00", b"\x10", b"\x1da", b"\x1dr", b"\x1d(H", b"\x1dI", b"\x1de")
"""How commands begin that only ask; between two tickets they belong to neither."""


class Device:
    """Takes bytes as they are received, prints while nothing stops it, and collects its answers."""

    def __init__(
        self, faults: FaultControl, on_ticket: Callable[[Ticket, bytes], None], model: PrinterModel,
    ) -> None:
        self._faults = faults
        self._on_ticket = on_ticket
        self._model = model
        self._buffer = bytearray()
        self._raw = bytearray()
        self._recent = b""
        self._automatic = False
        self._last_status = b""
        self._printed = 0
        self._said: deque[tuple[float, bytes]] = deque()
        self._budget_from = self._head_moved = time.monotonic()
        self._head = 0.0
        """Rows of paper that have passed the head; what is interpreted is ahead of it."""
        self._held_out = False
        """A presenter holds a ticket in its mouth."""
        self._paper = Paper(model.width)
        self._interpreter = Interpreter(self._paper, Reactions(
            cut=self._cut, say_sensor=self._say_sensor, say_fence=self._say_fence,
            automatic_status=self._set_automatic, present=self._present, identify=self._identify,
        ))

    @property
    def room(self) -> int:
        """Return how many bytes the printer takes."""
        faults = self._faults.now
        size = INTERFACE if faults.stops and not faults.deaf_when_full else BUFFER
        return max(0, size - len(self._buffer))

    @property
    def busy(self) -> bool:
        """Whether it would go on printing if it could, or has something left to say."""
        return bool(self._said) or (bool(self._buffer) and not self._faults.now.stops)

    def take_ticket(self) -> None:
        """Take the ticket that the presenter holds out."""
        self._held_out = False

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
            elif self._recent == CLEAR and self._model.clears_buffer:
                self._clear()

    def process(self) -> None:
        """Print what is in the buffer, as far as speed and faults allow."""
        count = min(len(self._buffer), self._allowed())
        self._move_head()
        for position in range(count):
            if self._faults.now.stops or self._head < self._paper.travelled:
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
        """Return what it says now; nothing while it is mute or silent."""
        faults, now = self._faults.now, time.monotonic()
        said = b""
        while self._said and now >= self._said[0][0] + (faults.answer_delay or 0):
            said += self._said.popleft()[1]
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

    def _move_head(self) -> None:
        """Let the paper run on under the head, to where the interpreter is at most."""
        now, speed = time.monotonic(), self._faults.now.mm_per_second
        elapsed, self._head_moved = now - self._head_moved, now
        reached: float = self._paper.travelled
        if speed is not None:
            reached = min(reached, self._head + elapsed * speed * self._model.dpi / MM_PER_INCH)
        self._head = reached

    def _print(self, byte: int) -> None:
        self._fail_in_time()
        self._raw.append(byte)
        self._interpreter.take(byte)
        if self._faults.now.mm_per_second is None:
            self._head = self._paper.travelled
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
            self._held_out = self._model.presenter
            self._on_ticket(ticket, raw)

    def _set_automatic(self, events: int) -> None:
        self._automatic = bool(events)
        self._last_status = b""

    def _say(self, data: bytes) -> None:
        if data:
            self._said.append((time.monotonic(), data))

    def _say_sensor(self) -> None:
        faults = self._faults.now
        if faults.fence_lost:
            return
        self._say(bytes((0x03 * faults.near_end | 0x0C * faults.paper_out,)))

    def _say_fence(self, mark: bytes) -> None:
        if self._model.fence is Fence.PROCESS_ID and not self._faults.now.fence_lost:
            self._say(b"\x37\x22" + mark + b"\x00")

    def _present(self, function: int) -> None:
        """Obey a presenter's GS e: 2 takes the ticket back, 5 lets it drop, 3 only moves it."""
        if self._model.presenter and function in (2, 5):
            self._held_out = False

    def _identify(self, n: int) -> None:
        """Answer GS I with the names of maker and model."""
        maker, _, model = self._model.name.partition(" ")
        names = {66: maker.upper(), 67: model}
        if n in names:
            self._say(b"_" + names[n].encode("ascii") + b"\x00")

    def _real_time_status(self, n: int) -> bytes:
        faults = self._faults.now
        if n == FULL_STATUS:
            return self._full_status() if self._model.presenter else b""
        offline = faults.stops
        bits = {
            1: 0x08 * offline,
            2: 0x04 * faults.cover_open | 0x20 * faults.paper_out | 0x40 * (faults.cutter_error or faults.jam),
            3: 0x08 * faults.cutter_error | 0x04 * faults.jam,
            4: 0x0C * faults.near_end | 0x60 * faults.paper_out,
        }
        return bytes((0x12 | bits[n],)) if n in bits else b""

    def _full_status(self) -> bytes:
        """Return the six bytes of printers with a presenter: paper, user, and two kinds of errors."""
        faults = self._faults.now
        return bytes((
            0x10, 0x0F, faults.paper_out | 0x04 * faults.near_end | 0x20 * self._held_out,
            0x02 * faults.cover_open, 0x40 * faults.jam, 0x01 * faults.cutter_error,
        ))

    def _automatic_status(self) -> bytes:
        faults = self._faults.now
        offline = faults.stops
        return bytes((
            0x10 | 0x08 * offline | 0x20 * faults.cover_open,
            0x08 * faults.cutter_error | 0x04 * faults.jam,
            0x03 * faults.near_end | 0x0C * faults.paper_out,
            0x0F,
        ))
