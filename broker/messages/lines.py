"""What the hub tells of lines, calls and desks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from broker.messages.base import Id, Language, Name, Number, Payload

Room = Annotated[str, StringConstraints(min_length=16, max_length=64, pattern=r"^[a-z0-9]+$")]
"""Name of a conversation's room: new for each call, and nobody can guess it."""


class Wait(Payload):
    """A wait as a range of whole minutes, or why there is none."""

    kind: Literal["now", "range", "unknown", "closed"]
    low: int = 0
    high: int = 0
    passes_closing: bool = False
    """The slow end is after closing time: warn, and offer a booking."""


class Slip(Payload):
    """What a ticket's paper says."""

    number: Number
    service: Name
    language: Language
    ahead: int
    wait: Wait
    issued_at: AwareDatetime
    code: str
    """For the kiosk's scanner; dies at the day's end."""
    copy_of_first: bool = False
    booked_for: AwareDatetime | None = None
    """The booked time that the ticket stands for."""


class Taken(Payload):
    """A ticket was issued; it is committed before this is sent."""

    slip: Slip


class Call(Payload):
    """A number is called to a place; each recall is a new call."""

    id: Id
    seq: int
    number: Number
    service: Name
    desk: Name
    place: str
    """The desk's name as citizens know it, e.g. "Skranke 3"."""
    called_at: AwareDatetime
    expires_at: AwareDatetime
    """After this it is listed, never announced (D-03)."""
    times: int = Field(ge=1)
    """1 for the first call, one more for each recall."""
    language: Language
    station: Name | None = None
    """Where the citizen sits, when they are served over a screen: no hall shows such a call."""


class Called(Payload):
    """Answer to a press or a recall."""

    call: Call | None
    """None when the press ended a visit and nobody waits."""
    finished: Number | None = None
    """The visit that the press ended."""
    set_aside: Number | None = None
    """The visit that the press left while its line was lost: it goes on when the line is back."""
    rule: str | None = None
    why: dict[str, str | int] = Field(default_factory=dict)
    """Facts of the rule that chose, for an explanation in any language."""


class Board(Payload):
    """The calls as a hall shows them, newest first; a snapshot that heals every gap."""

    seq: int
    calls: tuple[Call, ...]


class ServiceState(Payload):
    """One service as citizens want to know it before they choose."""

    service: Name
    open: bool
    takes_tickets: bool
    """Open, on duty, and early enough to be served before closing."""
    staff: int
    waiting: int
    ahead: int
    """How many would be served before one who takes a ticket now."""
    wait: Wait
    here_and_now_minutes: int | None = None
    """Where walk-ins share staff with bookings: how long a visit fits before the next booking (B-07)."""
    next_free: AwareDatetime | None = None
    """The next time that can be booked, for services by appointment."""
    closes_at: AwareDatetime | None = None
    opens_at: AwareDatetime | None = None
    """Next opening, while closed or too late for today."""


class Services(Payload):
    """All services of the house."""

    services: tuple[ServiceState, ...]


class Conversation(Payload):
    """Where the two ends of a visit over a screen meet; only the two may read it."""

    call: Id
    """The newest call, to be acknowledged when the conversation is on the screen."""
    room: Room
    """The same over recalls and lost lines; a new one for each visit and each summons."""
    token: str | None = None
    """Signed pass for the meeting, where the engine wants one."""


class Remote(Payload):
    """The far end of a visit over a screen, as the officer needs it."""

    station: Name
    ready: bool
    """Whether the citizen has said that they are."""
    lost_since: AwareDatetime | None = None
    """The line to the station is gone since then; the visit goes on when it is back."""
    video: Literal["opening", "open", "failed"] = "opening"
    """The picture at the station."""
    conversation: Conversation | None = None


class Visit(Payload):
    """The citizen at a desk."""

    number: Number
    service: Name
    language: Language
    waited_seconds: int
    called_at: AwareDatetime
    last_call_at: AwareDatetime
    calls: int
    call: Id
    """Id of the newest call, to be matched with what the displays acknowledge."""
    shown_by: tuple[Name, ...] = ()
    """Displays that have painted the newest call."""
    limit_seconds: int | None = None
    undo_until: AwareDatetime | None = None
    recall_from: AwareDatetime | None = None
    """When a recall is allowed; None when all calls are used."""
    remote: Remote | None = None
    """The far end, when the citizen sits at a station."""


class Waiting(Payload):
    """Somebody in a line, as staff see it."""

    number: Number
    service: Name
    state: Literal["waiting", "parked", "missed"]
    arrived_at: AwareDatetime
    booked_for: AwareDatetime | None = None
    help_wanted: bool = False
    station: Name | None = None
    """Where the citizen sits, when they are served over a screen."""
    lost_since: AwareDatetime | None = None
    """The line to that station is gone since then: nobody can call them."""


class DeskState(Payload):
    """One desk as its window and button show it."""

    desk: Name
    status: Literal["unattended", "open", "paused", "closed"]
    visit: Visit | None = None
    next: Waiting | None = None
    """Whom the next press will call."""
    waiting: tuple[Waiting, ...] = ()
    """Whom this desk may call, in calling order, then parked and missed."""
    total_waiting: int = 0
    """How many wait in all; the list above is cut at 50."""


class Happening(Payload):
    """One event of the log, for those who watch."""

    seq: int
    kind: str
    at: AwareDatetime
    number: Number
    service: Name
    desk: Name | None = None
    cause: str
    actor: str
    detail: dict[str, str | int | bool | None] = Field(default_factory=dict)


class Explained(Payload):
    """Why a ticket is where it is: its state, and the rule that fired."""

    ticket: Number
    state: str
    rule: str
    facts: dict[str, str | int]
    sentences: dict[str, str]
    """The explanation in one sentence, by language."""
    history: tuple[Happening, ...] = ()


class SummonsView(Payload):
    """Somebody waits for a person who must be called from elsewhere in the house."""

    number: Number
    service: Name
    state: Literal["asked", "coming", "escalated", "unanswered"]
    since: AwareDatetime
    minutes: int | None = None
    """How long the person needs, once on the way."""


class Summonses(Payload):
    """All that stand."""

    summonses: tuple[SummonsView, ...] = ()
