"""A citizen at a kiosk of a house that runs: real broker, real hub, real spool, simulated printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest

from broker.messages import AtDesk, Press, Take, Taken
from broker.topics import ALARMS, HAPPENING, SERVICES
from printer.simulated import SimulatedPrinter
from tests.broker.conftest import House, result
from tests.kiosk.conftest import Stand
from tests.screens.conftest import settle, until


def test_one_touch_gives_a_number_and_paper(stand: Stand, hub: House, paper: SimulatedPrinter) -> None:
    happenings = hub.watch("console", HAPPENING)
    stand.tap("KVIK")
    until(lambda: stand.page == "ticket")
    assert "K\u00a0001" in stand.reads()
    assert "Din billet udskrives" in stand.reads() or "Tag din billet" in stand.reads()
    until(lambda: stand.ticket.property("paper") == "printed")
    assert "Tag din billet her under." in stand.reads()
    until(lambda: paper.tickets)
    printed = (paper.folder / f"{paper.tickets[0]}.txt").read_text()
    assert "K 001" in printed
    assert "KVIK" in printed
    with Image.open(paper.folder / f"{paper.tickets[0]}.png") as picture:
        assert picture.width >= 576
    happenings.until(lambda seen: [h.kind for h in seen] == ["issued", "paper"])


def test_twenty_touches_make_one_ticket(stand: Stand, hub: House, paper: SimulatedPrinter) -> None:
    services = hub.watch("console", SERVICES)
    stand.tap("KVIK", times=20)
    until(lambda: stand.page == "ticket")
    stand.tap("Færdig", times=20)
    settle()
    assert stand.page == "home"
    services.until(lambda seen: seen and seen[-1].services[0].waiting == 1)
    QTest.qWait(200)
    assert services.payloads[-1].services[0].waiting == 1
    until(lambda: len(paper.tickets) == 1)


def test_a_house_that_does_not_answer_gives_one_ticket_in_the_end(
    stand: Stand, hub: House, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screens.wishes.ANSWER_SECONDS", 0.4)
    stand.session._wishes._slow.setInterval(100)  # noqa: SLF001
    hub.stop_hub()
    stand.tap("KVIK")
    until(lambda: stand.page == "asking")
    assert "Du skal ikke trykke igen" in stand.reads()
    until(lambda: stand.page == "sorry")
    assert "Huset svarer ikke lige nu." in stand.reads()
    stand.tap("Prøv igen")
    until(lambda: stand.page == "sorry" and stand.session.property("busy") == "")
    QTest.qWait(600)
    hub.start_hub()
    monkeypatch.setattr("screens.wishes.ANSWER_SECONDS", 5.0)
    stand.tap("Prøv igen")
    until(lambda: stand.page == "ticket")
    assert "K\u00a0001" in stand.reads()
    services = hub.watch("console", SERVICES)
    services.until(lambda seen: seen and seen[-1].services[0].waiting == 1)


@pytest.mark.may_log("printer tcp.*")
def test_without_paper_the_number_stays_and_staff_are_told(
    stand: Stand, hub: House, paper: SimulatedPrinter,
) -> None:  # P-02
    alarms = hub.watch("console", ALARMS)
    paper.faults.set(paper_out=True)
    until(lambda: stand.kiosk.paper.health.printer == "paper_out")
    stand.tap("KVIK")
    until(lambda: stand.ticket.property("paper") == "failed")
    assert "K\u00a0001" in stand.reads()
    assert "Printeren mangler papir." in stand.reads()
    alarms.until(lambda seen: seen and any(a.kind == "printer" for a in seen[-1].alarms))
    paper.faults.set(paper_out=False)
    until(lambda: stand.kiosk.paper.health.printer == "ready")
    alarms.until(lambda seen: seen and not seen[-1].alarms)
    assert paper.tickets == []  # nothing comes late


def test_staff_print_a_ticket_and_the_screen_stays(
    stand: Stand, hub: House, paper: SimulatedPrinter,
) -> None:
    stand.tap("Jeg har en tid")
    hub.link("console").call("take", Take(service="kvik", paper_at="kiosk-1"))
    until(lambda: paper.tickets)
    assert stand.page == "appointment"


def test_a_missed_ticket_is_scanned_and_is_back_in_the_line(stand: Stand, hub: House) -> None:
    console = hub.link("console")
    taken = result(console.call("take", Take(service="kvik")), Taken)
    console.call("press", Press(desk="skranke-1"))
    console.call("no-show", AtDesk(desk="skranke-1"))
    stand.scan(taken.slip.code)
    until(lambda: stand.page == "ticket")
    assert "K\u00a0001" in stand.reads()
    assert "Du er i køen. Behold din billet." in stand.reads()


def test_a_strange_code_is_refused_in_plain_words(stand: Stand) -> None:
    stand.scan("K001AAAAAA")
    until(lambda: stand.page == "sorry")
    assert "Vi kender ikke den kode." in stand.reads()


def test_appointment_only_says_where_a_person_is(stand: Stand) -> None:
    stand.tap("Borgerservice")
    until(lambda: stand.page == "sorry")
    assert "Borgerservice er kun med tidsbestilling." in stand.reads()
    assert "skranken" in stand.reads()


def test_help_is_one_touch_and_reaches_the_staff(stand: Stand, hub: House) -> None:
    alarms = hub.watch("console", ALARMS)
    stand.tap("Hjælp")
    until(lambda: "Personalet har fået besked." in stand.reads())
    alarms.until(lambda seen: seen and [(a.device, a.kind) for a in seen[-1].alarms] == [("kiosk-1", "help")])


def test_waits_on_the_cards_follow_the_house(stand: Stand, hub: House) -> None:
    assert "Ledig nu" in stand.reads()
    console = hub.link("console")
    for _ in range(9):
        console.call("take", Take(service="kvik"))
    until(lambda: "9 venter" in stand.reads())


def test_the_countdown_is_heard(stand: Stand, tmp_path: Path) -> None:
    player = tmp_path / "player"
    player.write_text(f"#!/bin/sh\ntouch {tmp_path}/heard\n")
    player.chmod(0o755)
    stand.kiosk.chime._player = [str(player)]  # noqa: SLF001 - whatever this machine has
    stand.session.open_appointment()
    stand.session.patience._warn()  # noqa: SLF001 - instead of a minute's wait
    until((tmp_path / "heard").exists)
    until(lambda: not stand.kiosk.chime.playing)
