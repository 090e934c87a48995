"""The ticket on the screen: number, place in the line, wait, and what becomes of its paper."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from broker.messages import CheckedIn, Slip, Summonses, SummonsView
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


class Coming(StrEnum):
    """How a citizen with a booked time came."""

    NONE = ""
    EARLY = "early"
    ON_TIME = "on-time"
    LATE = "late"
    """And keeps the time."""
    TOO_LATE = "too-late"
    """And waits like those without one."""


EARLY_MINUTES = 5
"""Who comes earlier than this is told that the wait is until the booked time."""


def coming(arrived: CheckedIn) -> Coming:
    """Return how a citizen came, from what the house says of it."""
    if not arrived.keeps_time:
        return Coming.TOO_LATE
    if arrived.minutes_early < 0:
        return Coming.LATE
    return Coming.EARLY if arrived.minutes_early >= EARLY_MINUTES else Coming.ON_TIME


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
        self._arrived: CheckedIn | None = None
        self._summonses: tuple[SummonsView, ...] = ()
        house.language_changed.connect(self.changed)

    @property
    def paper_on_screen_only(self) -> bool:
        """Whether the citizen has to remember the number."""
        return self._paper in (Paper.FAILED, Paper.UNKNOWN)

    @property
    def service_id(self) -> str:
        """Id of the service."""
        return "" if self._slip is None else self._slip.service

    @property
    def code(self) -> str:
        """Code of the booking that was checked in just now; nothing for other tickets."""
        return "" if self._arrived is None else self._arrived.booking.code

    def note_summonses(self, all_of_them: Summonses) -> None:
        """Note for whom somebody is called."""
        self._summonses = all_of_them.summonses
        self.changed.emit()

    def show(self, slip: Slip, paper: Paper, arrived: CheckedIn | None = None) -> None:
        """Show this ticket, and how its citizen came, if it was to a booked time."""
        self._arrived = arrived
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
        self._slip = self._arrived = None
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

    @Property(str, notify=changed)
    def booked(self) -> str:
        """Booked time, e.g. "13.15"; nothing for tickets without one."""
        start = self._slip.booked_for if self._slip else None
        return "" if start is None else self._house.time_text(start)

    @Property(str, notify=changed)
    def coming(self) -> str:
        """How the citizen came: early, on-time, late or too-late; nothing without a check-in."""
        return Coming.NONE.value if self._arrived is None else coming(self._arrived).value

    @Property(str, notify=changed)
    def bring(self) -> str:
        """Things to have along for the booked task, in the language shown."""
        task = self._site.tasks.get(self._arrived.booking.task) if self._arrived else None
        return "" if task is None or task.bring is None else self._house.words(task.bring)

    @Property(str, notify=changed)
    def summons(self) -> str:
        """State of the person who is called for this ticket: asked, coming, escalated, unanswered or nothing."""
        found = self._summons()
        return "" if found is None else found.state

    @Property(int, notify=changed)
    def summons_minutes(self) -> int:
        """Minutes until that person is here, once known."""
        found = self._summons()
        return 0 if found is None else found.minutes or 0

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

    def _summons(self) -> SummonsView | None:
        number = "" if self._slip is None else self._slip.number
        return next((s for s in self._summonses if s.number == number), None)

    def _words(self, what: str) -> str:
        settings = self._site.services.get(self._slip.service) if self._slip else None
        return "" if settings is None else self._house.words(getattr(settings, what))
