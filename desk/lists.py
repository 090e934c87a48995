"""The rows of the desk's lists, made from what the wire tells: who waits, what is wrong, where to send on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from broker.messages import (
    Alarm,
    BookingsFound,
    BookingView,
    DeskState,
    FreeTime,
    ServiceState,
    Summonses,
    Waiting,
)
from desk.far_end import town_of
from queueing.house import Entry

if TYPE_CHECKING:
    from config.site import Site
    from screens.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """Somebody in a line."""

    number: str
    minutes: int
    """Whole minutes since arrival."""
    booked: str
    """Booked time, e.g. "10.45", or nothing."""
    standing: str
    """waiting, parked or missed."""
    help: bool
    town: str
    """Where the citizen sits at a screen, or nothing."""
    lost: bool
    """Whether the line to that screen is gone."""

    @property
    def key(self) -> str:
        """The number."""
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """Something that staff must know."""

    device: str
    role: str
    """kiosk, display, button or station."""
    place: str
    """What tells it from others of its role: a desk's name, a station's town, or the end of its id."""
    kind: str
    detail: str
    elsewhere: bool
    """Whether it is in another building than the desk, where nobody can walk to."""

    @property
    def key(self) -> str:
        """Device and kind."""
        return f"{self.device} {self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """Where a visit can be sent on to."""

    goal: str
    """Id of the service or desk."""
    kind: str
    """service or desk."""
    label: str
    known: bool
    """Whether the hub has told of the service; always False for desks."""
    open: bool
    waiting: int

    @property
    def key(self) -> str:
        """Kind and id."""
        return f"{self.kind} {self.goal}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """Something that a time can be booked for."""

    task: str
    name: str
    service: str
    minutes: int
    topic: bool

    @property
    def key(self) -> str:
        """The task's id."""
        return self.task


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A time of the day."""

    time: str
    """When it starts, as ISO 8601 in UTC."""
    label: str
    free: bool
    dots: int
    """Staff on duty, up to three."""
    best: bool
    """Whether no other time of the day has more staff."""

    @property
    def key(self) -> str:
        """When it starts."""
        return self.time


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A booking that was looked up."""

    code: str
    task: str
    what: str
    when: str
    name: str
    standing: str
    """held, booked, arrived, cancelled, lapsed or released."""
    branch: str
    """Branch library where the citizen will sit at a screen, or nothing."""

    @property
    def key(self) -> str:
        """The code."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsRow:
    """Somebody who waits for a person upstairs."""

    number: str
    service: str
    standing: str
    """asked, coming or escalated."""
    minutes: int
    mine: bool
    """Whether this desk is the one that is called."""

    @property
    def key(self) -> str:
        """The number."""
        return self.number


MOST_DOTS = 3
QUARTER = timedelta(minutes=15)
_ORDER = {"waiting": 0, "parked": 1, "missed": 2}


def waiting_rows(state: DeskState, site: Site, house: House, now: datetime) -> list[WaitingRow]:
    """Return the desk's line in calling order, then who is parked, then who missed the call."""
    return [_waiting(w, site, house, now) for w in sorted(state.waiting, key=lambda w: _ORDER[w.state])]


def alarm_rows(alarms: Iterable[Alarm], site: Site, own_desk: str) -> list[AlarmRow]:
    """Return what this desk should know; a colleague who went home is no alarm."""
    roles, here = {d.id: d for d in site.devices()}, site.desks[own_desk].branch
    rows = []
    for alarm in alarms:
        device = roles.get(alarm.device)
        role = "kiosk" if device is None else device.role
        desk = None if device is None else device.desk
        if role == "desk" or (role == "button" and desk != own_desk):
            continue
        rows.append(AlarmRow(
            device=alarm.device, role=role, place=_place(site, alarm, role, desk), kind=alarm.kind,
            detail=alarm.detail, elsewhere=device is not None and device.branch != here,
        ))
    return rows


def _place(site: Site, alarm: Alarm, role: str, desk: str | None) -> str:
    device = alarm.device
    if role == "station":
        return town_of(site, device)
    if alarm.kind == "calendar":
        return device
    return site.desks[desk].name if desk in site.desks else device.rpartition("-")[2]


def goal_rows(
    site: Site, house: House, states: Mapping[str, ServiceState], *, own_desk: str, service: str, remote: bool,
) -> list[GoalRow]:
    """Return the other services, then the other desks that serve the visit's own service.

    Who sits at a station, `remote`, goes only where there is a screen; nobody else is sent to one.
    """
    over_screen = {s.id for s in site.services.values() if s.entry == Entry.STATION}
    with_screen = {s for d in site.desks.values() if over_screen & set(d.services) for s in d.services}
    services = [
        GoalRow(
            goal=s.id, kind="service", label=house.words(s.name), known=(state := states.get(s.id)) is not None,
            open=state is not None and state.open, waiting=0 if state is None else state.waiting,
        )
        for s in site.services.values()
        if s.id != service and (s.id in with_screen if remote else s.id not in over_screen)
    ]
    desks = [
        GoalRow(goal=d.id, kind="desk", label=d.name, known=False, open=False, waiting=0)
        for d in site.desks.values()
        if service in d.services and d.id != own_desk and (not remote or over_screen & set(d.services))
    ]
    return services + desks


def task_rows(site: Site, house: House) -> list[TaskRow]:
    """Return what a time can be booked for, in the order of the site's file."""
    return [
        TaskRow(
            task=t.id, name=house.words(t.name), service=house.words(site.services[t.service].name),
            minutes=int(t.length.total_seconds() // 60), topic=t.topic,
        )
        for t in site.tasks.values()
    ]


def time_rows(free: tuple[FreeTime, ...], house: House) -> list[TimeRow]:
    """Return every quarter of an hour from the first free time to the last, free or not."""
    if not free:
        return []
    by_start, most = {f.start: f for f in free}, max(f.staff for f in free)
    first = free[0].start
    grid = {first + n * QUARTER for n in range((free[-1].start - first) // QUARTER + 1)}
    return [_time(moment, by_start.get(moment), most, house) for moment in sorted(grid | set(by_start))]


def _time(moment: datetime, free: FreeTime | None, most: int, house: House) -> TimeRow:
    return TimeRow(
        time=moment.isoformat(), label=house.time_text(moment), free=free is not None,
        dots=0 if free is None else min(MOST_DOTS, free.staff), best=free is not None and free.staff == most,
    )


def found_rows(found: BookingsFound, site: Site, house: House) -> list[FoundRow]:
    """Return what a search found."""
    return [
        FoundRow(
            code=b.booking.code, task=b.booking.task, name=b.person.name or b.person.contact,
            when=house.day_text(b.booking.start), standing=b.booking.state,
            what=_what(b.booking, site, house), branch=b.booking.branch or "",
        )
        for b in found.bookings
    ]


def _what(booking: BookingView, site: Site, house: House) -> str:
    """Return what a booking is about, and where, when that is not in the house."""
    task = house.words(site.tasks[booking.task].name) if booking.task in site.tasks else booking.task
    branch = site.branches.get(booking.branch or "")
    return task if branch is None else f"{task}, {branch.town}"


def summons_rows(told: Summonses, site: Site, house: House, own_desk: str) -> list[SummonsRow]:
    """Return whom this desk is called to, and those of others whom nobody has answered (B-08)."""
    served = site.desks[own_desk].services
    return [
        SummonsRow(
            number=s.number, service=house.words(site.services[s.service].name) if s.service in site.services
            else s.service, standing=s.state, minutes=s.minutes or 0, mine=s.service in served,
        )
        for s in told.summonses if s.service in served or s.state in ("escalated", "unanswered")
    ]


def _waiting(person: Waiting, site: Site, house: House, now: datetime) -> WaitingRow:
    minutes = int((now - person.arrived_at).total_seconds() // 60)
    return WaitingRow(
        number=person.number, minutes=max(0, minutes), standing=person.state, help=person.help_wanted,
        booked="" if person.booked_for is None else house.time_text(person.booked_for),
        town=town_of(site, person.station), lost=person.lost_since is not None,
    )
