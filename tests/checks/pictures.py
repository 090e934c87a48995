"""The README's pictures, made by the software itself: `make pictures`."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from broker import messages as m
from tests.patience import wait_for
from tests.stories import citizen as kiosk
from tests.stories.conftest import StoryHouse, house

__all__ = ["house"]
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WAITING = ("kvik", "kvik", "it-hjaelp", "kvik", "kvik")
STATION = "station-fuglebjerg"


@pytest.mark.may_log(".*")
def test_take_the_pictures(house: StoryHouse, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk, "SIZE", (1080, 1920))
    house.start("hall-1", "display", "--device", "hall-1", "--headless")
    house.start("desk-skranke-1", "desk", "--device", "desk-skranke-1", "--headless")
    for service in WAITING:
        house.done("console", "take", m.Take(service=service))
    for desk in ("skranke-2", "skranke-3", "skranke-1"):
        house.done("console", "press", m.Press(desk=desk))
    with kiosk.at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        qtbot.wait(500)
        citizen.window.grabWindow().save(str(PICTURES / "kiosk-home.png"))
        citizen.tap(citizen.card("kvik"))
        citizen.wait_for(lambda: citizen.session.ticket.paper == "printed")
        qtbot.wait(500)
        citizen.window.grabWindow().save(str(PICTURES / "kiosk-ticket.png"))
        qtbot.wait(12_000)  # the newest call has had its ten seconds, and the desk its confirmation
        for name, device in (("hall", "hall-1"), ("desk", "desk-skranke-1")):
            shutil.copy(house.folder.screens / f"{device}.png", PICTURES / f"{name}.png")
    newest = wait_for(lambda: sorted(house.folder.tickets.glob("*.png")), "a ticket's picture")[-1]
    shutil.copy(newest, PICTURES / "ticket.png")


@pytest.mark.may_log(".*")
def test_take_the_pictures_of_a_visit_over_a_screen(house: StoryHouse) -> None:
    for device, module in ((STATION, "branch"), ("desk-skranke-1", "desk")):
        house.start(device, module, "--device", device, "--headless")

    def take(name: str, device: str = STATION) -> None:
        assert not Event().wait(1.5)  # the page has slid in
        shutil.copy(house.folder.screens / f"{device}.png", PICTURES / f"{name}.png")

    take("station-start")
    for service in WAITING:
        house.done("console", "take", m.Take(service=service))
    for desk in ("skranke-2", "skranke-3"):
        house.done("console", "press", m.Press(desk=desk))
    house.done("console", "start-visit", m.StartVisit(station=STATION))
    take("station-waiting")
    house.done("console", "ready-visit", m.AtStation(station=STATION))
    take("desk-station-waits", "desk-skranke-1")
    house.done("console", "press", m.Press(desk="skranke-1", ticket="S001"))
    take("station-talk")
    take("desk-station", "desk-skranke-1")
    house.broker.stop()
    assert not Event().wait(12)  # ten seconds of silence are told
    take("station-lost")
