"""A citizen at a branch library, from the first touch to the thanks, in a house that runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from broker import messages as m
from broker.topics import DESK, SHOWN
from config.video import VideoSettings
from tests.branch.conftest import DEVICE, Seat, seated
from tests.broker.conftest import OPENING, House, result
from tests.conftest import RealBroker
from tests.screens.conftest import until
from tests.screens.test_video import CHROMIUM, Meeting, profiles

AT_DESK = m.AtDesk(desk="skranke-3")


class Officer:
    """An officer at desk 3, and what the desk shows."""

    def __init__(self, hub: House) -> None:
        self.link = hub.link("desk-skranke-3")
        self.desk = hub.watch("desk-skranke-3", DESK, desk="skranke-3")
        self.does("open")

    def does(self, action: str) -> m.Reply:
        return self.link.call(action, AT_DESK)

    def press(self) -> m.Call:
        called = result(self.link.call("press", m.Press(desk="skranke-3")), m.Called)
        assert called.call is not None
        return called.call

    @property
    def remote(self) -> m.Remote | None:
        visit = self.desk.payloads[-1].visit
        return None if visit is None else visit.remote


@pytest.fixture
def officer(hub: House) -> Officer:
    return Officer(hub)


@pytest.fixture
def meeting(browsers_folder: Path) -> Iterator[Meeting]:
    meeting = Meeting()
    yield meeting
    meeting.close()


def test_a_whole_visit(seat: Seat, hub: House, officer: Officer) -> None:
    shown = hub.watch("console", SHOWN, device=DEVICE)
    until(lambda: "Ingen ventetid" in seat.reads())
    seat.tap("Tal med Borgerservice")
    until(lambda: "Du er nummer S 001.\nDu er den næste." in seat.reads())
    seat.tap("Klar til samtale")
    until(lambda: "Du er meldt klar. Bliv siddende." in seat.reads())
    call = officer.press()
    assert (call.station, call.number) == (DEVICE, "S001")
    until(lambda: "Skranke 3 er klar." in seat.reads())
    shown.until(lambda all_: any(call.id in s.calls for s in all_))
    seat.tap("Afslut")
    seat.tap("Ja, afslut")
    until(lambda: "Tak for samtalen." in seat.reads())
    officer.desk.until(lambda all_: all_[-1].visit is None)
    seat.tap("Til start")
    assert "Hvad kan vi hjælpe med?" in seat.reads()


def test_who_does_not_tap_ready_is_called_all_the_same(seat: Seat, officer: Officer) -> None:
    until(lambda: "Ingen ventetid" in seat.reads())
    seat.tap("Tal med Borgerservice")
    until(lambda: seat.page == "waiting")
    officer.press()
    until(lambda: "Det er din tur.\nSamtalen åbner nu." in seat.reads())
    until(lambda: "Skranke 3 er klar." in seat.reads())
    officer.does("park")
    until(lambda: "Du er sat til side et øjeblik." in seat.reads())


def test_a_booked_time_checks_in_and_out_again(seat: Seat, hub: House) -> None:  # B-03, B-04
    phone = hub.link("console")
    hub.clock.offset += timedelta(minutes=1)
    quarter_past = OPENING + timedelta(minutes=15)
    asked = m.Book(task="boligstoette", start=quarter_past, channel="phone", branch="fuglebjerg")
    booked = result(phone.call("book", asked), m.Booked).booking
    until(lambda: seat.page == "start")
    seat.tap("Jeg har en tid")
    seat.type("ACDEFG")
    seat.tap("Fortsæt")
    until(lambda: "Vi kan ikke finde din tid." in seat.reads())
    seat.tap("Prøv igen")
    seat.type(booked.code)
    seat.tap("Fortsæt")
    until(lambda: "Din tid er kl. 10.15." in seat.reads())
    seat.tap("Gå ud af køen")
    seat.tap("Ja, gå ud af køen")
    until(lambda: "Du har stadig din tid." in seat.reads())


def test_help_reaches_the_desks(seat: Seat) -> None:
    seat.tap("Hjælp")
    until(lambda: "Personalet har også fået besked herfra." in seat.reads())


@pytest.mark.may_log("link .* is down", "reconnect")
def test_a_broker_that_dies_is_said_at_once_and_the_place_is_kept(
    seat: Seat, mosquitto: RealBroker, officer: Officer,
) -> None:
    until(lambda: "Ingen ventetid" in seat.reads())
    seat.tap("Tal med Borgerservice")
    until(lambda: seat.page == "waiting")
    mosquitto.kill()
    until(lambda: "Du er nummer S 001.\nLinjen er afbrudt." in seat.reads())
    mosquitto.server.start()
    until(lambda: "Du er nummer S 001.\nDu er den næste." in seat.reads())


def test_the_picture_opens_when_the_officer_calls_and_ends_with_the_visit(
    qapp: QGuiApplication, hub: House, officer: Officer, meeting: Meeting, tmp_path: Path,
) -> None:
    video = VideoSettings(url=f"{meeting.url}/room/{{room}}", browser=CHROMIUM)
    with seated(qapp, hub, tmp_path, video=video) as seat:
        until(lambda: "Ingen ventetid" in seat.reads())
        seat.tap("Tal med Borgerservice")
        until(lambda: seat.page == "waiting")
        seat.tap("Klar til samtale")
        until(lambda: "Du er meldt klar." in seat.reads())
        officer.press()
        until(lambda: "Du taler med Skranke 3." in seat.reads())
        officer.desk.until(lambda _: officer.remote and officer.remote.video == "open")
        assert officer.remote is not None
        assert officer.remote.conversation is not None
        joined = f"/join/{officer.remote.conversation.room}"
        until(lambda: joined in meeting.log)
        officer.does("finish")
        until(lambda: "Tak for samtalen." in seat.reads())
        until(lambda: not profiles(tmp_path))  # goes when all its processes have gone
