"""The rows of the desk's lists, made from what the wire tells: who waits, what is wrong, where to send on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from broker.messages import Alarm, DeskState, ServiceState, Waiting

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

    @property
    def key(self) -> str:
        """The number."""
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """Something that staff must know."""

    device: str
    role: str
    """kiosk, display or button."""
    place: str
    """What tells it from others of its role: a desk's name, or the end of its id."""
    kind: str
    detail: str

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


_ORDER = {"waiting": 0, "parked": 1, "missed": 2}


def waiting_rows(state: DeskState, house: House, now: datetime) -> list[WaitingRow]:
    """Return the desk's line in calling order, then who is parked, then who missed the call."""
    return [_waiting(w, house, now) for w in sorted(state.waiting, key=lambda w: _ORDER[w.state])]


def alarm_rows(alarms: Iterable[Alarm], site: Site, own_desk: str) -> list[AlarmRow]:
    """Return what this desk should know; a colleague who went home is no alarm."""
    roles = {d.id: d for d in site.devices()}
    rows = []
    for alarm in alarms:
        device = roles.get(alarm.device)
        role = "kiosk" if device is None else device.role
        desk = None if device is None else device.desk
        if role == "desk" or (role == "button" and desk != own_desk):
            continue
        place = site.desks[desk].name if desk in site.desks else alarm.device.rpartition("-")[2]
        rows.append(AlarmRow(device=alarm.device, role=role, place=place, kind=alarm.kind, detail=alarm.detail))
    return rows


def goal_rows(
    site: Site, house: House, states: Mapping[str, ServiceState], *, own_desk: str, service: str,
) -> list[GoalRow]:
    """Return the other services, then the other desks that serve the visit's own service."""
    services = [
        GoalRow(
            goal=s.id, kind="service", label=house.words(s.name), known=(state := states.get(s.id)) is not None,
            open=state is not None and state.open, waiting=0 if state is None else state.waiting,
        )
        for s in site.services.values() if s.id != service
    ]
    desks = [
        GoalRow(goal=d.id, kind="desk", label=d.name, known=False, open=False, waiting=0)
        for d in site.desks.values() if service in d.services and d.id != own_desk
    ]
    return services + desks


def _waiting(person: Waiting, house: House, now: datetime) -> WaitingRow:
    minutes = int((now - person.arrived_at).total_seconds() // 60)
    return WaitingRow(
        number=person.number, minutes=max(0, minutes), standing=person.state, help=person.help_wanted,
        booked="" if person.booked_for is None else house.time_text(person.booked_for),
    )
