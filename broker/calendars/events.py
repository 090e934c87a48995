"""What any calendar file holds once it is read: events with a certain time, and what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from queueing.bookings import NOBODY, Person
from queueing.scrub import scrub

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest calendar that is read (B-05)."""
MOST_EVENTS = 10_000
"""Events and their repetitions in one calendar (B-05)."""
LONGEST_UID = 250


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time whose events matter; what lies outside is passed over."""

    start: datetime
    end: datetime

    def holds(self, time: datetime) -> bool:
        """Whether an event that starts then matters."""
        return self.start <= time < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One booking as another system tells it; `start` is aware UTC."""

    uid: str
    """Its name for ever: idempotence rests on it."""
    where: str
    """Where in the file it stands, for people: "line 12", or its UID."""
    start: datetime
    length: timedelta = timedelta(0)
    """0 when the file does not say."""
    words: tuple[str, ...] = ()
    """Summary, categories, name of a task: what tells the task."""
    cancelled: bool = False
    person: Person = NOBODY


@dataclass(frozen=True, slots=True)
class Fault:
    """What was not taken, why, and how to mend it; scrubbed, for it is logged and shown (S-01)."""

    where: str
    reason: str
    message: str
    fix: str


@dataclass(slots=True)
class Reading:
    """All that was read from one calendar."""

    events: list[Event] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed_over: int = 0
    """Events outside the window."""

    def refuse(self, where: str, reason: str, message: str, fix: str) -> None:
        """Note what cannot be taken."""
        self.faults.append(Fault(scrub(where), reason, scrub(message), scrub(fix)))


def safe_uid(uid: str, start: datetime) -> str:
    """Return an event's name as it may be stored.

    A name with a CPR-shaped part loses it and gets the time of its event instead (S-01); so two of a system
    that names bookings by citizen stay apart.
    """
    clean = scrub(uid)
    return uid if clean == uid else f"{clean}@{start:%Y%m%dT%H%MZ}"
