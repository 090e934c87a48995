"""The citizen at the desk as QML shows them: who, for how long, seen in the hall, and what may still be done."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from broker.messages import Visit
from desk.far_end import FarEnd

if TYPE_CHECKING:
    from config.site import Site
    from queueing.clock import Clock
    from screens.house import House

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1
UNCONFIRMED_AFTER = timedelta(seconds=3)
"""A call that no display has acknowledged by then is told as not confirmed (D-06)."""


@QmlElement
class Guest(QObject):
    """The visit at the desk; its seconds follow the house's clock, without asking anybody."""

    changed = Signal()
    ticked = Signal()

    def __init__(self, site: Site, house: House, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site, self._house, self._clock = site, house, clock
        self._visit: Visit | None = None
        self._far = FarEnd(site, self)
        house.language_changed.connect(self.changed)

    def show(self, visit: Visit | None) -> None:
        """Show this visit, or that nobody is at the desk."""
        if visit != self._visit:
            self._visit = visit
            self._far.show(None if visit is None else visit.remote)
            self.changed.emit()
            self.ticked.emit()

    def tick(self) -> None:
        """Let the seconds go on."""
        if self._visit is not None:
            self.ticked.emit()

    def until_next_second(self) -> float:
        """Return the seconds until what is shown changes."""
        gone = (self._clock.now() - self._started()).total_seconds()
        return 1.0 - gone % 1.0

    @property
    def far_end(self) -> FarEnd:
        """Where the citizen sits, for Python; QML reads `far`."""
        return self._far

    @property
    def number_now(self) -> str:
        """Number at the desk, for Python; QML reads `number`."""
        return "" if self._visit is None else self._visit.number

    # ---- who

    @Property(bool, notify=changed)
    def present(self) -> bool:
        """Whether a citizen is called to, or at, the desk."""
        return self._visit is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        """Ticket number as the wire has it."""
        return "" if self._visit is None else self._visit.number

    @Property(str, notify=changed)
    def service(self) -> str:
        """Name of the service."""
        if self._visit is None:
            return ""
        settings = self._site.services.get(self._visit.service)
        return self._visit.service if settings is None else self._house.words(settings.name)

    @Property(str, notify=changed)
    def language(self) -> str:
        """Code of the citizen's language."""
        return "" if self._visit is None else self._visit.language

    @Property(int, notify=changed)
    def waited(self) -> int:
        """Whole minutes waited before the first call."""
        return 0 if self._visit is None else self._visit.waited_seconds // 60

    @Property(int, notify=changed)
    def calls(self) -> int:
        """How often this number was called."""
        return 0 if self._visit is None else self._visit.calls

    @Property(FarEnd, notify=changed)
    def far(self) -> FarEnd:
        """Station where the citizen sits, if they are served over a screen."""
        return self._far

    # ---- how long

    @Property(int, notify=ticked)
    def elapsed(self) -> int:
        """Seconds since the last call: a citizen who is called again has not come before."""
        gone = self._clock.now() - self._started()
        return max(0, int(gone.total_seconds()))

    @Property(int, notify=changed)
    def limit(self) -> int:
        """Seconds that the visit should take at most; 0 for services without a limit."""
        return 0 if self._visit is None else self._visit.limit_seconds or 0

    # ---- what may still be done

    @Property(str, notify=ticked)
    def sight(self) -> str:
        """Whether the hall has shown the call: shown, pending or unconfirmed (D-06)."""
        if self._visit is None:
            return ""
        if self._visit.shown_by:
            return "shown"
        late = self._clock.now() - self._visit.last_call_at >= UNCONFIRMED_AFTER
        return "unconfirmed" if late else "pending"

    @Property(int, notify=ticked)
    def undoable(self) -> int:
        """Seconds in which the call can still be taken back; 0 when it cannot."""
        return 0 if self._visit is None else self._left(self._visit.undo_until)

    @Property(int, notify=ticked)
    def resting(self) -> int:
        """Seconds until the number may be called again; 0 when it may, or never."""
        return 0 if self._visit is None else self._left(self._visit.recall_from)

    @Property(bool, notify=changed)
    def exhausted(self) -> bool:
        """Whether all calls of this number are used."""
        return self._visit is not None and self._visit.recall_from is None

    # ---- inside

    def _started(self) -> datetime:
        return self._clock.now() if self._visit is None else self._visit.last_call_at

    def _left(self, until: datetime | None) -> int:
        if until is None:
            return 0
        return max(0, ceil((until - self._clock.now()).total_seconds()))
