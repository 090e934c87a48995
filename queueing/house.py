"""What a house is made of: services, desks and the settings of its queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from queueing.errors import Reason, Refused
from queueing.hours import Hours
from queueing.names import BranchId, DeskId, ServiceId, StationId, TaskId


class Entry(StrEnum):
    """How a citizen gets a service."""

    WALK_IN = "walk-in"
    APPOINTMENT = "appointment"
    EITHER = "either"
    STATION = "station"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing that citizens queue for."""

    id: ServiceId
    letter: str
    entry: Entry
    expected: timedelta
    """Mean length of a visit; bookings use their own length."""
    longest_wait: timedelta
    """Older tickets go first (Q-07)."""
    limit: timedelta | None = None
    """Where a visit should end or become an appointment (KVIK: 5 minutes)."""
    branch: BranchId | None = None
    """The branch library that has it; None for the house itself."""

    @property
    def takes_walk_ins(self) -> bool:
        """Whether the kiosk may issue a ticket without a booking."""
        return self.entry in (Entry.WALK_IN, Entry.EITHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A place where citizens are served."""

    id: DeskId
    name: str
    """The words a citizen reads and hears, e.g. "Skranke 3"."""
    services: frozenset[ServiceId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A screen at a branch library, where one citizen at a time is served by an officer in the house."""

    id: StationId
    branch: BranchId


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A screen where citizens take a number or check in, with nobody beside them who could show the way."""

    branch: BranchId | None = None
    """The branch library where it stands; None for the house itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers behind the rules; every default is configuration."""

    due_before: timedelta = timedelta(minutes=2)
    late_after: timedelta = timedelta(minutes=10)
    most_calls: int = 3
    recall_gap: timedelta = timedelta(seconds=60)
    undo_within: timedelta = timedelta(seconds=30)
    most_returns: int = 2
    highest_number: int = 899
    """Numbers above are reserved for paper (Q-15)."""
    call_lifetime: timedelta = timedelta(seconds=120)
    hold: timedelta = timedelta(minutes=10)
    """A time that is held lapses after this (B-02)."""
    release_after: timedelta = timedelta(minutes=5)
    """A booked time whose citizen has not come goes back to others (B-06)."""
    most_bookings: int = 2
    """Open bookings under one phone number or e-mail address (B-06)."""
    booking_days: int = 365
    """How far ahead times are given out."""
    persons_kept_days: int = 1
    """Days after a booking's own at whose end the person is erased (S-03)."""
    tries_a_minute: int = 5
    """Codes that one kiosk may try (B-03)."""
    line_grace: timedelta = timedelta(minutes=10)
    """So long a citizen whose line is lost keeps the place at the head."""
    phone_after: timedelta = timedelta(seconds=60)
    """Nobody has accepted a summons: the quick desk is shown the phone number (B-08)."""
    offer_after: timedelta = timedelta(minutes=3)
    """The phone did not help either: the citizen is offered a booking (B-08)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that citizens book a time for."""

    id: TaskId
    service: ServiceId
    length: timedelta
    """Whole quarters of an hour."""
    takes_topic: bool = False
    """Whether the citizen may say beforehand what it is about."""
    needs_presence: bool = False
    """Whether it cannot be done over a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acute:
    """Times of the day of which the last one is given out on the same day only, in local wall time."""

    times: frozenset[time] = frozenset()
    released_at: time = time(8)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything fixed about one house that the rules need."""

    site: str
    services: Mapping[ServiceId, Service]
    desks: Mapping[DeskId, Desk]
    hours: Hours
    rules: Rules = field(default_factory=Rules)
    tasks: Mapping[TaskId, Task] = field(default_factory=dict)
    acute: Mapping[ServiceId, Acute] = field(default_factory=dict)
    stations: Mapping[StationId, Station] = field(default_factory=dict)
    _groups: dict[ServiceId, frozenset[ServiceId]] = field(
        default_factory=dict, init=False, repr=False, compare=False,
    )

    def service(self, name: str) -> Service:
        """Return the service of that id, or refuse with the ids that exist."""
        found = self.services.get(ServiceId(name))
        if found is None:
            raise Refused(Reason.UNKNOWN_SERVICE, f"There is no service {name[:40]!r}.",
                          f"Use one of: {', '.join(self.services)}.", service=name[:40])
        return found

    def task(self, name: str) -> Task:
        """Return the task of that id, or refuse with the ids that exist."""
        found = self.tasks.get(TaskId(name))
        if found is None:
            raise Refused(Reason.UNKNOWN_TASK, f"Nobody books {name[:40]!r} here.",
                          f"Use one of: {', '.join(self.tasks)}.", task=name[:40])
        return found

    def desk(self, name: str) -> Desk:
        """Return the desk of that id, or refuse with the ids that exist."""
        found = self.desks.get(DeskId(name))
        if found is None:
            raise Refused(Reason.UNKNOWN_DESK, f"There is no desk {name[:40]!r}.",
                          f"Use one of: {', '.join(self.desks)}.", desk=name[:40])
        return found

    def station(self, name: str) -> Station:
        """Return the station of that id, or refuse with the ids that exist."""
        found = self.stations.get(StationId(name))
        if found is None:
            raise Refused(Reason.UNKNOWN_STATION, f"There is no station {name[:40]!r}.",
                          f"Use one of: {', '.join(self.stations) or 'none; this house has no stations'}.",
                          station=name[:40])
        return found

    def stations_at(self, branch: BranchId) -> tuple[Station, ...]:
        """Return the stations of a branch library, in the order of the configuration."""
        return tuple(s for s in self.stations.values() if s.branch == branch)

    def over_screen(self, service: ServiceId | None = None) -> Service | None:
        """Return the service that stations give, or the one by which they give another service's times."""
        return next((
            s for s in self.services.values() if s.entry is Entry.STATION
            and service in (None, s.id, self.hours.same_staff.get(s.id))
        ), None)

    def reached_from(self, station: Station) -> Service | None:
        """Return the service that a station's citizens join; one of its branch's own before the house's."""
        found = (s for s in self.services.values()
                 if s.entry is Entry.STATION and s.branch in (station.branch, None))
        return min(found, key=lambda s: s.branch is None, default=None)

    def group(self, service: ServiceId) -> frozenset[ServiceId]:
        """Return the services whose desks are shared with this one, directly or through others."""
        if service not in self._groups:
            self._groups[service] = _group(self.desks.values(), service)
        return self._groups[service]

    def desks_for(self, service: ServiceId) -> tuple[Desk, ...]:
        """Return the desks competent in a service, in the order of the configuration."""
        return tuple(d for d in self.desks.values() if service in d.services)


def _group(desks: Iterable[Desk], service: ServiceId) -> frozenset[ServiceId]:
    group = frozenset({service})
    while True:
        wider = group.union(*(d.services for d in desks if d.services & group))
        if wider == group:
            return group
        group = wider
