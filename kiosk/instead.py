"""What a citizen may have instead of what they asked for: a later hour, or a time of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from broker.messages import ServiceState
    from config.site import Site
    from screens.apology import Apology
    from screens.house import House
    from screens.services import ServiceList

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

BOOK_INSTEAD = frozenset({
    "closed", "closing_soon", "needs_booking", "not_now", "cancelled", "hold_lapsed", "released",
})
"""Refusals after which a time may be booked."""


@QmlElement
class Instead(QObject):
    """The way on after an apology, as QML reads it; and for which services a time comes before any ticket."""

    changed = Signal()

    def __init__(
        self, site: Site, house: House, services: ServiceList, apology: Apology, *, books: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._house, self._services, self._apology = site, house, services, apology
        self._books = books
        apology.changed.connect(self.changed)

    @Property(str, notify=changed)
    def opens(self) -> str:
        """Next opening of the service in words, or nothing when it is not known."""
        state = self._state()
        return "" if state is None or state.opens_at is None else self._house.when_text(state.opens_at)

    @Property(str, notify=changed)
    def next_free(self) -> str:
        """Next time of the service that can be booked, in words, or nothing when there is none."""
        state = self._state()
        return "" if state is None or state.next_free is None else self._house.day_text(state.next_free)

    @Property(bool, notify=changed)
    def books(self) -> bool:
        """Whether times may be booked here."""
        return self._books

    @Property(bool, notify=changed)
    def may_book(self) -> bool:
        """Whether a time may be booked instead of what was refused."""
        return self._books and self._apology.excuse.reason in BOOK_INSTEAD and bool(self._site.tasks)

    def of_ticket(self, service: str) -> bool:
        """Whether a time is to be booked instead of a ticket taken, because no ticket is to be had now."""
        state = self._services.state(service)
        if not self._books or state is None or state.next_free is None:
            return False
        by_appointment = self._site.services[service].entry == "appointment"
        return by_appointment or (state.open and not state.takes_tickets)

    def _state(self) -> ServiceState | None:
        return self._services.state(self._apology.excuse.service)
