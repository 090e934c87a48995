"""What clients ask of the hub."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from broker.messages.base import Language, Name, Number, Payload


class Take(Payload):
    """A citizen wants a ticket; a kiosk that is named prints it."""

    service: Name
    language: Language = "da"
    paper_at: Name | None = None
    """Kiosk that shall print it by order of the hub; None when the asker prints it or wants none."""
    help_wanted: bool = False


class Press(Payload):
    """A desk wants its next citizen; the present visit, if any, ends as finished."""

    desk: Name
    sequence: int | None = Field(default=None, ge=0)
    """The button's own counter."""
    ticket: Number | None = None
    """Call this one instead of who is next: somebody waiting, parked or missed."""


class AtDesk(Payload):
    """Something about the visit at a desk, or the desk itself."""

    desk: Name


class Transfer(Payload):
    """Send the visit at a desk on, with its number and time of arrival."""

    desk: Name
    to_service: Name | None = None
    to_desk: Name | None = None


class AboutTicket(Payload):
    """Something about one of today's tickets."""

    ticket: Number


class ComeBack(Payload):
    """A citizen who missed the call scans the ticket."""

    code: Annotated[str, StringConstraints(min_length=4, max_length=64, pattern=r"^[A-Z0-9]+$")]


class PaperReport(Payload):
    """What a kiosk knows about a ticket's paper."""

    ticket: Number
    paper: Literal["printed", "failed", "unknown"]


class AskForHelp(Payload):
    """A citizen at a kiosk asks for a person."""

    page: Annotated[str, StringConstraints(max_length=40)] = ""


class HelpDone(Payload):
    """Staff went to the citizen who asked for help at a kiosk."""

    device: Name


class Reprint(Payload):
    """Print an open ticket again, with the same number and marked as a copy."""

    ticket: Number
    paper_at: Name | None = None
    """Kiosk that shall print it by order of the hub; None when the asker prints it."""


class AcceptSummons(Payload):
    """The person upstairs is on the way."""

    desk: Name
    ticket: Number
    minutes: int = Field(default=2, ge=0, le=30)
