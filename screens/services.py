"""The services of the house as a list for QML: what citizens want to know before they choose."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtQml import QmlElement

from broker.messages import Envelope, ServiceState, Wait
from broker.topics import SERVICES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from config.site import ServiceSettings, Site
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What QML may ask of a service; the names are the roles' names in camel case."""

    SERVICE = Qt.ItemDataRole.UserRole + 1
    LETTER = SERVICE + 1
    NAME = SERVICE + 2
    ABOUT = SERVICE + 3
    PLACE = SERVICE + 4
    ENTRY = SERVICE + 5
    """walk-in, appointment, either or station."""
    KNOWN = SERVICE + 6
    """False until the hub has told of it."""
    OPEN = SERVICE + 7
    TAKES_TICKETS = SERVICE + 8
    WAITING = SERVICE + 9
    AHEAD = SERVICE + 10
    WAIT_KIND = SERVICE + 11
    WAIT_LOW = SERVICE + 12
    WAIT_HIGH = SERVICE + 13
    PASSES_CLOSING = SERVICE + 14
    OPENS = SERVICE + 15
    """Next opening in words, e.g. "i morgen kl. 10.00"; empty while open."""
    CLOSES = SERVICE + 16
    """Time of closing, e.g. "18.00"."""
    NEXT_FREE = SERVICE + 17
    """Next time that can be booked in words, e.g. "i dag 13.15"; empty where there is none."""
    HERE_AND_NOW = SERVICE + 18
    """Minutes that a visit without a booking may last, where that is a question; else 0 (B-07)."""
    CUT_SHORT = SERVICE + 19
    """Whether those are fewer than the longest visit that the house gives."""


_ROLES: dict[int, Role] = {int(role): role for role in Role}


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


@QmlElement
class ServiceList(QAbstractListModel):
    """Services in the order of the configuration, kept up to date from the topic `services`."""

    def __init__(
        self, site: Site, house: House, bridge: Bridge, *,
        only: Callable[[ServiceSettings], bool] = lambda _: True, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._longest = _longest_visits(site)
        self._settings: Sequence[ServiceSettings] = [s for s in site.services.values() if only(s)]
        self._states: dict[str, ServiceState] = {}
        self._rows = [self._row(s) for s in self._settings]
        bridge.received.connect(self._hear)
        house.language_changed.connect(self._redraw)
        house.minute_changed.connect(self._redraw)

    def state(self, service: str) -> ServiceState | None:
        """Return what the hub last told of a service, or None."""
        return self._states.get(service)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of services."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Role.NAME) -> Any:  # noqa: ANN401 - as many types as roles
        """Return one fact of one service."""
        return self._rows[index.row()].get(_ROLES.get(role, Role.NAME)) if index.isValid() else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """Return the roles' names in QML."""
        return {int(role): QByteArray(_camel(role.name).encode()) for role in Role}

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        if topic == SERVICES.name:
            self._states = {state.service: state for state in envelope.data.services}
            self._redraw()

    @Slot()
    def _redraw(self) -> None:
        """Take over what changed; a heartbeat that says the same moves nothing on the screen."""
        for number, settings in enumerate(self._settings):
            row = self._row(settings)
            if row != self._rows[number]:
                self._rows[number] = row
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def _row(self, settings: ServiceSettings) -> dict[Role, str | int | bool]:
        words = self._house.words
        state = self._states.get(settings.id)
        return {
            Role.SERVICE: settings.id, Role.LETTER: settings.letter, Role.ENTRY: str(settings.entry),
            Role.NAME: words(settings.name), Role.ABOUT: words(settings.about),
            Role.PLACE: words(settings.place), Role.KNOWN: state is not None,
            **(self._live(state) if state else _UNHEARD),
        }

    def _live(self, state: ServiceState) -> dict[Role, str | int | bool]:
        when = self._house.when_text
        minutes = state.here_and_now_minutes or 0
        return {
            Role.OPEN: state.open, Role.TAKES_TICKETS: state.takes_tickets, Role.WAITING: state.waiting,
            Role.AHEAD: state.ahead, **_wait(state.wait),
            Role.OPENS: when(state.opens_at) if state.opens_at else "",
            Role.CLOSES: self._house.time_text(state.closes_at) if state.closes_at else "",
            Role.NEXT_FREE: self._house.day_text(state.next_free) if state.next_free else "",
            Role.HERE_AND_NOW: minutes, Role.CUT_SHORT: minutes < self._longest.get(state.service, 0),
        }


def _longest_visits(site: Site) -> dict[str, int]:
    """Return the minutes of the longest task of each service that has any."""
    longest: dict[str, int] = {}
    for task in site.tasks.values():
        minutes = int(task.length.total_seconds() // 60)
        longest[task.service] = max(minutes, longest.get(task.service, 0))
    return longest


def _wait(wait: Wait) -> dict[Role, str | int | bool]:
    return {
        Role.WAIT_KIND: wait.kind, Role.WAIT_LOW: wait.low, Role.WAIT_HIGH: wait.high,
        Role.PASSES_CLOSING: wait.passes_closing,
    }


_UNHEARD: dict[Role, str | int | bool] = {
    Role.OPEN: False, Role.TAKES_TICKETS: False, Role.WAITING: 0, Role.AHEAD: 0,
    **_wait(Wait(kind="unknown")), Role.OPENS: "", Role.CLOSES: "",
    Role.NEXT_FREE: "", Role.HERE_AND_NOW: 0, Role.CUT_SHORT: False,
}
