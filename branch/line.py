"""The line between a station and the house, in the few words that a citizen needs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.topics import SERVICES

if TYPE_CHECKING:
    from typing import Any

    from broker.messages import Envelope
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Branch"
QML_IMPORT_MAJOR_VERSION = 1


class State(StrEnum):
    """How the line is."""

    STARTING = "starting"
    """Nobody has been heard yet, and it is too early to worry."""
    UP = "up"
    DOWN = "down"
    TAKEN_OVER = "taken-over"
    """Another machine is here with this station's name."""


@QmlElement
class Line(QObject):
    """Up while the broker is reached and the hub is heard; a citizen reads of its loss within 10 s."""

    changed = Signal()

    def __init__(self, house: House, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house, self._bridge = house, bridge
        self._heard = False
        self._taken_over = False
        bridge.received.connect(self._hear)
        bridge.connected_changed.connect(self._see)
        bridge.trouble_changed.connect(self.note_trouble)
        house.silent_changed.connect(self._look)
        self._state = State.STARTING

    @Property(str, notify=changed)
    def state(self) -> str:
        """State of the line: starting, up, down or taken-over."""
        return self._state.value

    @property
    def up(self) -> bool:
        """Whether what the screen shows is so."""
        return self._state is State.UP

    @property
    def now(self) -> State:
        """State of the line, for Python."""
        return self._state

    @Slot(str)
    def note_trouble(self, trouble: str) -> None:
        """Note what the link says is wrong; nothing when all is well."""
        self._taken_over = trouble == "taken_over"
        self._look()

    @Slot(str, object)
    def _hear(self, topic: str, _envelope: Envelope[Any]) -> None:
        if topic == SERVICES.name and not self._heard:
            self._heard = True
            self._look()

    @Slot(bool)
    def _see(self, connected: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not connected:
            self._heard = False  # what comes next is the first word after the loss
        self._look(lost=not connected)

    @Slot()
    def _look(self, *, lost: bool = False) -> None:
        state = self._judged(lost=lost)
        if state is not self._state:
            self._state = state
            self.changed.emit()

    def _judged(self, *, lost: bool) -> State:
        if self._taken_over:
            return State.TAKEN_OVER
        if self._house.property("silent") or lost:
            return State.DOWN
        if self._heard:
            return State.UP
        return State.DOWN if self._state is State.DOWN else State.STARTING
