"""Those in the house who serve a station's citizens: how they are called, when they are there, and who else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.topics import SERVICES
from queueing.names import ServiceId

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from broker.messages import Envelope, ServiceState
    from config.site import InformationSettings, ServiceSettings, Site
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Branch"
QML_IMPORT_MAJOR_VERSION = 1

STATION = "station"
"""Entry of services that are reached from a station."""


def service_of(site: Site, branch: str) -> ServiceSettings | None:
    """Return the service that a branch's stations reach; one of the branch's own before the house's."""
    found = [s for s in site.services.values() if s.entry == STATION and s.branch in (branch, None)]
    return min(found, key=lambda s: s.branch is None, default=None)


@QmlElement
class Office(QObject):
    """What a citizen wants to know before tapping; told by the hub, and by the site's hours while it is away."""

    changed = Signal()

    def __init__(
        self, site: Site, branch: str, house: House, bridge: Bridge, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._house = site, house
        self._service = service_of(site, branch)
        team = self._service.staff_of or self._service.id if self._service else ""
        self._team = site.services.get(team)
        self._rows = [r for r in site.information.values() if r.branch == branch or r.phone]
        self._states: dict[str, ServiceState] = {}
        bridge.received.connect(self._hear)
        house.minute_changed.connect(self.changed)
        house.language_changed.connect(self.changed)

    # ---- the service

    @Property(str, notify=changed)
    def name(self) -> str:
        """Name and town of the people, e.g. "Borgerservice i Næstved"."""
        return self._in_town(self._house.words(self._team.name)) if self._team else ""

    @Property(str, notify=changed)
    def short_name(self) -> str:
        """Name of the people alone."""
        return "" if self._team is None else self._house.words(self._team.name)

    @Property(str, notify=changed)
    def phone(self) -> str:
        """Where citizens ring; nothing where the house has no phone."""
        return self._site.phone or ""

    @Property(int, notify=changed)
    def grace_minutes(self) -> int:
        """How long a place is kept when the line is lost."""
        return int(self._site.rules.line_grace.total_seconds() // 60)

    @Property(bool, notify=changed)
    def takes(self) -> bool:
        """Whether somebody who taps now is served today."""
        state = self._state()
        return self._open_by_plan() if state is None else state.takes_tickets

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the hours say that they are there."""
        state = self._state()
        return self._open_by_plan() if state is None else state.open

    @Property(str, notify=changed)
    def opens(self) -> str:
        """Next opening in words, computed here when the hub does not tell; nothing when none is near."""
        state = self._state()
        moment = None if state is None else state.opens_at
        if moment is None and self._service is not None:
            moment = self._site.hours.opens_at(ServiceId(self._service.id), self._house.now())
        return "" if moment is None else self._house.when_text(moment)

    @Property(str, notify=changed)
    def wait_kind(self) -> str:
        """Kind of the wait for one who taps now: now, range, unknown or closed."""
        state = self._state()
        return "unknown" if state is None else state.wait.kind

    @Property(int, notify=changed)
    def wait_low(self) -> int:
        """Fewest minutes."""
        state = self._state()
        return 0 if state is None else state.wait.low

    @Property(int, notify=changed)
    def wait_high(self) -> int:
        """Most minutes."""
        state = self._state()
        return 0 if state is None else state.wait.high

    # ---- what no screen will do

    @Property(str, notify=changed)
    def in_house(self) -> str:
        """Tasks for which citizens must come to the house, in the language shown."""
        tasks = [t for t in self._site.tasks.values() if t.presence]
        return ", ".join(self._house.words(task.name) for task in tasks)

    @Property(str, notify=changed)
    def house_name(self) -> str:
        """Nearest place where those are done."""
        return self._site.name

    @Property(str, notify=changed)
    def next_free(self) -> str:
        """Next time there that can be booked, in words; nothing when none is known."""
        services = {t.service for t in self._site.tasks.values() if t.presence}
        free = [s.next_free for s in self._states.values() if s.service in services and s.next_free]
        return self._house.day_text(min(free)) if free else ""

    # ---- who is where now

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]
    def places(self) -> list[str]:
        """Who may be there: the branch itself, the service, and who answers the phone."""
        return [name for name, _ in self._presence()]

    @Property("QStringList", notify=changed)  # type: ignore[arg-type]
    def times(self) -> list[str]:
        """Until when each is there, or when they come, in the same order."""
        return [text for _, text in self._presence()]

    def _presence(self) -> list[tuple[str, str]]:
        """Return all rows, by the site's hours alone, so that they are true without the hub as well."""
        words = self._house.words
        own = [(words(r.name), self._until(r.id)) for r in self._rows if not r.phone]
        team = [(self._in_town(words(self._team.name)), self._until(self._team.id))] if self._team else []
        return own + team + [self._phone_row(r) for r in self._rows if r.phone]

    def _phone_row(self, row: InformationSettings) -> tuple[str, str]:
        until = self._until(row.id)
        return self._house.words(row.name), f"{until} · {self._site.phone}" if self._site.phone else until

    def _until(self, row: str) -> str:
        hours, now = self._site.hours, self._house.now()
        closes = hours.closes_at(ServiceId(row), now)
        if closes is not None:
            return self.tr("åben til %1").replace("%1", self._house.time_text(closes))
        opens = hours.opens_at(ServiceId(row), now)
        return self.tr("åbner %1").replace("%1", self._house.when_text(opens)) if opens else self.tr("lukket")

    # ---- inside

    def when(self, moment: datetime) -> str:
        """Return a moment in words, as seen from now."""
        return self._house.when_text(moment)

    def _in_town(self, name: str) -> str:
        if not name or self._site.town is None:
            return name
        #: %1 a service, %2 the town of the house: "Borgerservice i Næstved".
        return self.tr("%1 i %2").replace("%1", name).replace("%2", self._site.town)

    def _state(self) -> ServiceState | None:
        """Return what the hub told last, unless it is silent by now."""
        known = None if self._service is None else self._states.get(self._service.id)
        return None if self._house.property("silent") else known

    def _open_by_plan(self) -> bool:
        service = self._service
        return service is not None and self._site.hours.open_at(ServiceId(service.id), self._house.now())

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        if topic == SERVICES.name:
            self._states = {state.service: state for state in envelope.data.services}
            self.changed.emit()
