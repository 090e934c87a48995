"""The pages of a station, and how a visit may end."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """What the screen shows."""

    START = "start"
    CLOSED = "closed"
    LOST = "lost"
    """Nobody is in the line, and the house cannot be reached."""
    TAKEN_OVER = "taken-over"
    CODE = "code"
    ASKING = "asking"
    SORRY = "sorry"
    WAITING = "waiting"
    CALLED = "called"
    TALK = "talk"
    PARKED = "parked"
    MISSED = "missed"
    THANKS = "thanks"
    HELP = "help"


class End(StrEnum):
    """How a visit ended."""

    DONE = "done"
    LEFT = "left"
    """The citizen left the line."""
    UNDONE = "undone"
    """The citizen took the check-in back, and has the booked time as before (B-04)."""
    OVER = "over"
    """The house closed the ticket."""
