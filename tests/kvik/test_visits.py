"""Visits at stations from the command line, at a real house; the station is a link in the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from broker.identity import identity_of
from config.connection import find_connection, house_clock
from tests.kvik.conftest import Terminal
from tests.patience import PatientLink, wait_for

GLUMSOE = "station-glumsoe"


@pytest.fixture
def station(house: Terminal) -> Iterator[str]:
    """Return the name of a station that is connected."""
    connection = find_connection(device=GLUMSOE, data=house.data)
    link = PatientLink(identity_of(connection), house_clock(connection))
    link.start()
    try:
        wait_for(lambda: "connected" in house("station", "status", GLUMSOE).out, "the station is there")
        yield GLUMSOE
    finally:
        link.stop()


def visit(house: Terminal, station: str, wanted: Callable[[Any], bool]) -> Any:
    """Return what a station shows once it is as wanted; it follows what was committed within a moment."""
    shown: list[Any] = []

    def is_wanted() -> bool:
        shown.append(house.done("station", "status", station)["visit"])
        return wanted(shown[-1])

    wait_for(is_wanted, "the station shows it")
    return shown[-1]


def test_a_visit_by_commands(house: Terminal, station: str) -> None:
    ticket = house.done("visit", "start", station)["ticket"]
    assert ticket.startswith("S")
    assert house.refused("visit", "start", station)["reason"] == "station_busy"
    said = house("visit", "ready", station).out
    assert said == "The citizen at Lokalbibliotek Glumsø (station-glumsoe) is ready.\n"
    shown = visit(house, station, lambda v: v is not None and v["ready"])
    assert (shown["number"], shown["state"]) == (ticket, "waiting")
    called = house.done("press", "skranke-5", "--ticket", ticket)["call"]
    assert (called["number"], called["station"]) == (ticket, station)
    assert "conversation" not in visit(house, station, lambda v: v is not None and v["state"] == "called")
    said = house("station", "status", station).out
    assert said.startswith("Lokalbibliotek Glumsø (station-glumsoe): connected\n")
    assert said.endswith("in conversation with Skranke 5, ready\n")
    assert house("visit", "end", station).code == 0
    visit(house, station, lambda v: v is None)
    assert house("station", "status", station).out.endswith("Nobody is there.\n")


def test_a_time_at_a_branch_by_commands(house: Terminal, station: str) -> None:  # B-03
    made = house.done("book", "skat", "--at", "10:45", "--branch", "glumsoe")["booking"]
    assert made["branch"] == "glumsoe"
    assert "10:45" not in house("slots", "skat", "--branch", "glumsoe").out
    assert house.refused("checkin", made["code"])["reason"] == "wrong_place"
    arrived = house.done("checkin", made["code"], "--station", station)
    assert arrived["slip"]["service"] == "skaerm"
    visit(house, station, lambda v: v is not None)
    assert "booked for 10:45" in house("station", "status", station).out
    house.done("checkin", made["code"], "--undo")


def test_what_cannot_be_is_refused_with_its_mend(house: Terminal) -> None:
    assert "station-glumsoe" in house.refused("station", "status", "station-moon")["fix"]
    assert house.refused("visit", "end", "station-moon")["reason"] == "unknown_station"
    assert house.refused("book", "pas", "--at", "12:00", "--branch", "glumsoe")["reason"] == "needs_presence"
    assert house.refused("visit", "start", "station-fuglebjerg")["reason"] == "line_lost"
