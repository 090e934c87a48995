"""The citizen at the station as the house knows them: number, place in the line, wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from broker.messages import StationVisit
    from screens.house import House

QML_IMPORT_NAME = "Branch"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Guest(QObject):
    """One visit as QML shows it; empty while nobody is there."""

    changed = Signal()

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self.visit: StationVisit | None = None
        house.language_changed.connect(self.changed)

    def show(self, visit: StationVisit | None) -> None:
        """Show this visit, or nobody."""
        self.visit = visit
        self.changed.emit()

    @Property(str, notify=changed)
    def number(self) -> str:
        """Label as on the wire, "S002"."""
        return "" if self.visit is None else self.visit.number

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether the citizen has said so."""
        return self.visit is not None and self.visit.ready

    @Property(int, notify=changed)
    def ahead(self) -> int:
        """How many will be served before; 0 is next."""
        return 0 if self.visit is None else self.visit.ahead

    @Property(str, notify=changed)
    def wait_kind(self) -> str:
        """Kind of the estimate: now, range, unknown or closed."""
        return "unknown" if self.visit is None else self.visit.wait.kind

    @Property(int, notify=changed)
    def wait_low(self) -> int:
        """Fewest minutes."""
        return 0 if self.visit is None else self.visit.wait.low

    @Property(int, notify=changed)
    def wait_high(self) -> int:
        """Most minutes."""
        return 0 if self.visit is None else self.visit.wait.high

    @Property(bool, notify=changed)
    def passes_closing(self) -> bool:
        """Whether the slow end of the wait is after closing."""
        return self.visit is not None and self.visit.wait.passes_closing

    @Property(str, notify=changed)
    def booked(self) -> str:
        """Booked time, e.g. "13.15"; nothing for a visit without one."""
        start = None if self.visit is None else self.visit.booked_for
        return "" if start is None else self._house.time_text(start)

    @Property(str, notify=changed)
    def place(self) -> str:
        """Desk that has called, as citizens know it."""
        return "" if self.visit is None else self.visit.place
