"""Booked times from the command line, at a real house whose clock stands at 10.00 on a Monday."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.kvik.conftest import Terminal

TOMORROW = "2026-11-24"
ZONE = ZoneInfo("Europe/Copenhagen")


def free(house: Terminal, task: str = "pas", day: str = TOMORROW) -> list[str]:
    """Return the local times of day that are free."""
    times = house.done("slots", task, "--day", day)["times"]
    return [f"{datetime.fromisoformat(t['start']).astimezone(ZONE):%H:%M}" for t in times]


def booked(house: Terminal, at: str, *words: str, task: str = "pas") -> str:
    return str(house.done("book", task, "--at", at, *words)["booking"]["code"])


def test_the_free_times_of_a_day(house: Terminal) -> None:  # B-01
    assert free(house, day="2026-11-25")[:2] == ["14:00", "14:15"]  # Borgerservice opens at 14 on Wednesdays
    said = house("slots", "pas", "--day", "2026-11-30")
    assert said.out.startswith("Pas eller kørekort, Monday 30 November 2026\ntime ")
    assert "10:00      3     3" in said.out
    assert house("slots", "pas", "--day", "2026-11-28").out.endswith("2026: no free time.\n")  # a Saturday


def test_book_find_move_cancel(house: Terminal) -> None:
    person = ("--name", "M. H.", "--contact", "+45 11 22 33 44")
    code = booked(house, f"{TOMORROW}T10:15", *person, "--channel", "phone")
    assert re.fullmatch("[ACDEFGHJKLMNPRTVXY234679]{6}", code)
    for how in ([code], [f"{code[:3].lower()} {code[3:]}"], ["--contact", "11223344"], ["--day", TOMORROW]):
        found = house.done("booking", "find", *how)["bookings"]
        assert [b["person"]["name"] for b in found if b["booking"]["code"] == code] == ["M. H."]
    moved = house.done("booking", "move", code, "--to", f"{TOMORROW}T11:00")["booking"]
    assert (moved["code"], moved["start"], moved["channel"]) == (code, "2026-11-24T10:00:00Z", "phone")
    said = house("booking", "cancel", code)
    assert said.out == f"{code}  Pas eller kørekort  Tue 24 Nov 11:00  cancelled\n"
    assert house.refused("booking", "move", code, "--to", f"{TOMORROW}T11:15")["reason"] == "cancelled"


def test_who_books_hears_what_to_bring(house: Terminal) -> None:
    said = house("book", "pas", "--at", f"{TOMORROW}T12:00", "--lang", "en")
    assert "To bring: Gyldig legitimation og dit gamle pas eller kørekort.\n" in said.out


def test_a_hold_is_confirmed(house: Terminal) -> None:  # B-02
    code = booked(house, f"{TOMORROW}T13:00", "--hold")
    assert house.done("booking", "find", code)["bookings"][0]["booking"]["state"] == "held"
    assert house.done("booking", "confirm", code, "--name", "K. L.")["booking"]["state"] == "booked"
    assert house.refused("booking", "confirm", code)["reason"] == "wrong_state"


def test_check_in_and_back(house: Terminal) -> None:  # B-03, B-04
    code = booked(house, "2026-11-23T11:00")
    arrived = house.done("checkin", code)
    assert re.fullmatch(r"B\d{3}", arrived["ticket"])
    assert arrived["keeps_time"] is True
    assert 0 < arrived["minutes_early"] <= 60
    assert arrived["paper_at"] is None  # this house has no kiosk that could print
    assert house.refused("checkin", code)["reason"] == "already_in"
    assert house("checkin", "--undo", code).out.startswith(f"{code}  Pas eller kørekort  11:00  booked\n")
    assert house.done("why", arrived["ticket"])["state"] == "closed"
    again = house("checkin", code).out
    assert re.match(r"B \d{3}  Borgerservice  .+for 11:00, \d+ min early  \(no paper\)\n", again)


def test_check_in_by_birthday_and_time(house: Terminal) -> None:  # B-03
    booked(house, "2026-11-23T13:30", "--born", "23/11")
    assert house.done("checkin", "--born", "2311", "--at", "13:30")["booking"]["start"] == "2026-11-23T12:30:00Z"
    assert house.refused("checkin", "--born", "2411", "--at", "13:30")["reason"] == "unknown_booking"


@pytest.mark.parametrize(("words", "reason"), [
    (("slots", "hund"), "unknown_task"),
    (("book", "pas", "--at", "2026-11-28T10:00"), "not_bookable"),  # a Saturday
    (("book", "pas", "--at", f"{TOMORROW}T10:07"), "not_bookable"),
    (("book", "pas", "--at", f"{TOMORROW}T10:00", "--lang", "xx"), "unknown_language"),
    (("book", "pas", "--at", f"{TOMORROW}T10:00", "--born", "9999"), "malformed"),
    (("book", "pas", "--at", f"{TOMORROW}T10:00", "--born", "3102"), "malformed"),  # B-03
    (("book", "pas", "--at", f"{TOMORROW}T10:00", "--born", "3113"), "malformed"),  # it could never check in
    (("book", "pas", "--at", f"{TOMORROW}T10:00", "--kiosk", "kiosk-9"), "unknown_device"),
    (("booking", "cancel", "AAAAAA"), "unknown_booking"),
    (("booking", "cancel", "O0I1"), "malformed"),
    (("checkin", "H4K7PX", "--kiosk", "kiosk-9"), "unknown_device"),
])
def test_what_is_refused_with_its_reason(house: Terminal, words: tuple[str, ...], reason: str) -> None:
    assert house.refused(*words)["reason"] == reason


@pytest.mark.parametrize("words", [
    ("slots", "pas", "--day", "tomorrow"), ("book", "pas"), ("book", "pas", "--at", "teatime"),
    ("book", "pas", "--at", "2027-03-28T02:30"), ("book", "pas", "--at", "10:00", "--channel", "fax"),
    ("booking", "find", "H4K7PX", "--contact", "1"), ("checkin",), ("checkin", "--undo"),
    ("checkin", "H4K7PX", "--born", "2311"), ("checkin", "H4K7PX", "--kiosk", "kiosk-1", "--no-paper"),
])
def test_what_is_wrong_use(house: Terminal, words: tuple[str, ...]) -> None:
    assert house(*words).code == 2


def test_a_third_time_for_one_phone_is_refused(house: Terminal) -> None:  # B-06
    for at in ("10:30", "10:45"):
        booked(house, f"2026-11-26T{at}", "--contact", "12 34 56 78")
    words = ("book", "pas", "--at", "2026-11-26T11:00", "--contact", "+4512345678")
    assert house.refused(*words)["reason"] == "too_many_bookings"
