"""Payloads of the wire: pydantic models, one for each kind of message.

Every message is a CloudEvents-like envelope: `id`, `source`, `type` and `time`, with the payload in `data`.
Words for people stay out of the wire; clients turn reasons, states and ids into their citizen's language.
Times are ISO 8601 in UTC.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:/-]+$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")]
"""Id of a device, desk or service."""
Number = Annotated[str, StringConstraints(min_length=4, max_length=4, pattern=r"^[A-Z][0-9]{3}$")]
"""A ticket's number as citizens read it, e.g. "K012"."""
BookingCode = Annotated[
    str, StringConstraints(min_length=6, max_length=6, pattern=r"^[ACDEFGHJKLMNPRTVXY234679]{6}$"),
]
"""Six signs that cannot be mistaken for each other."""
Language = Annotated[str, StringConstraints(min_length=2, max_length=8, pattern=r"^[a-z]{2,3}$")]


class Payload(BaseModel):
    """Base of all payloads: immutable, and strangers among the fields are refused.

    Built at first use: a face needs few of them, and all would cost every start 30 ms and 10 MB.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# ---- commands: what clients ask of the hub


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
    """Print an open ticket again at a kiosk, with the same number and marked as a copy."""

    ticket: Number
    paper_at: Name


class AskSlots(Payload):
    """Which times of a task are free on a local day."""

    task: Name
    day: date


class Book(Payload):
    """Give a time out; what is said of the person stays in the booking and is erased soon after it."""

    task: Name
    start: AwareDatetime
    channel: Literal["phone", "desk", "kiosk", "script"] = "desk"
    language: Language = "da"
    name: Annotated[str, StringConstraints(max_length=60)] = ""
    """Initials or a name."""
    contact: Annotated[str, StringConstraints(max_length=120)] = ""
    """Phone number or e-mail address."""
    born: Annotated[str, StringConstraints(pattern=r"^([0-3][0-9][01][0-9])?$")] = ""
    """Day and month of birth as DDMM."""
    topic: Annotated[str, StringConstraints(max_length=400)] = ""
    hold: bool = False
    """Keep the time for 10 minutes; `confirm-booking` makes it a booking."""
    ends_visit_at: Name | None = None
    """Desk whose visit this booking ends (Q-11)."""
    paper_at: Name | None = None
    """Kiosk that shall print the slip."""


class ConfirmBooking(Payload):
    """Turn a hold into a booking."""

    code: BookingCode
    name: Annotated[str, StringConstraints(max_length=60)] = ""
    contact: Annotated[str, StringConstraints(max_length=120)] = ""
    born: Annotated[str, StringConstraints(pattern=r"^([0-3][0-9][01][0-9])?$")] = ""
    topic: Annotated[str, StringConstraints(max_length=400)] = ""


class AboutBooking(Payload):
    """Something about one booking."""

    code: BookingCode


class MoveBooking(Payload):
    """Give a booking another time."""

    code: BookingCode
    start: AwareDatetime


class FindBookings(Payload):
    """Look bookings up: by code, by contact, or all of one local day."""

    code: BookingCode | None = None
    contact: Annotated[str, StringConstraints(max_length=120)] | None = None
    day: date | None = None


class CheckIn(Payload):
    """A citizen with a booked time has come: by code, or by day and month of birth and the time."""

    code: BookingCode | None = None
    born: Annotated[str, StringConstraints(pattern=r"^[0-3][0-9][01][0-9]$")] | None = None
    start: AwareDatetime | None = None


class AcceptSummons(Payload):
    """The person upstairs is on the way."""

    desk: Name
    ticket: Number
    minutes: int = Field(default=2, ge=0, le=30)


class Nothing(Payload):
    """No content."""


# ---- what the hub tells


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


class Taken(Payload):
    """A ticket was issued; it is committed before this is sent."""

    slip: Slip


class FreeTime(Payload):
    """A time that can be given out."""

    start: AwareDatetime
    end: AwareDatetime
    staff: int
    free: int


class FreeTimes(Payload):
    """The free times of a task on one day, in order; best-staffed first is for the client to offer."""

    task: Name
    day: date
    times: tuple[FreeTime, ...]


class BookingView(Payload):
    """A booking as everybody may see it: nothing about the person."""

    code: BookingCode
    task: Name
    service: Name
    start: AwareDatetime
    end: AwareDatetime
    state: Literal["held", "booked", "arrived", "cancelled", "lapsed", "released"]
    channel: str
    language: Language
    number: Number | None = None
    """Its ticket, once the citizen has checked in."""


class PersonView(Payload):
    """Who comes; for desks only, in replies that are never stored."""

    name: str = ""
    contact: str = ""
    topic: str = ""


class BookingFound(Payload):
    """A booking with its person."""

    booking: BookingView
    person: PersonView


class BookingsFound(Payload):
    """What a search found, in order of time."""

    bookings: tuple[BookingFound, ...]


class Booked(Payload):
    """A time was given out, moved or taken back."""

    booking: BookingView
    finished: Number | None = None
    """The visit that the booking ended."""


class CheckedIn(Payload):
    """A citizen with a booked time has a ticket."""

    slip: Slip
    booking: BookingView
    minutes_early: int
    """Negative for the late."""
    keeps_time: bool


class SummonsView(Payload):
    """Somebody waits for a person who must be called from elsewhere in the house."""

    number: Number
    service: Name
    state: Literal["asked", "coming", "escalated"]
    since: AwareDatetime
    minutes: int | None = None
    """How long the person needs, once on the way."""


class Summonses(Payload):
    """All that stand."""

    summonses: tuple[SummonsView, ...] = ()


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


class Called(Payload):
    """Answer to a press or a recall."""

    call: Call | None
    """None when the press ended a visit and nobody waits."""
    finished: Number | None = None
    """The visit that the press ended."""
    rule: str | None = None
    why: dict[str, str | int] = {}
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


class Waiting(Payload):
    """Somebody in a line, as staff see it."""

    number: Number
    service: Name
    state: Literal["waiting", "parked", "missed"]
    arrived_at: AwareDatetime
    booked_for: AwareDatetime | None = None
    help_wanted: bool = False


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


class Alarm(Payload):
    """Something that staff must know."""

    device: Name
    kind: Literal["printer", "help", "offline"]
    detail: str
    """A printer's state, or the page where help was asked for."""
    since: AwareDatetime


class Alarms(Payload):
    """All that is wrong or wanted now."""

    alarms: tuple[Alarm, ...] = ()


class Presence(Payload):
    """A device says that it is there; its last will says that it is gone."""

    device: Name
    online: bool


PrinterState = Literal[
    "ready", "near_end", "paper_out", "cover_open", "error", "offline", "silent", "unknown",
]


class Health(Payload):
    """What a kiosk knows about its printer."""

    device: Name
    printer: PrinterState
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
    detail: dict[str, str | int | bool | None] = {}


class Explained(Payload):
    """Why a ticket is where it is: its state, and the rule that fired."""

    ticket: Number
    state: str
    rule: str
    facts: dict[str, str | int]
    sentences: dict[str, str]
    """The explanation in one sentence, by language."""
    history: tuple[Happening, ...] = ()


class Refusal(Payload):
    """Why not, and how to mend it; for logs and scripts, in English."""

    reason: str
    message: str
    fix: str
    facts: dict[str, str | int] = {}


class Reply(Payload):
    """The hub's one answer to a request; repeats of the request get the same."""

    outcome: Literal["done", "refused"]
    result: dict[str, Any] = {}
    refusal: Refusal | None = None


Data = TypeVar("Data", bound=Payload)


class Envelope(BaseModel, Generic[Data]):
    """The message around a payload; attribute names of CloudEvents where it has them."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: Id
    source: Name
    """Identity of the sending device."""
    type: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Row of the topic table, and for commands the action: "command.take"."""
    time: AwareDatetime
    expires_at: AwareDatetime | None = None
    seq: int | None = None
    reply_to: Annotated[str, StringConstraints(max_length=200)] | None = None
    data: Data


def age_seconds(sent: datetime, now: datetime) -> float:
    """Return how long ago a message was sent, in seconds; negative when its clock runs ahead."""
    return (now - sent).total_seconds()
