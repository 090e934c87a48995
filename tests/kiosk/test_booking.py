"""A citizen who books a time at the kiosk of a house that runs: chosen, held, booked, printed, given back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from broker import messages as m
from broker.link import Link
from printer.simulated import SimulatedPrinter
from screens import app as start
from tests.broker.conftest import House, result, running_house
from tests.broker.test_kiosk_bookings import allow
from tests.conftest import running_broker
from tests.kiosk.conftest import Stand
from tests.screens.conftest import touch, until

TEN_FIFTEEN = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
TUESDAY = TEN_FIFTEEN.date()


class Hall:
    """A kiosk that books, and somebody at a desk."""

    def __init__(self, stand: Stand, hub: House, paper: SimulatedPrinter) -> None:
        self.stand, self.hub, self.paper = stand, hub, paper
        self.desk = hub.link("desk-skranke-1")
        for link in (self.desk, stand.link):  # each starts its own thread with its first question
            link.call("slots", m.AskSlots(task="pas", day=TUESDAY))

    def press(self, name: str) -> None:
        """Touch something, also if it was touched a moment ago."""
        until(lambda: any(str(c.property("spoken")).startswith(name) for c in self.stand.controls()))
        self.stand.draw()
        control = self.stand.control(name)
        until(lambda: bool(control.property("enabled")))
        control.setProperty("quiet", False)  # noqa: FBT003
        touch(self.stand.window, control)

    def read(self, *words: str) -> None:
        until(lambda: all(w in self.stand.reads() for w in words))

    def choose(self, *names: str) -> None:
        for name in ("Borgerservice", *names):
            self.press(name)

    def bookings(self) -> list[m.BookingView]:
        """Return what is booked or held on Tuesday."""
        found = result(self.desk.call("find-bookings", m.FindBookings(day=TUESDAY)), m.BookingsFound).bookings
        return [b.booking for b in found if b.booking.state in ("held", "booked")]


@pytest.fixture(scope="module")
def open_hall(qapp: QGuiApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    start.make_application()
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        broker = stack.enter_context(running_broker(folder))
        hub = stack.enter_context(running_house(broker, folder))
        allow(hub, cards=True)
        paper = stack.enter_context(SimulatedPrinter(folder / "tickets"))
        stand = Stand(qapp, Link(broker.identity("kiosk-1"), hub.clock), hub.clock, folder, paper.url, books=True)
        stack.callback(stand.close)
        stand.kiosk.start()
        stand.link.start()
        until(lambda: "Tryk, og bestil en tid" in stand.reads())
        until(lambda: stand.kiosk.paper.health.printer == "ready")
        yield Hall(stand, hub, paper)


@pytest.fixture
def hall(open_hall: Hall) -> Iterator[Hall]:
    """Stand in the hall; whatever was booked before is given back after."""
    yield open_hall
    open_hall.stand.session.restart()
    for booking in open_hall.bookings():
        open_hall.desk.call("cancel-booking", m.AboutBooking(code=booking.code))


def test_a_time_is_booked_printed_and_given_back(hall: Hall) -> None:  # Q-12, B-02
    hall.choose("Pas eller kørekort")
    hall.read("Hvilken dag passer dig?", "tirsdag 24. november")
    hall.press("tirsdag 24. november")
    hall.read("Hvornår vil du komme?")
    hall.press("10.15")
    hall.read("Passer det?", "kl. 10.15", "Gyldig legitimation")
    [held] = hall.bookings()
    assert (held.state, held.channel, held.start) == ("held", "kiosk", TEN_FIFTEEN)
    hall.press("Ja, bestil")
    hall.read("Din tid er bestilt.", held.code, "Tag din bekræftelse her under.", "Sted: Skrankerne i stueetagen")
    assert [b.state for b in hall.bookings()] == ["booked"]
    paper = (hall.paper.folder / f"{hall.paper.tickets[-1]}.txt").read_text()
    assert held.code in paper
    hall.press("Fortryd")
    hall.read("Din tid er afbestilt.")
    assert hall.bookings() == []


def test_a_time_that_was_just_taken_is_told_and_the_others_are_shown(hall: Hall) -> None:  # B-02
    hall.choose("Pas eller kørekort", "tirsdag 24. november")
    hall.read("10.15")
    for _ in range(2):
        hall.desk.call("book", m.Book(task="pas", start=TEN_FIFTEEN))
    hall.press("10.15")
    hall.read("Den tid blev taget lige nu. Vælg en anden.")
    assert not any(c.property("spoken") == "10.15" for c in hall.stand.controls())
    hall.press("10.30")
    hall.read("Passer det?", "kl. 10.30")


def test_who_chooses_another_time_or_leaves_gives_the_first_one_back(hall: Hall) -> None:  # B-02
    hall.choose("Pas eller kørekort", "tirsdag 24. november", "10.15")
    hall.read("Passer det?")
    hall.press("Vælg en anden")
    hall.read("Hvornår vil du komme?")
    until(lambda: hall.bookings() == [])
    hall.press("10.30")
    hall.read("Passer det?")
    hall.stand.session.restart()
    until(lambda: hall.bookings() == [])
    assert hall.stand.page == "home"


@pytest.mark.parametrize("scan", ["ticket", "nonsense"])
def test_a_scan_in_the_middle_gives_the_chosen_time_back(hall: Hall, scan: str) -> None:  # B-02
    hall.choose("Pas eller kørekort", "tirsdag 24. november", "10.15")
    hall.read("Passer det?")
    if scan == "ticket":
        standing = result(hall.desk.call("take", m.Take(service="kvik")), m.Taken)
        hall.stand.session.come_back(standing.slip.code)
        until(lambda: hall.stand.page == "ticket")
    else:
        hall.stand.session.refuse_code()
        hall.press("Tilbage til start")
    until(lambda: hall.bookings() == [])


def test_the_confirmation_speaks_the_language_that_was_chosen_last(hall: Hall) -> None:
    hall.choose("Pas eller kørekort", "tirsdag 24. november", "10.15")
    hall.read("Passer det?")
    hall.press("English")
    hall.press("Yes, book")
    [booked] = hall.bookings()
    until(lambda: hall.stand.session.reservation.property("paper") == "printed")
    paper = (hall.paper.folder / f"{hall.paper.tickets[-1]}.txt").read_text()
    assert booked.code in paper
    assert "Your code" in paper


def test_one_goes_back_step_by_step(hall: Hall) -> None:
    hall.choose("Pas eller kørekort", "tirsdag 24. november")
    for question in ("Hvornår vil du komme?", "Hvilken dag passer dig?", "Hvad vil du bestille tid til?"):
        hall.read(question)
        hall.press("Tilbage")
    hall.read("Velkommen.")


def test_more_times_and_more_days_are_a_touch_away(hall: Hall) -> None:
    hall.choose("Pas eller kørekort")
    hall.press("Flere dage")
    hall.read("torsdag 3. december")
    hall.press("onsdag 2. december")
    hall.read("Hvornår vil du komme?")
    before = hall.stand.reads()
    hall.press("Flere tider")
    assert hall.stand.reads() != before


def test_a_hold_that_lapsed_leads_back_to_the_times(hall: Hall) -> None:  # B-02
    hall.choose("Pas eller kørekort", "tirsdag 24. november", "10.15")
    hall.read("Passer det?")
    before = hall.hub.clock.offset
    until(hall.stand.settled)
    hall.hub.clock.offset += (TEN_FIFTEEN - hall.hub.clock.now()) / 24
    hall.press("Ja, bestil")
    hall.read("Der gik for lang tid. Vælg din tid igen.")
    until(hall.stand.settled)
    hall.hub.clock.offset = before


# ---- the health card


def test_a_card_checks_in_whom_it_can_only_be(hall: Hall) -> None:  # B-03, S-02
    soon = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    for born in ("0503", "0603", "0603"):
        result(hall.desk.call("book", m.Book(task="pas", start=soon, born=born)), m.Booked)
    hall.stand.kiosk.scanner.card_scanned.emit("ABC", "0503")
    hall.read("kl. 10.30", "B\u00a0001")
    hall.stand.session.restart()
    hall.stand.kiosk.scanner.card_scanned.emit("ABC", "0603")
    hall.read("Hvornår er din tid i dag?")
    assert hall.stand.session.entry.born == "0603"
    hall.stand.session.restart()
    assert hall.stand.session.entry.born == ""
