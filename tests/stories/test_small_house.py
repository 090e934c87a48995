"""A branch library as a small house of its own on the same hub: kiosk, desk and hall see only what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from broker import messages as m
from broker.topics import SHOWN
from config.folder import DataFolder
from config.load import SHIPPED
from kvik.premises import only_house, prepare
from tests.patience import wait_for
from tests.stories.conftest import OPENING, StoryHouse

SMALL_HOUSE = """
[services.fuglebjerg-hjaelp]
letter = "F"
entry = "walk-in"
branch = "fuglebjerg"
name = { da = "Hjælp", en = "Help" }
about = { da = "Biblioteket på stedet", en = "The library here" }
place = { da = "Skranken", en = "The desk" }
expected = "5 min"
shifts = [{ days = "mon-fri", from = "10:00", to = "14:00", staff = 1 }]

[desks.fuglebjerg]
name = "Skranken i Fuglebjerg"
branch = "fuglebjerg"
services = ["fuglebjerg-hjaelp"]

[[kiosks]]
id = "kiosk-fuglebjerg"
branch = "fuglebjerg"
printer = "tcp://127.0.0.1:9"
printer_model = "epson-tm-t20iii"
panel_mm = [476, 846]

[[displays]]
id = "hall-fuglebjerg"
branch = "fuglebjerg"
panel_mm = [527, 296]
farthest_seat_m = 4.0
"""
HALLS = ("hall-1", "hall-fuglebjerg")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[StoryHouse]:
    """Open the shipped house with a small one at Fuglebjerg."""
    site = tmp_path / "site.toml"
    site.write_text(SHIPPED.read_text("utf-8") + SMALL_HOUSE, "utf-8")
    folder = DataFolder(tmp_path / "house")
    folder.create()
    with only_house(folder), ExitStack() as stack:
        found = StoryHouse(prepare(folder, site, OPENING), stack)
        found.open()
        yield found


def test_each_place_calls_its_own(house: StoryHouse) -> None:
    for hall in HALLS:
        house.start(hall, "display", "--device", hall, "--headless", "--size", "640x360")
    shown = {hall: house.listen("console", SHOWN, device=hall) for hall in HALLS}

    def seen_at(hall: str) -> set[str]:
        return {call[11:15] for told in shown[hall].payloads for call in told.calls}

    for kiosk, service in (("kiosk-1", "fuglebjerg-hjaelp"), ("kiosk-fuglebjerg", "kvik")):
        refused = house.call(kiosk, "take", m.Take(service=service)).refusal
        assert refused is not None
        assert refused.reason == "wrong_place"
    house.done("kiosk-1", "take", m.Take(service="kvik"))
    house.done("kiosk-fuglebjerg", "take", m.Take(service="fuglebjerg-hjaelp"))
    here = house.done("desk-fuglebjerg", "press", m.Press(desk="fuglebjerg"))["call"]
    there = house.done("desk-skranke-1", "press", m.Press(desk="skranke-1"))["call"]
    assert (here["number"], here["place"], there["number"]) == ("F001", "Skranken i Fuglebjerg", "K001")
    wait_for(lambda: all(seen_at(hall) for hall in HALLS), "both halls have shown a call")
    house.done("desk-skranke-1", "finish", m.AtDesk(desk="skranke-1"))
    assert (seen_at("hall-1"), seen_at("hall-fuglebjerg")) == ({"K001"}, {"F001"})
