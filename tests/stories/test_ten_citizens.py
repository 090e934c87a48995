"""Ten citizens, two desks, one librarian, one day: every one is served in time, or said not to come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from broker import messages as m
from queueing.clock import SystemClock
from tests.patience import wait_for
from tests.stories.citizen import at_kiosk
from tests.stories.conftest import StoryHouse
from tests.stories.test_bookings import MONDAY, clock_comes_to

CPR = "231170-1234"
KIOSK = "kiosk-1"


def at(hour: int, minute: int) -> datetime:
    return MONDAY.replace(hour=hour, minute=minute)


def it_is(house: StoryHouse, hour: int, minute: int) -> None:
    """Let the house, and those who speak with it, sleep until a time."""
    clock_comes_to(house, hour, minute)
    clock = house.link("console").clock
    assert isinstance(clock, SystemClock)
    clock.offset = at(hour, minute) - datetime.now(UTC)


def by_phone(house: StoryHouse, task: str, hour: int, minute: int, **more: str) -> str:
    """Book as the contact centre does; what is said of persons may hold what must not be kept."""
    wish = m.Book.model_validate({"task": task, "start": at(hour, minute), "channel": "phone", **more})
    return str(house.done("console", "book", wish)["booking"]["code"])


def checks_in(house: StoryHouse, qtbot: Any, *codes: str) -> list[str]:
    """Hold QR codes to the kiosk's scanner, one citizen after another; return their numbers."""
    numbers = []
    with at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        for code in codes:
            citizen.kiosk.scanner.booking_scanned.emit(code)
            ticket = citizen.session.ticket
            citizen.wait_for(lambda ticket=ticket: ticket.number != "" and ticket.paper == "printed")
            numbers.append(str(ticket.number))
            citizen.session.restart()
    return numbers


def calls(house: StoryHouse, desk: str) -> str | None:
    call = house.done("console", "press", m.Press(desk=desk))["call"]
    return None if call is None else str(call["number"])


def papers(house: StoryHouse) -> list[str]:
    return [file.read_text() for file in house.folder.tickets.glob("*.txt")]


def states(house: StoryHouse) -> dict[str, str]:
    found = house.done("console", "find-bookings", m.FindBookings(day=MONDAY.date()))["bookings"]
    return {b["booking"]["code"]: b["booking"]["state"] for b in found}


def test_a_day_of_ten_citizens(house: StoryHouse, qtbot: Any) -> None:  # B-02, B-03, B-06, Q-06, Q-08
    # In the morning the telephone rings.
    with at_kiosk(house, qtbot) as citizen:
        citizen.sees_ready("kvik")
        passport = by_phone(house, "pas", 10, 30, name=f"Ida {CPR}", contact="12345678", paper_at=KIOSK)
        citizen.wait_for(lambda: passport in "".join(papers(house)))
    tax = by_phone(house, "skat", 10, 30)
    librarian = by_phone(house, "bibliotekar", 11, 0)
    double = by_phone(house, "bibliotekar-dobbelt", 11, 15, topic=f"Slægt, {CPR}")
    moved = by_phone(house, "pas", 11, 0)
    cancelled = by_phone(house, "skat", 11, 0)
    house.done("console", "move-booking", m.MoveBooking(code=moved, start=at(11, 30)))
    house.done("console", "cancel-booking", m.AboutBooking(code=cancelled))

    # Two come early with their codes, and four without a time.
    it_is(house, 10, 25)
    early = checks_in(house, qtbot, passport, tax)
    walk_ins = [house.done("console", "take", m.Take(service="kvik"))["slip"]["number"] for _ in range(4)]
    assert calls(house, "skranke-1") == walk_ins[0]  # early is not yet due
    it_is(house, 10, 28)
    assert [calls(house, "skranke-1"), calls(house, "skranke-2")] == early  # due, before those who walked in
    it_is(house, 10, 40)
    assert [calls(house, desk) for desk in ("skranke-1", "skranke-2", "skranke-1")] == walk_ins[1:]

    # The librarian meets one on time; the other never comes, and the time goes back to others.
    it_is(house, 10, 58)
    [number] = checks_in(house, qtbot, librarian)
    assert calls(house, "sal2-bord-4") == number
    it_is(house, 11, 21)
    wait_for(lambda: states(house)[double] == "released", "who did not come gave the time back")

    # The moved one comes to the new time, and the day is done.
    it_is(house, 11, 29)
    [number] = checks_in(house, qtbot, moved)
    assert calls(house, "skranke-2") == number
    assert states(house) == {
        passport: "arrived", tax: "arrived", librarian: "arrived", moved: "arrived", double: "released",
        cancelled: "cancelled",
    }
    assert calls(house, "skranke-1") is None
    kept = "".join(papers(house)) + "".join(f.read_text() for f in house.folder.logs.glob("*.log"))
    assert CPR not in kept
    assert CPR.replace("-", "") not in kept
