"""One citizen at the kiosk, from the first touch to the return to start.

A wish has one request id from the touch that made it until the house has answered: asking again, tapping twenty
times, or trying again after silence is the same wish and leads to the same ticket (Q-02).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.messages import AskForHelp, ComeBack, Payload, Reply, Slip, Take, Taken
from kiosk.patience import Limits, Patience
from kiosk.ticket import Paper, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.site import Site
    from screens.bridge import Bridge
    from screens.house import House
    from screens.services import ServiceList

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

NO_ANSWER = "no_answer"
WRONG_CODE = "wrong_code"
NOT_READ = "not_read"
SLOW_MS = 1500
"""After this the citizen is told that the house takes its time."""
ANSWER_SECONDS = 15.0
HELP_SECONDS = 10.0


class Page(StrEnum):
    """What the screen shows."""

    HOME = "home"
    APPOINTMENT = "appointment"
    ASKING = "asking"
    TICKET = "ticket"
    SORRY = "sorry"
    HELP = "help"


class Help(StrEnum):
    """What became of a call for a person."""

    NONE = ""
    ASKING = "asking"
    TOLD = "told"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wish:
    """One request to the house and the id that it keeps."""

    id: str
    action: str
    payload: Payload

    @property
    def service(self) -> str:
        """Return the service asked for, if the wish is about one."""
        return self.payload.service if isinstance(self.payload, Take) else ""


def _new_id() -> str:
    return uuid.uuid4().hex


@QmlElement
class Session(QObject):
    """The kiosk's screen as a state machine; QML draws it and calls its slots."""

    changed = Signal()
    comfort_changed = Signal()
    issued = Signal(object)
    """The Slip of a ticket that wants paper."""
    again = Signal(str)
    """Number of the ticket whose paper shall come once more."""
    warned = Signal()
    """The countdown before the return to start has begun."""

    def __init__(
        self, *, site: Site, house: House, bridge: Bridge, services: ServiceList,
        limits: Limits | None = None, new_id: Callable[[], str] = _new_id, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._house, self._bridge, self._services = site, house, bridge, services
        self._new_id = new_id
        self._page = Page.HOME
        self._wish: Wish | None = None
        self._unanswered: Wish | None = None
        self._reason = ""
        self._service = ""
        self._help = Help.NONE
        self._help_request = ""
        self._back = Page.HOME
        self._large = self._contrast = self._low = False
        self._ticket = Ticket(site, house, self)
        self._patience = Patience(limits, self)
        self._patience.warned.connect(self.warned)
        self._patience.ended.connect(self.restart)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._tell_slow)
        bridge.replied.connect(self._hear)
        house.language_changed.connect(self._language_changed)

    # ---- what QML reads

    @Property(str, notify=changed)
    def page(self) -> str:
        """Page to show."""
        return self._page.value

    @Property(str, notify=changed)
    def busy(self) -> str:
        """Service whose ticket is being asked for, "code" for a scanned one, or nothing."""
        return "" if self._wish is None else self._wish.service or "code"

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why the wish was not met: a reason of the house, or no_answer."""
        return self._reason

    @Property(str, notify=changed)
    def service(self) -> str:
        """Name of the service that the page is about, in the language shown."""
        settings = self._site.services.get(self._service)
        return "" if settings is None else self._house.words(settings.name)

    @Property(str, notify=changed)
    def opens(self) -> str:
        """Next opening of that service in words, or nothing when it is not known."""
        state = self._services.state(self._service)
        return "" if state is None or state.opens_at is None else self._house.when_text(state.opens_at)

    @Property(str, notify=changed)
    def help(self) -> str:
        """State of the call for help: asking, told or failed."""
        return self._help.value

    @Property(Ticket, notify=changed)
    def ticket(self) -> Ticket:
        """Ticket of this citizen."""
        return self._ticket

    @Property(Patience, notify=changed)
    def patience(self) -> Patience:
        """Time-out of the page."""
        return self._patience

    @Property(bool, notify=comfort_changed)
    def large(self) -> bool:
        """Whether text is 1.4 times as large."""
        return self._large

    @Property(bool, notify=comfort_changed)
    def contrast(self) -> bool:
        """Whether colours are black, white and yellow."""
        return self._contrast

    @Property(bool, notify=comfort_changed)
    def low(self) -> bool:
        """Whether everything to touch is 900 to 1100 mm above the floor."""
        return self._low

    # ---- what a citizen does

    @Slot(str)
    def take(self, service: str) -> None:
        """Ask for a ticket; while one is being asked for, more touches change nothing."""
        if self._wish is not None:
            return
        before = self._unanswered
        if before is not None and before.service == service:
            self._ask(before)
        else:
            self._ask(Wish(self._new_id(), "take", Take(service=service, language=self._house.shown)))

    @Slot(str)
    def come_back(self, code: str) -> None:
        """Put the ticket with this code back into the line, or show its place there."""
        if self._wish is None:
            self._ask(Wish(self._new_id(), "come-back", ComeBack(code=code)))

    @Slot()
    def refuse_code(self) -> None:
        """Say that what was scanned is no ticket of today."""
        if self._wish is None:
            self._apologise(WRONG_CODE, "")

    @Slot()
    def refuse_card(self) -> None:
        """Say that what was scanned is not read here, and what to scan instead."""
        if self._wish is None:
            self._apologise(NOT_READ, "")

    @Slot()
    def try_again(self) -> None:
        """Ask once more for what was not answered; it is still the same wish."""
        if self._wish is None and self._unanswered is not None:
            self._ask(self._unanswered)

    @Slot()
    def open_appointment(self) -> None:
        """Show what to do with an appointment."""
        self._turn_to(Page.APPOINTMENT)

    @Slot()
    def call_help(self) -> None:
        """Ask for a person, and say what came of it; the page before is kept."""
        if self._page is Page.HELP:
            return
        self._back = Page.HOME if self._page is Page.ASKING else self._page
        self._help = Help.ASKING
        self._help_request = self._bridge.ask("help", AskForHelp(page=self._page.value), timeout=HELP_SECONDS)
        self._turn_to(Page.HELP)

    @Slot()
    def back(self) -> None:
        """Return to the page before, or to start."""
        self._turn_to(self._back if self._page is Page.HELP else Page.HOME)

    @Slot()
    def restart(self) -> None:
        """End this citizen's visit: the start page, the house's language and looks, nothing remembered (A-12)."""
        self._wish = self._unanswered = None
        self._help_request = ""
        self._ticket.clear()
        self._large = self._contrast = self._low = False
        self.comfort_changed.emit()
        self._house.speak(self._site.language)
        self._turn_to(Page.HOME)

    @Slot(str)
    def toggle(self, comfort: str) -> None:
        """Switch large, contrast or low on or off."""
        match comfort:
            case "large":
                self._large, self._low = not self._large, False  # large text has no room in the low band
            case "low":
                self._low, self._large = not self._low, False
            case "contrast":
                self._contrast = not self._contrast
        self.comfort_changed.emit()
        self._wait_for_citizen()

    @Slot()
    def print_again(self) -> None:
        """Ask for a copy of the ticket whose paper did not come; touching twice asks once."""
        number = self._ticket.begin_again()
        if number:
            self._wait_for_citizen()
            self.again.emit(number)

    @Slot(bool)
    def note_printer(self, ready: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Note whether the printer could print now."""
        self._ticket.note_printer(ready=ready)

    def settle(self, number: str, paper: str, printer: str) -> None:
        """Show what became of a ticket's paper, if it is the one on the screen."""
        if self._ticket.settle(number, Paper(paper), printer):
            self._wait_for_citizen()

    # ---- what the house answers

    def _ask(self, wish: Wish) -> None:
        self._wish = wish
        self._unanswered = None
        self._slow.start()
        self._bridge.ask(wish.action, wish.payload, request_id=wish.id, timeout=ANSWER_SECONDS)
        self._patience.stay()
        self.changed.emit()

    @Slot(str, object)
    def _hear(self, request: str, reply: Reply | None) -> None:
        if request == self._help_request:
            done = reply is not None and reply.outcome == "done"
            self._help = Help.TOLD if done else Help.FAILED
            self.changed.emit()
        elif self._wish is not None and request == self._wish.id:
            self._answered(self._wish, reply)

    def _answered(self, wish: Wish, reply: Reply | None) -> None:
        self._wish = None
        self._slow.stop()
        if reply is None:
            self._unanswered = wish
            self._apologise(NO_ANSWER, wish.service)
        elif reply.outcome == "refused":
            self._apologise(reply.refusal.reason if reply.refusal else "", wish.service)
        else:
            self._hand_over(Taken.model_validate(reply.result).slip, fresh=wish.action == "take")

    def _hand_over(self, slip: Slip, *, fresh: bool) -> None:
        """Show the ticket first, and then let it be printed."""
        self._ticket.show(slip, Paper.PRINTING if fresh else Paper.KEPT)
        self._turn_to(Page.TICKET)
        if fresh:
            self.issued.emit(slip)

    def _apologise(self, reason: str, service: str) -> None:
        self._reason, self._service = reason, service
        self._turn_to(Page.SORRY)

    @Slot()
    def _tell_slow(self) -> None:
        self._turn_to(Page.ASKING)

    # ---- pages and patience

    def _turn_to(self, page: Page) -> None:
        self._page = page
        if page is not Page.HELP:
            self._back = Page.HOME
        self._wait_for_citizen()
        self.changed.emit()

    def _wait_for_citizen(self) -> None:
        """Begin the time-out that the page deserves; the start page as it always is needs none."""
        limits = self._patience.limits
        if self._page is Page.TICKET:
            self._patience.begin(limits.no_paper if self._ticket.paper_on_screen_only else limits.ticket)
        elif self._page is Page.ASKING or (self._page is Page.HOME and not self._is_changed()):
            self._patience.stop()
        else:
            self._patience.begin(limits.choice)

    def _is_changed(self) -> bool:
        looks = self._large or self._contrast or self._low
        return looks or self._house.shown != self._site.language or self._unanswered is not None

    @Slot()
    def _language_changed(self) -> None:
        self._wait_for_citizen()
        self.changed.emit()
