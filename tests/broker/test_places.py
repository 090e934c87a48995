"""Kiosks in the house and at a branch library on one hub: each takes the arrivals of its own place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.topics import Role
from config.load import SHIPPED
from tests.broker.conftest import OPENING, House, result, running_house
from tests.broker.test_bookings import booked
from tests.conftest import running_broker

SOON = OPENING + timedelta(minutes=30)
WITH_A_BRANCH = """
[services.fuglebjerg-raad]
letter = "F"
entry = "either"
branch = "fuglebjerg"
name = { da = "Råd", en = "Advice" }
about = { da = "Biblioteket på stedet", en = "The library here" }
place = { da = "Skranken", en = "The desk" }
expected = "15 min"
shifts = [{ days = "mon-fri", from = "10:00", to = "14:00", staff = 1 }]

[tasks.raad]
service = "fuglebjerg-raad"
length = "15 min"
name = { da = "Råd", en = "Advice" }
bring = { da = "Ingenting", en = "Nothing" }

[desks.fuglebjerg]
name = "Skranken i Fuglebjerg"
branch = "fuglebjerg"
services = ["fuglebjerg-raad"]

[[kiosks]]
id = "kiosk-fuglebjerg"
branch = "fuglebjerg"
printer = "tcp://127.0.0.1:9"
printer_model = "epson-tm-t20iii"
panel_mm = [476, 846]
"""
HERE, THERE = "kiosk-1", "kiosk-fuglebjerg"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Start the shipped house, with Fuglebjerg giving advice of its own."""
    site_file = tmp_path / "site.toml"
    site_file.write_text(SHIPPED.read_text("utf-8") + WITH_A_BRANCH, "utf-8")
    with running_broker(tmp_path, site_file) as broker, running_house(broker, tmp_path, site_file) as found:
        yield found


@pytest.mark.parametrize(("booking", "elsewhere", "place", "taken_at"), [
    ({"task": "pas"}, (THERE,), "", HERE),
    ({"task": "raad"}, (HERE,), "fuglebjerg", THERE),
    ({"task": "skat", "branch": "fuglebjerg"}, (HERE, THERE), "fuglebjerg", "station-fuglebjerg"),
])
def test_an_arrival_is_taken_at_its_own_place(  # B-03
    house: House, booking: dict[str, str], elsewhere: tuple[str, ...], place: str, taken_at: str,
) -> None:
    code = booked(house.link("console"), SOON, **booking).code
    for kiosk in elsewhere:
        refusal = house.link(kiosk).call("check-in", m.CheckIn(code=code)).refusal
        assert refusal is not None
        assert (refusal.reason, refusal.facts["branch"]) == ("wrong_place", place)
    right = house.link(taken_at)
    station = taken_at if right.identity.role is Role.STATION else None
    arrived = result(right.call("check-in", m.CheckIn(code=code, station=station)), m.CheckedIn)
    assert arrived.booking.code == code


@pytest.mark.parametrize(("task", "desk"), [("pas", "desk-fuglebjerg"), ("raad", "desk-skranke-1")])
def test_staff_take_an_arrival_wherever_they_sit(house: House, task: str, desk: str) -> None:
    link = house.link(desk)
    code = booked(link, SOON, task).code
    result(link.call("check-in", m.CheckIn(code=code)), m.CheckedIn)
