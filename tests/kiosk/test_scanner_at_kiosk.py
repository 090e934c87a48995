"""The scanner as the kiosk has it: from the plug or the window's keys to what the citizen sees."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from broker import messages as m
from config.connection import Connection
from config.folder import DataFolder
from config.load import load_site
from config.site import Site
from kiosk.scanner import Scanner, scanner_of
from kiosk.scanners.civil import keyed_hash
from kiosk.scanners.classify import Classifier
from kiosk.scanners.simulated import SimulatedSerial
from kiosk.scanners.window_keys import WindowKeys
from queueing.clock import ManualClock
from tests.kiosk.cards import NUMBER, NUMBERS, TODAY, stripe, track_2
from tests.kiosk.conftest import Lone
from tests.screens.conftest import until

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
PRIVATE = (*NUMBERS, "GRETHE", "STOREGADE", "HANSEN")


class Heard(list[tuple[str, str]]):
    """Every signal of a scanner, with what it carried."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__()
        scanner.scanned.connect(lambda code: self.append(("ticket", code)))
        scanner.booking_scanned.connect(lambda code: self.append(("booking", code)))
        scanner.card_scanned.connect(lambda code: self.append(("card", code)))
        scanner.card_refused.connect(lambda: self.append(("card", "")))
        scanner.strange.connect(lambda: self.append(("strange", "")))
        scanner.plugged.connect(lambda present, _detail: self.append(("plug", str(present))))


# ---- keys of the window


@pytest.fixture
def keys(qapp: QGuiApplication) -> Iterator[tuple[WindowKeys, Heard]]:
    classifier = Classifier(card_key=None, today=lambda: TODAY)
    scanner = Scanner(classifier=classifier, clock=ManualClock(MORNING))
    found = scanner.findChild(WindowKeys)
    assert found is not None
    yield found, Heard(scanner)
    scanner.deleteLater()


def typed(keys: QObject, text: str, *, repeated: bool = False) -> list[bool]:
    """Type a text; returns which of its keys the window did not get."""
    taken = []
    for sign in text:
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()) if ord(sign) < 128 else 0)
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign, autorep=repeated,
        )
        taken.append(keys.eventFilter(keys, event))
    return taken


@pytest.mark.parametrize(("text", "heard"), [
    ("K012ACDEFG\r", [("ticket", "K012ACDEFG")]),
    ("k012acdefg\r", [("ticket", "K012ACDEFG")]),
    ("K012ACDEFG\rACDEFG\r", [("ticket", "K012ACDEFG"), ("booking", "ACDEFG")]),
    (f"{NUMBER}\r", [("card", "")]),
    (f"{stripe(NUMBER)}\r", [("card", "")]),
    ("K012<script>\r", [("strange", "")]),
    ("K012ACDEFG" + "A" * 600 + "\r", [("strange", "")]),
    ("K012æ\r", [("strange", "")]),
    ("\r", []),
    ("K012ACDEFG", []),
])
def test_of_what_is_typed_only_classes_and_codes_come_through(
    keys: tuple[WindowKeys, Heard], text: str, heard: list[tuple[str, str]],
) -> None:  # S-01, S-07
    typed(keys[0], text)
    assert keys[1] == heard


def test_a_code_that_stops_half_way_is_forgotten(keys: tuple[WindowKeys, Heard]) -> None:  # S-07
    keys[0]._pause.setInterval(10)  # noqa: SLF001 - the citizen would have to wait
    typed(keys[0], "K012")
    until(lambda: not keys[0]._pause.isActive())  # noqa: SLF001
    typed(keys[0], "K013ACDEFG\r")
    assert keys[1] == [("ticket", "K013ACDEFG")]


def test_the_window_gets_the_keys_that_press_buttons_and_none_of_a_code(keys: tuple[WindowKeys, Heard]) -> None:
    assert typed(keys[0], " \r\t") == [False, False, False]
    assert typed(keys[0], "AC DE\r") == [True] * 6
    assert typed(keys[0], " \r") == [False, False]
    assert typed(keys[0], "A") + typed(keys[0], "AAA", repeated=True) == [True] * 4
    typed(keys[0], "CDEFG\r")
    assert keys[1][-1] == ("booking", "ACDEFG")


# ---- what the citizen sees


@pytest.fixture
def asked(lone: Lone, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what is asked of the house from now on; the scanner listens."""
    wishes: list[Any] = []
    monkeypatch.setattr(lone.bridge, "ask", lambda action, data, **_: wishes.append((action, data)) or "1")
    lone.kiosk.scanner.start()
    return wishes


def test_a_ticket_asks_to_come_back(lone: Lone, asked: list[Any]) -> None:
    lone.scan("K012ACDEFG")
    assert asked == [("come-back", m.ComeBack(code="K012ACDEFG"))]


def test_a_booking_is_checked_in(lone: Lone, asked: list[Any]) -> None:  # B-03
    heard = Heard(lone.kiosk.scanner)
    lone.scan("ACDEFG")
    assert heard == [("booking", "ACDEFG")]
    assert asked == [("check-in", m.CheckIn(code="ACDEFG"))]


@pytest.mark.parametrize(("language", "words"), [
    ("da", ("Koden kan ikke bruges her.", "Scan koden på din billet.")),
    ("en", ("The code cannot be used here.", "Scan the code on your ticket.")),
])
def test_a_health_card_is_not_read_and_the_citizen_is_told_what_to_scan(
    lone: Lone, asked: list[Any], language: str, words: tuple[str, str], caplog: pytest.LogCaptureFixture,
) -> None:  # S-01, S-02
    caplog.set_level(logging.DEBUG)
    lone.house.speak(language)
    for text in (NUMBER, track_2(NUMBERS[1]), stripe(NUMBERS[2]).replace("Æ", "AE")):
        lone.session.restart()
        lone.house.speak(language)
        lone.scan(text)
        assert all(part in lone.reads() for part in words)
        assert not any(private in lone.reads() for private in PRIVATE)
    assert asked == []
    assert not any(private in caplog.text for private in PRIVATE)


def test_something_else_is_said_to_be_unknown(lone: Lone, asked: list[Any]) -> None:
    lone.scan("5701234567892")
    assert "Vi kender ikke den kode." in lone.reads()
    assert asked == []


# ---- the scanner that the site names


@pytest.fixture
def owner(qapp: QGuiApplication) -> QObject:
    return QObject()


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[SimulatedSerial]:
    device = SimulatedSerial(tmp_path / "kvik-scanner")
    device.plug()
    yield device
    device.unplug()


def site_with(scanner: str, *, health_card: bool = False) -> Site:
    """Return the shipped site with another scanner, wherever its path leads."""
    site = load_site(None)
    kiosk = site.kiosks[0].model_copy(update={"scanner": scanner})
    rule = site.scanner.model_copy(update={"health_card": health_card})
    return site.model_copy(update={"kiosks": (kiosk,), "scanner": rule})


def connection(site: Site, folder: Path) -> Connection:
    return Connection(
        host="127.0.0.1", port=1, site=site, device="kiosk-1", role="kiosk", desk=None, password="-",
        clock_offset=timedelta(0), folder=DataFolder(folder),
    )


def test_a_serial_scanner_is_heard_in_the_main_thread(
    owner: QObject, plugged: SimulatedSerial, tmp_path: Path,
) -> None:
    site = site_with(f"serial://{plugged.path}")
    scanner = scanner_of(connection(site, tmp_path), ManualClock(MORNING), owner)
    heard = Heard(scanner)
    scanner.start()
    try:
        until(lambda: heard == [("plug", "True")])
        plugged.send(b"K012ACDEFG\rACDEFG\rwhat?\r" + NUMBER.encode() + b"\r")
        until(lambda: len(heard) == 5)
    finally:
        scanner.stop()
    assert heard[1:] == [("ticket", "K012ACDEFG"), ("booking", "ACDEFG"), ("strange", ""), ("card", "")]


def test_where_cards_are_read_only_the_hash_is_told(
    owner: QObject, plugged: SimulatedSerial, tmp_path: Path, caplog: pytest.LogCaptureFixture,
) -> None:  # S-01, S-02
    caplog.set_level(logging.DEBUG)
    found = connection(site_with(f"serial://{plugged.path}", health_card=True), tmp_path)
    found.folder.keys().ensure([], health_card=True)
    scanner = scanner_of(found, ManualClock(MORNING), owner)
    heard = Heard(scanner)
    scanner.start()
    try:
        until(lambda: heard == [("plug", "True")])
        plugged.send(f"{stripe(NUMBER)}\r".encode("latin-1"))
        until(lambda: len(heard) == 2)
    finally:
        scanner.stop()
    assert heard[1] == ("card", keyed_hash(found.health_card_key, MORNING.date(), NUMBER))
    assert not any(private in f"{heard} {caplog.text}" for private in PRIVATE)


@pytest.mark.expects_log(r"kiosk-1 reads no health cards: There is no secret .*health-card.key. Start the house")
def test_without_their_key_cards_are_not_read(owner: QObject, tmp_path: Path) -> None:  # S-02
    found = connection(site_with("keyboard:", health_card=True), tmp_path)
    scanner = scanner_of(found, ManualClock(MORNING), owner)
    heard = Heard(scanner)
    typed(scanner.findChild(WindowKeys), f"{NUMBER}\r")
    assert heard == [("card", "")]


@pytest.mark.expects_log("cannot be opened: No such file or directory")
def test_a_kiosk_without_its_scanner_goes_on(owner: QObject, tmp_path: Path) -> None:
    for url in (f"serial://{tmp_path}/kvik-scanner", f"evdev://{tmp_path}/kvik-scanner"):
        scanner = scanner_of(connection(site_with(url), tmp_path), ManualClock(MORNING), owner)
        scanner.start()
        scanner.stop()
