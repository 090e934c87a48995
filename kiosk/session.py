"""One citizen at the kiosk, from the first touch to the return to start."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.messages import (
    AboutBooking,
    Booked,
    CheckedIn,
    CheckIn,
    ComeBack,
    Payload,
    Refusal,
    Reply,
    Slip,
    Summonses,
    Take,
    Taken,
)
from kiosk.instead import Instead
from kiosk.pages import Page
from kiosk.reservation import Reservation
from kiosk.ticket import Paper, Ticket
from screens.apology import Apology
from screens.comfort import Comfort
from screens.entry import Entry, Step
from screens.excuse import NO_ANSWER, Excuse, excuse_of
from screens.help_call import HelpCall
from screens.patience import Limits, Patience
from screens.wishes import Wish, Wishes, new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.site import Site
    from screens.bridge import Bridge
    from screens.house import House
    from screens.services import ServiceList

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

WRONG_CODE = "wrong_code"
NOT_READ = "not_read"
UNDONE = "undone"
GIVEN_BACK = "given_back"


@QmlElement
class Session(QObject):
    """The kiosk's screen as a state machine; QML draws it and calls its slots."""

    changed = Signal()
    issued = Signal(object)
    """The Slip of a ticket that wants paper."""
    again = Signal(str)
    """Number of the ticket whose paper shall come once more."""
    booked_here = Signal(object)
    """The BookingView of a time that was booked and wants paper."""
    warned = Signal()
    """The countdown before the return to start has begun."""

    def __init__(
        self, *, site: Site, house: House, bridge: Bridge, services: ServiceList, books: bool = False,
        limits: Limits | None = None, new_id: Callable[[], str] = new_id, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._house, self._bridge = site, house, bridge
        self._page = Page.HOME
        self._back = Page.HOME
        self._scanner_there = True
        self._apology = Apology(site, house, self)
        self._instead = Instead(site, house, services, self._apology, books=books, parent=self)
        self._help = HelpCall(bridge, self)
        self._help.changed.connect(self.changed)
        self._ticket = Ticket(site, house, self)
        self._entry = Entry(self)
        self._comfort = Comfort(self)
        self._comfort.changed.connect(self._wait_for_citizen)
        self._reservation = Reservation(site, house, self._ask, self)
        self._reservation.booked.connect(self.booked_here)
        self._patience = Patience(limits, self)
        self._patience.warned.connect(self.warned)
        self._patience.ended.connect(self.restart)
        self._wishes = Wishes(bridge, new_id=new_id, parent=self)
        self._wishes.slow.connect(self._tell_slow)
        self._wishes.answered.connect(self._answered)
        house.language_changed.connect(self._language_changed)

    # ---- what QML reads

    @Property(str, notify=changed)
    def page(self) -> str:
        """Page to show."""
        return self._page.value

    @Property(str, notify=changed)
    def busy(self) -> str:
        """Service whose ticket is being asked for, "code" for anything else, or nothing."""
        wish = self._wishes.open
        return "" if wish is None else wish.service or "code"

    @Property(Apology, notify=changed)
    def apology(self) -> Apology:
        """Why a wish was not met, or that it was taken back."""
        return self._apology

    @Property(Instead, notify=changed)
    def instead(self) -> Instead:
        """Next opening, next free time, and whether to book it here."""
        return self._instead

    @Property(bool, notify=changed)
    def scanner(self) -> bool:
        """Whether a scanner can be spoken of."""
        return self._scanner_there

    @Property(Entry, notify=changed)
    def entry(self) -> Entry:
        """Pad and boxes of the check-in."""
        return self._entry

    @Property(Reservation, notify=changed)
    def reservation(self) -> Reservation:
        """Time that is being booked."""
        return self._reservation

    @Property(str, notify=changed)
    def help(self) -> str:
        """State of the call for help: asking, told or failed."""
        return self._help.state.value

    @Property(Ticket, notify=changed)
    def ticket(self) -> Ticket:
        """Ticket of this citizen."""
        return self._ticket

    @Property(Patience, notify=changed)
    def patience(self) -> Patience:
        """Time-out of the page."""
        return self._patience

    @Property(Comfort, notify=changed)
    def comfort(self) -> Comfort:
        """Large text, strong contrast, and all within low reach."""
        return self._comfort

    # ---- what a citizen does

    @Slot(str)
    def take(self, service: str) -> None:
        """Ask for a ticket, or for a time where nothing else is to be had; more touches change nothing."""
        if self._instead.of_ticket(service):
            self._open_booking(service)
            return
        self._ask("take", Take(service=service, language=self._house.shown))

    @Slot(str)
    def come_back(self, code: str) -> None:
        """Put the ticket with this code back into the line, or show its place there."""
        self._ask("come-back", ComeBack(code=code))

    @Slot(str)
    def check_in(self, code: str) -> None:
        """Tell the house that the citizen with this booking has come."""
        self._ask("check-in", CheckIn(code=code, language=self._chosen_language))

    @Slot()
    def enter(self) -> None:
        """Take what was typed: check in with it, or go on to the next thing to type."""
        if not self._entry.valid:
            return
        match self._entry.step:
            case Step.CODE:
                self.check_in(self._entry.typed)
            case Step.BIRTH:
                self._entry.ask_for_time()
            case Step.TIME:
                at = self._entry.time
                start = self._house.now().replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
                self._ask("check-in", CheckIn(
                    born=self._entry.born, start=start.astimezone(UTC), language=self._chosen_language,
                ))

    @Slot()
    def enter_again(self) -> None:
        """Return to the pad after what was typed was not found."""
        self._entry.begin_again()
        self._turn_to(Page.APPOINTMENT)

    @Slot(str, str)
    def check_in_by_card(self, _hash: str, born: str) -> None:
        """Tell the house that a citizen with this day and month of birth has come."""
        self._ask("check-in", CheckIn(born=born, language=self._chosen_language))

    @Slot()
    def undo_check_in(self) -> None:
        """Take the check-in on the screen back; the booked time stands as before (B-04)."""
        if self._ticket.code:
            self._ask("undo-check-in", AboutBooking(code=self._ticket.code))

    @Slot()
    def refuse_code(self) -> None:
        """Say that what was scanned is no ticket of today."""
        if self._wishes.open is None:
            self._apologise(Excuse(WRONG_CODE))

    @Slot()
    def refuse_card(self) -> None:
        """Say that what was scanned is not read here, and what to scan instead."""
        if self._wishes.open is None:
            self._apologise(Excuse(NOT_READ))

    @Slot()
    def try_again(self) -> None:
        """Ask once more for what was not answered; it is still the same wish."""
        if self._wishes.ask_again():
            self._stay_and_tell()

    @Slot()
    def open_appointment(self) -> None:
        """Ask for the code of an appointment."""
        self._entry.clear()
        self._turn_to(Page.APPOINTMENT)

    @Slot(str, str)
    def settle_booking(self, code: str, paper: str) -> None:
        """Show what became of a confirmation's paper, if it is the one on the screen."""
        self._reservation.settle(code, paper)

    @Slot()
    def book_instead(self) -> None:
        """Begin to book a time of the service that cannot be had now, or of any where that one has none."""
        self._open_booking(self._apology.excuse.service if self._page is Page.SORRY else self._ticket.service_id)

    @Slot()
    def call_help(self) -> None:
        """Ask for a person, and say what came of it; the page before is kept."""
        if self._page is Page.HELP:
            return
        self._back = Page.HOME if self._page is Page.ASKING else self._page
        self._help.call(self._page.value)
        self._turn_to(Page.HELP)

    @Slot()
    def back(self) -> None:
        """Return to the step or the page before, or to start."""
        if self._page is Page.APPOINTMENT and self._entry.go_back():
            return
        if self._page in (Page.CHOOSE, Page.CHOSEN):
            self._let_go()
            if self._reservation.go_back():
                self._turn_to(Page.CHOOSE)
                return
        self._turn_to(self._back if self._page is Page.HELP else Page.HOME)

    @Slot()
    def restart(self) -> None:
        """End this citizen's visit: the start page, the house's language and looks, nothing remembered (A-12)."""
        self._wishes.forget()
        self._entry.clear()
        self._let_go()
        self._reservation.clear()
        self._apology.clear()
        self._ticket.clear()
        self._comfort.clear()
        self._house.speak(self._site.language)
        self._turn_to(Page.HOME)

    @Slot()
    def print_again(self) -> None:
        """Ask for a copy of the ticket whose paper did not come; touching twice asks once."""
        number = self._ticket.begin_again()
        if number:
            self._wait_for_citizen()
            self.again.emit(number)

    def note_summonses(self, summonses: Summonses) -> None:
        """Note for whom somebody is called."""
        self._ticket.note_summonses(summonses)

    @Slot(bool)
    def note_scanner(self, there: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Note whether there is a scanner."""
        self._scanner_there = there
        self.changed.emit()

    @Slot(bool)
    def note_printer(self, ready: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Note whether the printer could print now."""
        self._ticket.note_printer(ready=ready)

    def settle(self, number: str, paper: str, printer: str) -> None:
        """Show what became of a ticket's paper, if it is the one on the screen."""
        if self._ticket.settle(number, Paper(paper), printer):
            self._wait_for_citizen()

    # ---- what the house answers

    @property
    def _chosen_language(self) -> str | None:
        """Language that this citizen has chosen, None while the screen speaks the house's own."""
        return None if self._house.shown == self._site.language else self._house.shown

    def _ask(self, action: str, payload: Payload) -> None:
        if self._wishes.ask(action, payload):
            self._stay_and_tell()

    def _stay_and_tell(self) -> None:
        self._patience.stay()
        self.changed.emit()

    @Slot(object, object)
    def _answered(self, wish: Wish, reply: Reply | None) -> None:
        if reply is None:
            self._apologise(Excuse(NO_ANSWER, wish.service))
        elif reply.outcome == "refused":
            self._refused(wish, reply.refusal)
        else:
            self._met(wish, reply)

    def _met(self, wish: Wish, reply: Reply) -> None:
        match wish.action:
            case "check-in":
                arrived = CheckedIn.model_validate(reply.result)
                self._hand_over(arrived.slip, fresh=True, arrived=arrived)
            case "undo-check-in":
                booking = Booked.model_validate(reply.result).booking
                self._apologise(Excuse(UNDONE, booking.service, booking.start))
            case "free-days" | "slots" | "book" | "confirm-booking" | "cancel-booking":
                self._go_on_booking(wish, reply)
            case action:
                self._hand_over(Taken.model_validate(reply.result).slip, fresh=action == "take")

    def _refused(self, wish: Wish, refusal: Refusal | None) -> None:
        """Say why not; but show others where a time is gone, and ask for the time where a card is not enough."""
        reason = "" if refusal is None else refusal.reason
        if self._reservation.choose_again(wish.payload, reason):
            self._turn_to(Page.CHOOSE)
        elif isinstance(wish.payload, CheckIn) and wish.payload.by_card and reason == "unknown_booking":
            self._entry.know_birthday(wish.payload.born or "")
            self._turn_to(Page.APPOINTMENT)
        else:
            self._apologise(excuse_of(refusal, wish.service))

    # ---- booking a time

    def _open_booking(self, service: str) -> None:
        self._let_go()
        if self._reservation.begin(service):
            self._turn_to(Page.CHOOSE)

    def _go_on_booking(self, wish: Wish, reply: Reply) -> None:
        chosen = self._reservation
        if not chosen.take(wish.payload, reply.result):
            self._apologise(Excuse(GIVEN_BACK))
        elif self._wishes.open is None:
            self._turn_to(Page.CHOOSE if chosen.booking is None else Page.CHOSEN)

    def _let_go(self) -> None:
        """Give a time back that is held for somebody who does not want it; else it would lapse by itself."""
        held = self._reservation.give_up()
        if held:
            self._bridge.ask("cancel-booking", AboutBooking(code=held))

    def _hand_over(self, slip: Slip, *, fresh: bool, arrived: CheckedIn | None = None) -> None:
        """Show the ticket first, and then let it be printed."""
        self._entry.clear()
        self._ticket.show(slip, Paper.PRINTING if fresh else Paper.KEPT, arrived)
        self._turn_to(Page.TICKET)
        if fresh:
            self.issued.emit(slip)

    def _apologise(self, excuse: Excuse) -> None:
        self._apology.make(excuse)
        self._turn_to(Page.SORRY)

    @Slot()
    def _tell_slow(self) -> None:
        self._turn_to(Page.ASKING)

    # ---- pages and patience

    def _turn_to(self, page: Page) -> None:
        self._page = page
        if page in (Page.HOME, Page.TICKET):
            self._let_go()
        if page is not Page.HELP:
            self._back = Page.HOME
            self._help.put_away()
        self._wait_for_citizen()
        self.changed.emit()

    @Slot()
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
        looks = self._comfort.any or self._house.shown != self._site.language
        return looks or self._wishes.unanswered is not None

    @Slot()
    def _language_changed(self) -> None:
        self._wait_for_citizen()
        self.changed.emit()
