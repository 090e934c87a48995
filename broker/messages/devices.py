"""What devices tell of themselves, and what staff must know of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from broker.messages.base import Id, Name, Payload
from broker.messages.bookings import BookingView
from broker.messages.lines import Slip

PrinterState = Literal[
    "ready", "near_end", "paper_out", "cover_open", "error", "offline", "silent", "unknown",
]


class Alarm(Payload):
    """Something that staff must know."""

    device: Name
    """Or the calendar that it is about."""
    kind: Literal["printer", "scanner", "help", "offline", "video", "duplicate", "calendar"]
    detail: str
    """A printer's, scanner's or calendar's state, or the page where help was asked for."""
    since: AwareDatetime


class Alarms(Payload):
    """All that is wrong or wanted now."""

    alarms: tuple[Alarm, ...] = ()


class Presence(Payload):
    """A device says that it is there; its last will says that it is gone."""

    device: Name
    online: bool
    instance: Annotated[str, StringConstraints(max_length=32)] = ""
    """Which of its processes says so; two that take turns are two machines with one identity."""
    aside: bool = False
    """Another process has this one's place, and it waits; the device itself is there. Never retained."""


class Health(Payload):
    """What a kiosk knows about its printer and its scanner."""

    device: Name
    printer: PrinterState
    scanner: Literal["none", "ready", "missing"] = "none"
    """None for a scanner that types like a keyboard, of which nobody can know."""
    since: AwareDatetime
    detail: str = ""


class Shown(Payload):
    """A display has painted these calls."""

    device: Name
    calls: Annotated[tuple[Id, ...], Field(max_length=64)]


class PrintOrder(Payload):
    """The hub asks a kiosk to print a ticket's slip or a booking's; too late is worse than never."""

    slip: Slip | None = None
    booking: BookingView | None = None
