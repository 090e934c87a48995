"""The librarian upstairs over real processes: called, on the way, or not to be had (B-08)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broker import messages as m
from broker.topics import SUMMONSES
from config.load import SHIPPED
from tests.patience import wait_for
from tests.stories.citizen import Citizen, at_kiosk
from tests.stories.conftest import Seen, StoryHouse

UPSTAIRS = "desk-sal2-bord-4"
DOWNSTAIRS = "desk-skranke-1"
RULES = {'phone_after = "60 s"': 'phone_after = "2 s"', 'offer_after = "3 min"': 'offer_after = "8 s"',
         "books = false": "books = true "}


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    """Return a site whose librarian is waited for a shorter time, and whose kiosk books."""
    site = SHIPPED.read_text(encoding="utf-8")
    for before, after in RULES.items():
        assert before in site
        site = site.replace(before, after)
    file = tmp_path / "site.toml"
    file.write_text(site, encoding="utf-8")
    return file


def summonses(house: StoryHouse, who: str) -> Any:
    """Return a function that tells what a device hears of the summonses: number, state and minutes of each."""
    seen = house.listen(who, SUMMONSES)
    return lambda: [(s.number, s.state, s.minutes) for s in seen.last.summonses] if seen.last is not None else None


def states(seen: Seen) -> list[str]:
    return [s.state for told in seen.payloads for s in told.summonses]


def takes_a_librarian(citizen: Citizen) -> None:
    citizen.sees_ready("bibliotekar")
    citizen.tap(citizen.card("bibliotekar"))
    citizen.wait_for(lambda: citizen.session.ticket.summons == "asked")


def test_a_librarian_accepts_and_everybody_sees_it(house: StoryHouse, qtbot: Any) -> None:  # B-07, B-08
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    upstairs, others = summonses(house, UPSTAIRS), summonses(house, DOWNSTAIRS)
    with at_kiosk(house, qtbot) as citizen:
        takes_a_librarian(citizen)
        number = citizen.session.ticket.number
        wait_for(lambda: upstairs() == [(number, "asked", None)], "the desk upstairs is called")
        accept = m.AcceptSummons(desk="sal2-bord-4", ticket=number, minutes=2)
        house.done(UPSTAIRS, "accept-summons", accept)
        citizen.wait_for(lambda: citizen.session.ticket.summons == "coming")
        assert citizen.session.ticket.summons_minutes == 2
        wait_for(lambda: others() == [(number, "coming", 2)], "everybody hears that the librarian is on the way")
        house.done(UPSTAIRS, "press", m.Press(desk="sal2-bord-4"))
        wait_for(lambda: others() == [], "who is called waits for nobody any more")
        citizen.wait_for(lambda: citizen.session.ticket.paper == "printed")


def test_nobody_answers_so_it_is_phoned_and_then_a_time_is_offered(house: StoryHouse, qtbot: Any) -> None:  # B-08
    downstairs = house.listen(DOWNSTAIRS, SUMMONSES)
    with at_kiosk(house, qtbot) as citizen:
        takes_a_librarian(citizen)
        citizen.wait_for(lambda: citizen.session.ticket.summons == "escalated")
        citizen.wait_for(lambda: citizen.session.ticket.summons == "unanswered")
        wait_for(lambda: "unanswered" in states(downstairs), "the desks hear what the kiosk has heard")
        assert list(dict.fromkeys(states(downstairs))) == ["asked", "escalated", "unanswered"]
        citizen.session.book_instead()
        reservation = citizen.session.reservation
        citizen.wait_for(lambda: bool(reservation.choices))
        reservation.fresh.stop()
        for step in ("day", "time", "sure"):
            reservation.choose(reservation.choices[0]["key"])
            citizen.wait_for(lambda step=step: reservation.step == step)
            reservation.fresh.stop()
        reservation.confirm()
        citizen.wait_for(lambda: reservation.step == "done" and reservation.paper == "printed")
        [paper] = [file for file in house.folder.tickets.glob("*.txt") if reservation.code in file.read_text()]
        assert "Bibliotekar" in paper.read_text()
