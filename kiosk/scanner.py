"""The kiosk's scanner: of all that is scanned, the rest of the kiosk hears classes and clean codes (S-07)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from config.errors import SecretError
from kiosk.scanners.classify import Classifier, Kind, Scan
from kiosk.scanners.reader import Plug
from kiosk.scanners.source import reader_of
from kiosk.scanners.window_keys import WindowKeys

if TYPE_CHECKING:
    from datetime import date

    from config.connection import Connection
    from kiosk.scanners.reader import Reader
    from queueing.clock import Clock

log = logging.getLogger(__name__)
KEYBOARD = "keyboard:"


class Scanner(QObject):
    """Tells what was scanned, wherever the scanner is plugged in."""

    scanned = Signal(str)
    """The code of a ticket, in its form; whether it is one of today, the house says."""
    booking_scanned = Signal(str)
    """The code of a booking, in its form."""
    card_scanned = Signal(str, str)
    """Where the site reads health cards: the keyed hash of a card's number, and day and month of birth as DDMM."""
    card_refused = Signal()
    """A health card was scanned where cards are not read."""
    strange = Signal()
    """Something else was scanned; its text is kept nowhere."""
    plugged = Signal(bool, str)
    """Whether the scanner is there, and where, or why not."""

    _news = Signal(object)

    def __init__(
        self, url: str = KEYBOARD, *, classifier: Classifier, clock: Clock, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader: Reader | None = reader_of(url, classifier, clock)
        self._keys = None if self._reader else WindowKeys(classifier, self._take, self)
        self._news.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def always_there(self) -> bool:
        """Whether it needs no plug: it types into the window."""
        return self._keys is not None

    def start(self) -> None:
        """Begin to read; a scanner that is not plugged in is waited for."""
        if self._reader is not None:
            self._reader.start(self._news.emit)
        elif self._keys is not None:
            for window in QGuiApplication.topLevelWindows():
                window.installEventFilter(self._keys)

    def stop(self) -> None:
        """Let go of the scanner."""
        if self._reader is not None:
            self._reader.stop()

    @Slot(object)
    def _take(self, news: Scan | Plug) -> None:
        match news:
            case Plug(present=present, detail=detail):
                self.plugged.emit(present, detail)
            case Scan(kind=Kind.TICKET, code=code):
                self.scanned.emit(code)
            case Scan(kind=Kind.BOOKING, code=code):
                self.booking_scanned.emit(code)
            case Scan(kind=Kind.HEALTH_CARD, code=""):
                self.card_refused.emit()
            case Scan(kind=Kind.HEALTH_CARD, code=code, born=born):
                self.card_scanned.emit(code, born)
            case _:
                self.strange.emit()


def scanner_of(connection: Connection, clock: Clock, parent: QObject) -> Scanner:
    """Return the scanner that the site names for this kiosk; it reads health cards only where the site says so."""
    url = next((k.scanner for k in connection.site.kiosks if k.id == connection.device), KEYBOARD)
    zone = ZoneInfo(connection.site.time_zone)

    def today() -> date:
        return clock.now().astimezone(zone).date()

    return Scanner(
        url, classifier=Classifier(card_key=_card_key(connection), today=today), clock=clock, parent=parent,
    )


def _card_key(connection: Connection) -> bytes | None:
    """Return the key of health cards, None where they are not read."""
    if not connection.site.scanner.health_card:
        return None
    try:
        return connection.health_card_key
    except SecretError as error:
        log.error("%s reads no health cards: %s", connection.device, error)  # noqa: TRY400 - for technicians
        return None
