"""Booked times: what is asked, and what the hub tells; nothing about persons but where it says so."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from broker.messages.base import BookingCode, Language, Name, Number, Payload
from broker.messages.lines import Slip

_LEAP_YEAR = 2000


def _day_of_a_year(born: str) -> str:
    """Return it; raises ValueError for what is no day, for nobody could check in with it."""
    try:
        if born:
            date(_LEAP_YEAR, int(born[2:]), int(born[:2]))
    except ValueError:
        raise ValueError("this is no day of any year; write day and month as in 0503") from None
    return born


Birthday = Annotated[
    str, StringConstraints(pattern=r"^([0-3][0-9][01][0-9])?$"), AfterValidator(_day_of_a_year),
]
"""Day and month of birth as DDMM, or nothing."""


class AskSlots(Payload):
    """Which times of a task are free on a local day."""

    task: Name
    day: date
    branch: Name | None = None
    """Branch library where the citizen will sit at a screen; None for the house."""


class AskDays(Payload):
    """Which days have free times of a task, from a local day on."""

    task: Name
    since: date


class FreeDays(Payload):
    """The next days with free times, in order."""

    task: Name
    days: Annotated[tuple[date, ...], Field(max_length=6)]
    more: date | None = None
    """The day from which to ask for more, if there may be any."""


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
    born: Birthday = ""
    topic: Annotated[str, StringConstraints(max_length=400)] = ""
    hold: bool = False
    """Keep the time for 10 minutes; `confirm-booking` makes it a booking."""
    ends_visit_at: Name | None = None
    """Desk whose visit this booking ends (Q-11)."""
    paper_at: Name | None = None
    """Kiosk that shall print the slip."""
    branch: Name | None = None
    """Branch library where the citizen will sit at a screen; None for the house."""


class ConfirmBooking(Payload):
    """Turn a hold into a booking."""

    code: BookingCode
    name: Annotated[str, StringConstraints(max_length=60)] = ""
    contact: Annotated[str, StringConstraints(max_length=120)] = ""
    born: Birthday = ""
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
    """A citizen with a booked time has come: by code, by birthday and time, or by the birthday of a card."""

    code: BookingCode | None = None
    born: Annotated[str, StringConstraints(pattern=r"^[0-3][0-9][01][0-9]$")] | None = None
    start: AwareDatetime | None = None
    """None for a birthday that was read off a health card: one booking of about now must have it."""
    paper_at: Name | None = None
    """Kiosk that shall print the ticket by order of the hub; None when the asker prints it or wants none."""
    station: Name | None = None
    """Where the citizen sits, for a time over a screen."""
    language: Language | None = None
    """Language that the citizen has chosen there; None for the booking's own."""

    @property
    def by_card(self) -> bool:
        """Whether only a birthday is known."""
        return self.code is None and self.start is None


class FreeTime(Payload):
    """A time that can be given out."""

    start: AwareDatetime
    end: AwareDatetime
    staff: int
    free: int


class FreeTimes(Payload):
    """The free times of a task on one day, in order."""

    task: Name
    day: date
    times: tuple[FreeTime, ...]
    offers: tuple[FreeTime, ...] = ()
    """Those to offer first: the best-staffed, the earliest of them first (B-01)."""


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
    branch: Name | None = None
    """Branch library where the citizen will sit at a screen; None for the house."""


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


class ImportedBooking(Payload):
    """One booking of another system's calendar."""

    uid: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    """Its name there, for ever; with its date where it is one of a series."""
    where: Annotated[str, StringConstraints(max_length=300)]
    """Where in the calendar it stands, for people."""
    start: AwareDatetime
    task: Name | None = None
    """None for one that is only to be cancelled."""
    cancelled: bool = False
    name: Annotated[str, StringConstraints(max_length=60)] = ""
    contact: Annotated[str, StringConstraints(max_length=120)] = ""
    topic: Annotated[str, StringConstraints(max_length=400)] = ""


class ImportBookings(Payload):
    """Take bookings of another system in; the same ones again change nothing."""

    bookings: Annotated[tuple[ImportedBooking, ...], Field(max_length=50)]


class NotImported(Payload):
    """What was not taken in, why, and how to mend it."""

    where: str
    reason: str
    message: str
    fix: str


class ImportReport(Payload):
    """What came of an import."""

    taken: int = 0
    changed: int = 0
    cancelled: int = 0
    unchanged: int = 0
    refused: tuple[NotImported, ...] = ()


class CalendarState(Payload):
    """What came of one calendar that the hub watches; nothing in it is about a person."""

    calendar: Name
    looked_at: AwareDatetime | None = None
    """None until the hub has looked for the first time."""
    changed_at: AwareDatetime | None = None
    """When it last brought something new; None while this hub has not seen that."""
    report: ImportReport = ImportReport()
    """Of the last time that it could be read; of what was refused the first 20."""
    refused: int = 0
    """How many were refused in all."""
    failures: int = 0
    """How often in a row it could not be read."""
    trouble: NotImported | None = None
    """Why it could not be read the last time."""


class Calendars(Payload):
    """Every calendar that the hub watches."""

    calendars: tuple[CalendarState, ...] = ()
