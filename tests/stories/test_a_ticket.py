"""From a touch to a number and its paper, on real parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broker import messages as m
from broker.topics import ALARMS, HAPPENING
from tests.stories.citizen import Citizen, at_kiosk
from tests.stories.conftest import StoryHouse


def issued(house: StoryHouse) -> Any:
    seen = house.listen("console", HAPPENING)
    return lambda: [event.number for event in list(seen.payloads) if event.kind == "issued"]


def paper_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.png"))


def test_a_citizen_taps_and_gets_paper(house: StoryHouse, qtbot: Any) -> None:  # A-01, P-01
    with at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        citizen.tap(citizen.card("kvik"))
        citizen.wait_for(lambda: citizen.session.page == "ticket")
        assert citizen.session.ticket.number == "K001"
        citizen.wait_for(lambda: citizen.session.ticket.paper == "printed")
    [picture] = paper_in(house.folder.tickets)
    text = (house.folder.tickets / picture).with_suffix(".txt").read_text(encoding="utf-8")
    assert "K 001" in text
    assert (house.folder.tickets / picture).with_suffix(".bin").stat().st_size > 100
    with Image.open(house.folder.tickets / picture) as image:
        assert image.width >= 500
    told = house.done("console", "why", m.AboutTicket(ticket="K001"))
    assert [event["kind"] for event in told["history"]] == ["issued", "paper"]


def test_twenty_rapid_taps_make_one_ticket(house: StoryHouse, qtbot: Any) -> None:
    numbers = issued(house)
    with at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        place = citizen.middle_of(citizen.card("kvik"))
        for _ in range(20):
            citizen.tap_at(place)
        citizen.wait_for(lambda: citizen.session.ticket.paper == "printed")
    house.done("console", "why", m.AboutTicket(ticket="K001"))  # the hub is done with all before this
    assert numbers() == ["K001"]
    assert len(paper_in(house.folder.tickets)) == 1


@pytest.mark.may_log("paper_out", "failed")
def test_without_paper_the_citizen_is_served_all_the_same(house: StoryHouse, qtbot: Any) -> None:  # P-03
    alarms = house.listen("desk-skranke-1", ALARMS)
    house.printer.faults.set(paper_out=True)
    with at_kiosk(house, qtbot) as citizen:
        citizen.wait_for(lambda: _paper_out(alarms.last))  # the desk is told before anybody comes
        _take_without_paper(citizen)
        called = house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))
        assert called["call"]["number"] == "K001"
        house.printer.faults.clear()
        citizen.wait_for(lambda: not _paper_out(alarms.last))
    assert paper_in(house.folder.tickets) == []  # nothing comes out late


def _take_without_paper(citizen: Citizen) -> None:
    citizen.sees_ready("kvik")
    citizen.tap(citizen.card("kvik"))
    citizen.wait_for(lambda: citizen.session.ticket.paper == "failed")
    assert citizen.session.page == "ticket"  # the number stays on the screen
    assert citizen.session.ticket.number == "K001"
    assert citizen.session.ticket.printer == "paper_out"


def _paper_out(alarms: m.Alarms | None) -> bool:
    return alarms is not None and any(a.kind == "printer" and a.detail == "paper_out" for a in alarms.alarms)
