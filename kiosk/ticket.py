"""The ticket on the screen: number, place in the line, wait, and what becomes of its paper."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from broker.messages import Slip
    from config.site import Site
    from screens.house import House

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


class Paper(StrEnum):
    """What the citizen is told of the paper."""

    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It may have come out; nobody knows."""
    KEPT = "kept"
    """The citizen has it in hand already."""


@QmlElement
class Ticket(QObject):
    """One ticket as QML shows it; empty until `show` is called."""

    changed = Signal()

    def __init__(self, site: Site, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._house = house
        self._slip: Slip | None = None
        self._paper = Paper.PRINTING
        self._printer = ""
        self._printer_ready = False
        self._asked_again = False
        house.language_changed.connect(self.changed)

    @property
    def paper_on_screen_only(self) -> bool:
        """Whether the citizen has to remember the number."""
        return self._paper in (Paper.FAILED, Paper.UNKNOWN)

    def show(self, slip: Slip, paper: Paper) -> None:
        """Show this ticket."""
        self._slip, self._paper, self._printer, self._asked_again = slip, paper, "", False
        self.changed.emit()

    def settle(self, number: str, paper: Paper, printer: str) -> bool:
        """Take over what became of the paper; False when another ticket is shown by now."""
        if self._slip is None or self._slip.number != number or self._paper is Paper.KEPT:
            return False
        self._paper, self._printer, self._asked_again = paper, printer, False
        self.changed.emit()
        return True

    def begin_again(self) -> str:
        """Return the number whose paper is now asked for once more; nothing where that may not be."""
        if self._slip is None or not (self.paper_on_screen_only and self._printer_ready):
            return ""
        self._paper, self._asked_again = Paper.PRINTING, True
        self.changed.emit()
        return self._slip.number

    def note_printer(self, *, ready: bool) -> None:
        """Note whether the printer could print now."""
        self._printer_ready = ready
        self.changed.emit()

    def clear(self) -> None:
        """Forget the ticket."""
        self._slip = None
        self.changed.emit()

    @Property(str, notify=changed)
    def number(self) -> str:
        """Label as on the wire, "K012"."""
        return "" if self._slip is None else self._slip.number

    @Property(str, notify=changed)
    def service(self) -> str:
        """Name of the service in the language shown."""
        return self._words("name")

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where the service is, in the language shown."""
        return self._words("place")

    @Property(int, notify=changed)
    def ahead(self) -> int:
        """How many will be served before."""
        return 0 if self._slip is None else self._slip.ahead

    @Property(str, notify=changed)
    def wait_kind(self) -> str:
        """Kind of the estimate: now, range, unknown or closed."""
        return "unknown" if self._slip is None else self._slip.wait.kind

    @Property(int, notify=changed)
    def wait_low(self) -> int:
        """Fewest minutes."""
        return 0 if self._slip is None else self._slip.wait.low

    @Property(int, notify=changed)
    def wait_high(self) -> int:
        """Most minutes."""
        return 0 if self._slip is None else self._slip.wait.high

    @Property(bool, notify=changed)
    def passes_closing(self) -> bool:
        """Whether the slow end of the wait is after closing."""
        return self._slip is not None and self._slip.wait.passes_closing

    @Property(str, notify=changed)
    def paper(self) -> str:
        """State of the paper: printing, printed, failed, unknown or kept."""
        return self._paper.value

    @Property(str, notify=changed)
    def printer(self) -> str:
        """State of the printer when the paper failed, e.g. "paper_out"."""
        return self._printer

    @Property(bool, notify=changed)
    def again(self) -> bool:
        """Whether to offer the paper once more: it did not come, and the printer is ready.

        What was offered stays until it has come, so that a second touch does not meet another button.
        """
        return self._asked_again or (self.paper_on_screen_only and self._printer_ready)

    def _words(self, what: str) -> str:
        settings = self._site.services.get(self._slip.service) if self._slip else None
        return "" if settings is None else self._house.words(getattr(settings, what))
