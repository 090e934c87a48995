"""What the citizen of the next double time wants to talk about: shown shortly before it, kept nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.messages import BookingsFound, FindBookings

if TYPE_CHECKING:
    from broker.messages import BookingFound, Reply
    from config.site import Site
    from queueing.clock import Clock
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 60_000
BEFORE, AFTER = timedelta(minutes=15), timedelta(minutes=30)
"""How long before the time the topic is shown, and how long from then on."""
EXPECTED = ("booked", "arrived")


@QmlElement
class TopicCard(QObject):
    """The topic of the booking that this desk meets next; empty where no task of the desk asks for one."""

    changed = Signal()

    def __init__(
        self, *, site: Site, desk: str, house: House, bridge: Bridge, clock: Clock, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._house, self._bridge, self._clock = house, bridge, clock
        services = site.desks[desk].services
        self._tasks = frozenset(t.id for t in site.tasks.values() if t.topic and t.service in services)
        self._request = ""
        self._found: BookingFound | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        if self._tasks:
            bridge.replied.connect(self._answered)
            bridge.connected_changed.connect(self.look)
            self._timer.start()

    @Property(str, notify=changed)
    def words(self) -> str:
        """Subject that the citizen gave; empty for none."""
        return "" if self._found is None else self._found.person.topic

    @Property(str, notify=changed)
    def time(self) -> str:
        """When, e.g. "10.30"."""
        return "" if self._found is None else self._house.time_text(self._found.booking.start)

    @Property(str, notify=changed)
    def number(self) -> str:
        """Ticket of the citizen, once here."""
        return "" if self._found is None else self._found.booking.number or ""

    @Slot()
    def look(self) -> None:
        """Ask for today's bookings: topics are in no retained state, so that they leave no trace (S-03)."""
        if self._bridge.connected:
            self._request = self._bridge.ask("find-bookings", FindBookings(day=self._house.now().date()))

    @Slot(str, object)
    def _answered(self, request: str, reply: Reply | None) -> None:
        if request != self._request or reply is None or reply.outcome != "done":
            return
        now = self._clock.now()
        near = [
            found for found in BookingsFound.model_validate(reply.result).bookings
            if found.booking.task in self._tasks and found.person.topic and found.booking.state in EXPECTED
            and now - AFTER <= found.booking.start <= now + BEFORE
        ]
        self._found = max(near, key=lambda found: found.booking.start, default=None)
        self.changed.emit()
