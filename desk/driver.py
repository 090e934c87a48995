"""What a source of presses promises, whatever it is made of: a box, a pedal, a key, a radio button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desk.button import Stroke


class Lamp(StrEnum):
    """What a button answers, in the words of the box's line protocol."""

    READY = "ready"
    BUSY = "busy"
    """Sent; no answer yet."""
    ACCEPTED = "accepted"
    NOBODY = "nobody"
    """Nobody waits."""
    IGNORED = "ignored"
    """Too soon after the last press."""
    REFUSED = "refused"
    SHOWN = "shown"
    """The hall shows the call."""
    OVER = "over"
    """The visit has used up its minutes."""
    OFFLINE = "offline"
    """No connection, or no answer: nothing was done, and nothing will be."""


@dataclass(frozen=True, slots=True)
class Plug:
    """A source came or went."""

    source: str
    """What the names of its buttons begin with, e.g. "serial"."""
    present: bool
    detail: str = ""
    """Where it is, or why it is gone; for the log."""


Happening = Stroke | Plug
Tell = Callable[[Happening], None]


class Driver(Protocol):
    """One source of presses; a driver has a thread of its own, and calls `tell` there."""

    def start(self, tell: Tell) -> None:
        """Begin to tell strokes, and when the source comes and goes; a missing source is waited for."""
        ...

    def show(self, lamp: Lamp) -> None:
        """Answer on the button itself, where it can; returns at once, from any thread."""
        ...

    def stop(self) -> None:
        """Let go of the source and end the thread."""
        ...
