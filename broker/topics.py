"""The wire in ONE table: topic, payload, quality, retention, expiry, who may publish and who may read.

The broker's access list and the AsyncAPI document are generated from it. Placeholders in a pattern:
`{site}` the house, `{device}` one identity, `{desk}` one desk, `{action}` one command.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broker import messages as m

VERSION = "v1"
PREFIX = f"kvik/{VERSION}"
LARGEST = 64 * 1024
"""Bytes of the largest message that anyone accepts."""


class Role(StrEnum):
    """What an identity is; every device has exactly one."""

    HUB = "hub"
    KIOSK = "kiosk"
    DISPLAY = "display"
    DESK = "desk"
    BUTTON = "button"
    STATION = "station"
    """A screen at a branch library, where a citizen is served by an officer in the house."""
    CONSOLE = "console"
    """People and scripts at the command line of the house's own machine."""


class Scope(StrEnum):
    """Which of a pattern's topics a role may use."""

    ANY = "any"
    OWN = "own"
    """Only where `{device}` is its own identity, or `{desk}` the desk it is bound to."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the table."""

    name: str
    pattern: str
    payload: type[m.Payload] | None
    """None for commands: their payload depends on the action."""
    summary: str
    publish: dict[Role, Scope]
    read: dict[Role, Scope]
    retain: bool = False
    expiry_seconds: int | None = None
    qos: int = 1

    def at(self, site: str, **where: str) -> str:
        """Return the topic of one site with its placeholders filled in."""
        return f"{PREFIX}/" + self.pattern.format(site=site, **where)


_ALL_FACES = dict.fromkeys((Role.KIOSK, Role.DISPLAY, Role.DESK, Role.CONSOLE), Scope.ANY)
_HUB = {Role.HUB: Scope.ANY}
_EACH_OWN = dict.fromkeys((Role.HUB, Role.KIOSK, Role.DISPLAY, Role.DESK, Role.BUTTON, Role.STATION), Scope.OWN)

COMMAND = Topic(
    "command", "{site}/command/{device}/{action}", None, "A client asks the hub to do something.",
    publish={}, read=_HUB, expiry_seconds=30,
)
REPLY = Topic(
    "reply", "{site}/reply/{device}", m.Reply, "The hub answers; `id` is that of the request.",
    publish=_HUB,
    read=dict.fromkeys((Role.KIOSK, Role.DESK, Role.BUTTON, Role.STATION, Role.CONSOLE), Scope.OWN),
    expiry_seconds=30,
)
CALL = Topic(
    "call", "{site}/call", m.Call, "A number is called, now; an event, never retained.",
    publish=_HUB, read={Role.DISPLAY: Scope.ANY, Role.CONSOLE: Scope.ANY}, expiry_seconds=120,
)
BOARD = Topic(
    "board", "{site}/board", m.Board, "The newest 40 calls with a growing seq.",
    publish=_HUB, read=_ALL_FACES, retain=True,
)
SERVICES = Topic(
    "services", "{site}/services", m.Services, "Open, staffed, waits: every service.",
    publish=_HUB, read={**_ALL_FACES, Role.STATION: Scope.ANY}, retain=True,
)
STATION = Topic(
    "station", "{site}/station/{device}", m.StationState, "One station's visit, and where it is served.",
    publish=_HUB, read={Role.STATION: Scope.OWN, Role.CONSOLE: Scope.ANY}, retain=True,
)
DESK = Topic(
    "desk", "{site}/desk/{desk}", m.DeskState, "One desk's visit, line and next citizen.",
    publish=_HUB, read={Role.DESK: Scope.OWN, Role.BUTTON: Scope.OWN, Role.CONSOLE: Scope.ANY}, retain=True,
)
ALARMS = Topic(
    "alarms", "{site}/alarms", m.Alarms, "What staff must know: printers, help wanted, devices gone.",
    publish=_HUB, read={Role.DESK: Scope.ANY, Role.CONSOLE: Scope.ANY}, retain=True,
)
HAPPENING = Topic(
    "happening", "{site}/happening", m.Happening, "Each event of the log as it happens.",
    publish=_HUB, read={Role.CONSOLE: Scope.ANY}, qos=0,  # for eyes only; the log is in the database
)
PRINT = Topic(
    "print", "{site}/print/{device}", m.PrintOrder, "The hub asks a kiosk to print.",
    publish=_HUB, read={Role.KIOSK: Scope.OWN}, expiry_seconds=20,
)
PRESENCE = Topic(
    "presence", "{site}/presence/{device}", m.Presence, "Birth and last will of every device.",
    publish=_EACH_OWN, read={**_EACH_OWN, Role.HUB: Scope.ANY, Role.CONSOLE: Scope.ANY}, retain=True,
)
HEALTH = Topic(
    "health", "{site}/health/{device}", m.Health, "A kiosk's printer.",
    publish={Role.KIOSK: Scope.OWN}, read={Role.HUB: Scope.ANY, Role.CONSOLE: Scope.ANY}, retain=True,
)
SUMMONSES = Topic(
    "summonses", "{site}/summonses", m.Summonses, "Who waits for somebody that must be called.",
    publish=_HUB, read=_ALL_FACES, retain=True,
)
CALENDARS = Topic(
    "calendars", "{site}/calendars", m.Calendars, "What came of the calendars that the hub watches.",
    publish=_HUB, read={Role.DESK: Scope.ANY, Role.CONSOLE: Scope.ANY}, retain=True,
)
SHOWN = Topic(
    "shown", "{site}/shown/{device}", m.Shown, "A display has painted calls, or a station its own.",
    publish={Role.DISPLAY: Scope.OWN, Role.STATION: Scope.OWN},
    read={Role.HUB: Scope.ANY, Role.CONSOLE: Scope.ANY}, expiry_seconds=120,
)

TOPICS: tuple[Topic, ...] = (
    COMMAND, REPLY, CALL, BOARD, SERVICES, DESK, ALARMS, HAPPENING, PRINT, PRESENCE, HEALTH, SHOWN, SUMMONSES,
    STATION, CALENDARS,
)


@dataclass(frozen=True, slots=True)
class Action:
    """One command: what it carries, what its reply carries, and who may give it."""

    name: str
    payload: type[m.Payload]
    result: type[m.Payload]
    summary: str
    roles: frozenset[Role]
    remembered: bool = True
    """False for what only looks: it changes nothing, and its reply is kept nowhere (S-03)."""


_KIOSK = frozenset({Role.KIOSK, Role.CONSOLE})
_STAFF = frozenset({Role.DESK, Role.CONSOLE})
_BUTTON = _STAFF | {Role.BUTTON}
_PEOPLE = _KIOSK | _STAFF
_STATION = frozenset({Role.STATION, Role.CONSOLE})

ACTIONS: dict[str, Action] = {
    a.name: a
    for a in (
        Action("take", m.Take, m.Taken, "Issue a ticket.", _PEOPLE),
        Action("come-back", m.ComeBack, m.Taken, "A missed ticket returns to the line.", _KIOSK),
        Action("paper", m.PaperReport, m.Nothing, "Report a ticket's paper.", frozenset({Role.KIOSK})),
        Action("help", m.AskForHelp, m.Nothing, "Ask for a person at a kiosk or station.",
               frozenset({Role.KIOSK, Role.STATION})),
        Action("press", m.Press, m.Called, "Finish the visit and call the next.", _BUTTON),
        Action("recall", m.AtDesk, m.Called, "Call the same number again.", _BUTTON),
        Action("finish", m.AtDesk, m.Nothing, "End the visit.", _BUTTON),
        Action("no-show", m.AtDesk, m.Nothing, "The citizen did not come.", _BUTTON),
        Action("undo", m.AtDesk, m.Nothing, "Take the last call back within 30 s.", _BUTTON),
        Action("transfer", m.Transfer, m.Nothing, "Send the visit on.", _STAFF),
        Action("park", m.AtDesk, m.Nothing, "Set the visit aside.", _STAFF),
        Action("resume-ticket", m.AboutTicket, m.Nothing, "Put a parked ticket back in its place.", _STAFF),
        Action("open", m.AtDesk, m.Nothing, "Open the desk, also after a pause.", _BUTTON),
        Action("pause", m.AtDesk, m.Nothing, "Pause the desk.", _STAFF),
        Action("close", m.AtDesk, m.Nothing, "Close the desk for today.", _STAFF),
        Action("reprint", m.Reprint, m.Taken, "Print an open ticket again, marked as a copy.", _PEOPLE),
        Action("help-done", m.HelpDone, m.Nothing, "A kiosk's call for help was answered.", _STAFF),
        Action("why", m.AboutTicket, m.Explained, "Explain a ticket's place or call.", _STAFF, remembered=False),
        Action("slots", m.AskSlots, m.FreeTimes, "Show a task's free times of a day.", _PEOPLE, remembered=False),
        Action("free-days", m.AskDays, m.FreeDays, "Show the next days with free times.", _PEOPLE,
               remembered=False),
        Action("book", m.Book, m.Booked, "Give a time out, or hold it.", _PEOPLE),
        Action("confirm-booking", m.ConfirmBooking, m.Booked, "Turn a hold into a booking.", _PEOPLE),
        Action("move-booking", m.MoveBooking, m.Booked, "Give a booking another time.", _STAFF),
        Action("cancel-booking", m.AboutBooking, m.Booked, "Take a booking back.", _PEOPLE),
        Action("find-bookings", m.FindBookings, m.BookingsFound, "Look bookings up.", _STAFF, remembered=False),
        Action("import-bookings", m.ImportBookings, m.ImportReport, "Take bookings of another system in.",
               frozenset({Role.CONSOLE})),
        Action("check-in", m.CheckIn, m.CheckedIn, "A citizen with a booked time has come.", _PEOPLE | _STATION),
        Action("undo-check-in", m.AboutBooking, m.Booked, "Take a check-in back.", _PEOPLE | _STATION),
        Action("start-visit", m.StartVisit, m.Taken, "A citizen at a station joins the line.", _STATION),
        Action("ready-visit", m.AtStation, m.Nothing, "The citizen at a station is ready, or back.", _STATION),
        Action("end-visit", m.AtStation, m.Nothing, "The citizen at a station is done, or leaves the line.",
               _STATION),
        Action("report-video", m.VideoReport, m.Nothing, "A conversation's picture opened, failed or closed.",
               frozenset({Role.STATION, Role.DESK})),
        Action("accept-summons", m.AcceptSummons, m.Nothing, "The person called is on the way.", _STAFF),
    )
}
