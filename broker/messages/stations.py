"""What stations at branch libraries ask for, and what the hub tells them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from broker.messages.base import Id, Language, Name, Number, Payload
from broker.messages.lines import Conversation, Wait


class StartVisit(Payload):
    """A citizen at a station wants to talk to an officer; the station has nobody else."""

    station: Name
    language: Language = "da"


class AtStation(Payload):
    """Something about the visit at a station: its citizen is ready, or is done."""

    station: Name


class VideoReport(Payload):
    """What became of the picture of a conversation, at one of its two ends."""

    call: Id
    state: Literal["open", "failed", "closed"]
    """Failed: the browser or the meeting did not open; staff are told."""
    detail: Annotated[str, StringConstraints(max_length=120)] = ""
    """Why, for technicians; nothing about persons."""


class StationVisit(Payload):
    """The citizen at a station."""

    number: Number
    service: Name
    language: Language
    state: Literal["waiting", "called", "parked", "missed"]
    ready: bool = False
    """Whether the citizen has said so."""
    ahead: int = 0
    """How many will be served before; 0 is next."""
    wait: Wait
    arrived_at: AwareDatetime
    booked_for: AwareDatetime | None = None
    place: str = ""
    """Desk whose officer has called, as citizens know it."""
    called_at: AwareDatetime | None = None
    times: int = Field(default=0, ge=0)
    """Calls so far; one more for each recall: it sounds again."""
    conversation: Conversation | None = None
    """Only while called."""


class StationState(Payload):
    """One station as its screen shows it; retained, so that it heals whatever a lost line has cost."""

    station: Name
    visit: StationVisit | None = None
    """None: nobody is there, or the visit has ended."""
