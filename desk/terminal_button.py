"""A key on the terminal as a desk button: Space or Enter calls the next, r calls again."""

from __future__ import annotations

import os
import select
import sys
import termios
import threading
import tty
from contextlib import suppress

from desk.button import Edge, Stroke
from desk.driver import Lamp, Plug, Tell
from queueing.clock import Clock

SOURCE = "keyboard"
_EDGES = {b" ": Edge.CLICK, b"\r": Edge.CLICK, b"\n": Edge.CLICK, b"r": Edge.HOLD, b"R": Edge.HOLD}


class NoTerminalError(OSError):
    """There is no keyboard to listen to."""


class TerminalButton:
    """The driver of a terminal's keys; the terminal is given back as it was found."""

    def __init__(self, clock: Clock, terminal: int | None = None) -> None:
        self._clock = clock
        self._terminal = sys.stdin.fileno() if terminal is None else terminal
        self._before: list[int | list[bytes | int]] = []
        self._wake, self._wake_end = -1, -1
        self._thread: threading.Thread | None = None
        if not os.isatty(self._terminal):
            raise NoTerminalError(
                "no keyboard here: the input is no terminal; "
                "start it from one, or name the button's port with --serial",
            )

    def start(self, tell: Tell) -> None:
        """Take every key as it is pressed; Ctrl-C still ends the program."""
        self._before = termios.tcgetattr(self._terminal)
        tty.setcbreak(self._terminal, termios.TCSANOW)
        self._wake, self._wake_end = os.pipe()
        self._thread = threading.Thread(target=self._run, args=(tell,), name="button keyboard")
        self._thread.start()

    def show(self, lamp: Lamp) -> None:
        """Do nothing: a keyboard has no lamp, and the log says what became of the press."""

    def stop(self) -> None:
        """End the thread and give the terminal back."""
        if self._thread is None:
            return
        os.write(self._wake_end, b".")
        self._thread.join(timeout=5)
        self._thread = None
        for end in (self._wake, self._wake_end):
            os.close(end)
        with suppress(termios.error):  # a terminal that was closed needs nothing back
            termios.tcsetattr(self._terminal, termios.TCSANOW, self._before)

    def _run(self, tell: Tell) -> None:
        tell(Plug(SOURCE, present=True, detail="Space or Enter calls the next, r calls again"))
        while True:
            ready, _, _ = select.select([self._terminal, self._wake], [], [])
            key = b"" if self._wake in ready else _read_key(self._terminal)
            if not key:
                break
            if key in _EDGES:
                tell(Stroke(f"{SOURCE}:{_EDGES[key]}", _EDGES[key], self._clock.monotonic()))
        tell(Plug(SOURCE, present=False, detail="the terminal was closed"))


def _read_key(terminal: int) -> bytes:
    """Return one key, or nothing when the terminal was closed."""
    try:
        return os.read(terminal, 1)
    except OSError:
        return b""
