"""One citizen at a station, from the first touch to the thanks: which page the screen shows, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from branch.guest import StationGuest
from branch.line import Line, State
from branch.office import Office
from branch.pages import End, Page
from branch.talk import Talk
from broker.messages import (
    AboutBooking,
    AtStation,
    CheckedIn,
    CheckIn,
    Reply,
    StartVisit,
    StationState,
    StationVisit,
)
from screens.apology import Apology
from screens.comfort import Comfort
from screens.entry import Entry
from screens.excuse import NO_ANSWER, Excuse, excuse_of
from screens.help_call import HelpCall
from screens.patience import Limits, Patience
from screens.wishes import Wish, Wishes, new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.site import Site
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Branch"
QML_IMPORT_MAJOR_VERSION = 1

THANKS_MS = 10_000
ARRIVES_MS = 5_000
"""How long the house may take to show what it has just granted."""


_OF_VISIT = {"waiting": Page.WAITING, "parked": Page.PARKED, "missed": Page.MISSED}
_OWN = (Page.CODE, Page.SORRY, Page.ASKING, Page.THANKS)
"""Pages that the citizen or an answer opened; all others follow from the house."""


@QmlElement
class StationSession(QObject):
    """The station's screen as a state machine; QML draws it and calls its slots.

    The house's word on this station (StationState) is the truth for everything about the visit.
    """

    changed = Signal()
    warned = Signal()
    """The countdown before the return to start has begun."""

    def __init__(
        self, *, site: Site, device: str, house: House, bridge: Bridge, office: Office, line: Line, talk: Talk,
        limits: Limits | None = None, new_id: Callable[[], str] = new_id, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._device, self._house, self._bridge = site, device, house, bridge
        self._office, self._line, self._talk = office, line, talk
        self._guest = StationGuest(house, self)
        self._entry = Entry(self)
        self._comfort = Comfort(self)
        self._comfort.changed.connect(self._wait_for_citizen)
        self._own = Page.START
        self._apology = Apology(site, house, self)
        self._end = End.DONE
        self._code = ""
        """Of the booked time that was checked in here."""
        self._leaving = False
        self._asks_to_leave = False
        self._help = HelpCall(bridge, self)
        self._help.changed.connect(self._look)
        self._shown = Page.START
        self._heard = False
        self._patience = Patience(limits, self)
        self._patience.warned.connect(self.warned)
        self._patience.ended.connect(self.give_up)
        self._wishes = Wishes(bridge, new_id=new_id, parent=self)
        self._wishes.slow.connect(self._tell_slow)
        self._wishes.answered.connect(self._answered)
        self._thanks = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._thanks.timeout.connect(self.restart)
        self._arrives = QTimer(self, singleShot=True, interval=ARRIVES_MS)
        self._arrives.timeout.connect(self.restart)
        for subject in (office, line, talk):
            subject.changed.connect(self._look)
        line.changed.connect(self._line_changed)
        house.language_changed.connect(self._language_changed)

    # ---- what QML reads

    @Property(str, notify=changed)
    def page(self) -> str:
        """Page to show."""
        return self._shown.value

    @Property(StationGuest, notify=changed)
    def guest(self) -> StationGuest:
        """Citizen as the house knows them."""
        return self._guest

    @Property(Office, notify=changed)
    def office(self) -> Office:
        """Those who serve."""
        return self._office

    @Property(Line, notify=changed)
    def line(self) -> Line:
        """Line to them."""
        return self._line

    @Property(Talk, notify=changed)
    def talk(self) -> Talk:
        """Conversation with them."""
        return self._talk

    @Property(Entry, notify=changed)
    def entry(self) -> Entry:
        """Pad and boxes of the check-in."""
        return self._entry

    @Property(Patience, notify=changed)
    def patience(self) -> Patience:
        """Time-out of the page."""
        return self._patience

    @Property(str, notify=changed)
    def branch(self) -> str:
        """Name of the branch library."""
        station = next((s for s in self._site.stations if s.id == self._device), None)
        return self._site.name if station is None else self._site.branches[station.branch].name

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether the house is being asked for something."""
        return self._wishes.open is not None

    @Property(Apology, notify=changed)
    def apology(self) -> Apology:
        """Why a wish was not met."""
        return self._apology

    @Property(str, notify=changed)
    def end(self) -> str:
        """How the visit ended: done, left or over."""
        return self._end.value

    @Property(bool, notify=changed)
    def asks_to_leave(self) -> bool:
        """Whether the citizen is asked if they really want to leave."""
        return self._asks_to_leave

    @Property(str, notify=changed)
    def help(self) -> str:
        """State of the call for help: asking, told or failed."""
        return self._help.state.value

    @Property(Comfort, notify=changed)
    def comfort(self) -> Comfort:
        """Large text and strong contrast."""
        return self._comfort

    # ---- what a citizen does

    @Slot()
    def start(self) -> None:
        """Ask to be put into the line; while the house is being asked, more touches change nothing."""
        self._ask("start-visit", StartVisit(station=self._device, language=self._house.shown))

    @Slot()
    def open_code(self) -> None:
        """Ask for the code of a booked time."""
        self._entry.clear()
        self._turn_to(Page.CODE)

    @Slot()
    def enter(self) -> None:
        """Check in with the code that was typed."""
        if self._entry.property("valid"):
            self._ask("check-in", CheckIn(code=str(self._entry.property("typed")), station=self._device))

    @Slot()
    def be_ready(self) -> None:
        """Tell the house that the citizen is ready."""
        self._ask("ready-visit", AtStation(station=self._device))

    @Slot()
    def ask_to_leave(self) -> None:
        """Ask the citizen whether they really want to leave."""
        self._asks_to_leave = True
        self.changed.emit()

    @Slot()
    def stay(self) -> None:
        """Take the question back."""
        self._asks_to_leave = False
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """End the visit, or leave the line."""
        self._asks_to_leave = False
        if self._wishes.open is not None and self._wishes.open.action == "ready-visit":
            self._wishes.forget()  # who leaves need not be ready, and waits for no answer to that
        if self._code and self._guest.visit is not None and self._guest.visit.state == "waiting":
            asked = self._ask("undo-check-in", AboutBooking(code=self._code))
        else:
            asked = self._ask("end-visit", AtStation(station=self._device))
        self._leaving = self._leaving or asked
        self.changed.emit()

    @Slot()
    def try_again(self) -> None:
        """Ask once more for what was not answered; it is still the same wish."""
        if self._wishes.ask_again():
            self.changed.emit()

    @Slot()
    def enter_again(self) -> None:
        """Return to the pad after what was typed was not found."""
        self.open_code()

    @Slot()
    def call_help(self) -> None:
        """Ask for a person and show the phone number; the page before is kept."""
        self._help.call(self._shown.value)

    @Slot()
    def back(self) -> None:
        """Return to the page before, or to start."""
        if self._help.shown:
            self._help.put_away()
            self._look()
        elif self._is_missed() and self._apology.excuse.reason == "too_many_returns":
            self.leave()  # else the missed call, which cannot be answered any more, would bar the way to start
        else:
            self._turn_to(Page.START)

    @Slot()
    def give_up(self) -> None:
        """Nobody is here any more: leave the line if they had missed their call, and begin anew."""
        if self._is_missed():
            self.leave()
            return
        self.restart()

    @Slot()
    def restart(self) -> None:
        """Be ready for the next citizen: nothing remembered, the house's language and looks (A-12)."""
        self._wishes.forget()
        self._entry.clear()
        self._thanks.stop()
        self._arrives.stop()
        self._apology.clear()
        self._leaving = self._asks_to_leave = False
        self._help.put_away()
        self._own = Page.START
        if self._guest.visit is None:
            self._code = ""
            self._house.speak(self._site.language)
            self._comfort.clear()
        self._look()

    # ---- what the house says

    def hear(self, state: StationState) -> None:
        """Take over the house's word on this station."""
        before, visit = self._guest.visit, state.visit
        if visit is not None and not (self._heard and (before is not None or self._asked_here())):
            self._house.speak(visit.language)  # we come in the middle of a visit, or it was begun from elsewhere
        self._heard = True
        self._guest.show(visit)
        self._talk.follow(visit)
        if visit is None and before is not None:
            self._say_goodbye(before)
        elif visit is not None:
            self._come_in(before, visit)
        self._look()

    def _asked_here(self) -> bool:
        """Whether a visit that appears is one that was asked for on this screen, in the language shown."""
        return self._wishes.open is not None or self._wishes.unanswered is not None or self._arrives.isActive()

    def _come_in(self, before: StationVisit | None, visit: StationVisit) -> None:
        self._own = Page.START
        self._arrives.stop()
        self._thanks.stop()
        self._entry.clear()
        if before is None or before.state != visit.state:
            self._asks_to_leave = False
        if (visit.state == "called") != (before is not None and before.state == "called"):
            self._help.put_away()  # the call comes first, and so does its end; help is on every page

    def _say_goodbye(self, before: StationVisit) -> None:
        if before.state == "called":
            self._end = End.DONE
        elif self._leaving:
            self._end = End.UNDONE if self._code else End.LEFT
        else:
            self._end = End.OVER
        self._code = ""
        self._leaving = self._asks_to_leave = False
        self._help.put_away()
        self._wishes.forget()
        self._own = Page.THANKS
        self._thanks.start()

    @Slot(object, object)
    def _answered(self, wish: Wish, reply: Reply | None) -> None:
        if reply is not None and reply.outcome == "done":
            if wish.action == "check-in":
                self._code = CheckedIn.model_validate(reply.result).booking.code
            if wish.action in ("start-visit", "check-in") and self._guest.visit is None:
                self._own = Page.ASKING
                self._arrives.start()
        elif wish.action in ("end-visit", "undo-check-in"):
            self._leaving = False
        elif wish.action != "ready-visit" or self._is_missed():  # who is called all the same needs no excuse
            self._apology.make(Excuse(NO_ANSWER) if reply is None else excuse_of(reply.refusal))
            self._own = Page.SORRY
        self._look()

    def _is_missed(self) -> bool:
        return self._guest.visit is not None and self._guest.visit.state == "missed"

    @Slot()
    def _line_changed(self) -> None:
        if self._line.up:
            self._talk.line_is_back()

    # ---- pages and patience

    def _ask(self, action: str, payload: StartVisit | CheckIn | AtStation | AboutBooking) -> bool:
        asked = self._wishes.ask(action, payload)
        self._patience.stay()
        self.changed.emit()
        return asked

    @Slot()
    def _tell_slow(self) -> None:
        if self._guest.visit is None:
            self._turn_to(Page.ASKING)

    def _turn_to(self, page: Page) -> None:
        self._own = page
        self._look()

    @Slot()
    def _look(self) -> None:
        """Show the page that follows from all that is known."""
        page = self._judged()
        if page is not self._shown:
            self._shown = page
            self._wait_for_citizen()
        self.changed.emit()

    def _judged(self) -> Page:
        if self._line.now is State.TAKEN_OVER:
            return Page.TAKEN_OVER
        if self._help.shown:
            return Page.HELP
        return self._page_of_nobody() if self._guest.visit is None else self._page_of(self._guest.visit)

    def _page_of(self, visit: StationVisit) -> Page:
        if visit.state == "missed" and self._own is Page.SORRY:
            return Page.SORRY
        if visit.state != "called":
            return _OF_VISIT[visit.state]
        return Page.CALLED if self._talk.property("stage") == "called" else Page.TALK

    def _page_of_nobody(self) -> Page:
        if self._own in _OWN:
            return self._own
        if self._line.now is State.DOWN:
            return Page.LOST
        return Page.START if self._office.property("takes") else Page.CLOSED

    @Slot()
    def _wait_for_citizen(self) -> None:
        """Begin the time-out that the page deserves; one who waits in the line is never sent away."""
        resting = self._shown in (Page.START, Page.CLOSED, Page.LOST)
        choosing = self._shown in (Page.CODE, Page.SORRY, Page.MISSED)
        helping = self._shown is Page.HELP and self._guest.visit is None
        if choosing or helping or (resting and self._is_changed()):
            self._patience.begin(self._patience.limits.choice)
        else:
            self._patience.stop()

    def _is_changed(self) -> bool:
        return self._comfort.any or self._house.shown != self._site.language

    @Slot()
    def _language_changed(self) -> None:
        self._wait_for_citizen()
        self._look()
