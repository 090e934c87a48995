"""Bookings over the real hub: a broker, SQLite, and a clock that stands at 10.00 on a Monday."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.link import Link
from broker.topics import DESK, PRINT, SERVICES, SUMMONSES
from queueing.bookings import Person
from queueing.store import open_store
from tests.broker.conftest import OPENING, House, result

TOMORROW = date(2026, 11, 24)
TEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
CPRS = ("2311701234", "231170-1234", "231170 1234", "23 11 70 1234", "831170-1234", "23.11.70-1234")
"""The last but one as for test persons: 60 is added to the day."""


@pytest.fixture
def desk(house: House) -> Link:
    return house.link("desk-skranke-1")


@pytest.fixture
def kiosk(house: House) -> Link:
    return house.link("kiosk-1")


def booked(link: Link, start: datetime, task: str = "pas", **more: object) -> m.BookingView:
    wish = m.Book.model_validate({"task": task, "start": start, **more})
    return result(link.call("book", wish), m.Booked).booking


def reason(reply: m.Reply) -> str:
    assert reply.refusal is not None, reply
    assert reply.refusal.fix
    return reply.refusal.reason


def times(link: Link, task: str = "pas", day: date = TOMORROW) -> list[m.FreeTime]:
    return list(result(link.call("slots", m.AskSlots(task=task, day=day)), m.FreeTimes).times)


def test_a_booked_time_is_offered_with_one_fewer_and_then_no_more(desk: Link) -> None:  # B-01, B-02
    assert [(t.staff, t.free) for t in times(desk)[:1]] == [(2, 2)]
    booked(desk, TEN)
    assert times(desk)[0].free == 1
    booked(desk, TEN)
    assert times(desk)[0].start == TEN + QUARTER
    assert reason(desk.call("book", m.Book(task="pas", start=TEN))) == "just_taken"


def test_the_best_staffed_times_are_offered_first(desk: Link) -> None:  # B-01
    monday = date(2026, 11, 30)
    found = result(desk.call("slots", m.AskSlots(task="pas", day=monday)), m.FreeTimes)
    assert {t.staff for t in found.times} == {3, 2}
    assert list(found.offers) == sorted(found.times, key=lambda t: (-t.staff, t.start))[:3]


def test_the_same_request_books_once(desk: Link) -> None:
    wish = m.Book(task="pas", start=TEN)
    replies = [desk.call("book", wish, request_id="one-click") for _ in range(5)]
    assert len({r.model_dump_json() for r in replies}) == 1
    assert times(desk)[0].free == 1


def test_hold_confirm_find_move_cancel(desk: Link) -> None:
    held = booked(desk, TEN, hold=True, channel="phone")
    assert (held.state, held.channel) == ("held", "phone")
    confirm = m.ConfirmBooking(code=held.code, name="M. H.", contact="+45 12 34 56 78")
    assert result(desk.call("confirm-booking", confirm), m.Booked).booking.state == "booked"
    for question in (m.FindBookings(code=held.code), m.FindBookings(contact="12 34 56 78"),
                     m.FindBookings(day=TOMORROW)):
        [found] = result(desk.call("find-bookings", question), m.BookingsFound).bookings
        assert (found.booking.code, found.person.name, found.person.contact) == (held.code, "M. H.", "12345678")
    moved = desk.call("move-booking", m.MoveBooking(code=held.code, start=TEN + QUARTER))
    assert result(moved, m.Booked).booking.start == TEN + QUARTER
    cancelled = desk.call("cancel-booking", m.AboutBooking(code=held.code))
    assert result(cancelled, m.Booked).booking.state == "cancelled"
    assert times(desk)[1].free == 2


def test_check_in_with_every_outcome(house: House, desk: Link, kiosk: Link) -> None:  # B-03, B-04
    early, cancelled = booked(desk, OPENING + 2 * QUARTER, born="2311"), booked(desk, OPENING + 2 * QUARTER)
    desk.call("cancel-booking", m.AboutBooking(code=cancelled.code))
    held, other_day = booked(desk, OPENING + QUARTER, hold=True), booked(desk, TEN)
    arrived = result(kiosk.call("check-in", m.CheckIn(code=early.code)), m.CheckedIn)
    assert (arrived.slip.number, arrived.slip.service, arrived.keeps_time) == ("B001", "borgerservice", True)
    assert 25 <= arrived.minutes_early <= 30
    assert (arrived.booking.state, arrived.booking.number) == ("arrived", "B001")
    outcomes = {
        "already_in": early, "cancelled": cancelled, "wrong_state": held, "wrong_day": other_day,
    }
    for expected, booking in outcomes.items():
        reply = kiosk.call("check-in", m.CheckIn(code=booking.code))
        assert reason(reply) == expected
        assert reply.refusal is not None
        assert reply.refusal.facts["task"] == "pas"
    state = house.watch("desk-skranke-1", DESK, desk="skranke-1").until(lambda seen: seen and seen[-1].waiting)[-1]
    assert [(w.number, w.booked_for) for w in state.waiting] == [("B001", early.start)]
    back = kiosk.call("undo-check-in", m.AboutBooking(code=early.code))
    assert result(back, m.Booked).booking.state == "booked"
    by_birth = kiosk.call("check-in", m.CheckIn(born="2311", start=early.start))
    assert result(by_birth, m.CheckedIn).slip.number == "B002"
    assert reason(kiosk.call("check-in", m.CheckIn())) == "malformed"


def test_five_wrong_codes_a_minute_and_never_a_right_one_held_up(house: House, desk: Link, kiosk: Link) -> None:
    # B-03
    right = [booked(desk, OPENING + 3 * QUARTER + n * QUARTER) for n in range(7)]
    for booking in right[:6]:
        assert kiosk.call("check-in", m.CheckIn(code=booking.code)).outcome == "done"
    wrong = m.CheckIn(code="AAAAAA")
    unknown = [kiosk.call("check-in", wrong) for _ in range(4)]
    unknown.append(kiosk.call("check-in", m.CheckIn(born="0101", start=right[6].start)))
    assert len({r.refusal.model_dump_json() for r in unknown if r.refusal}) == 1  # they read the same
    reply = kiosk.call("check-in", m.CheckIn(code=right[6].code))
    assert reason(reply) == "too_many_tries"
    assert reply.refusal is not None
    assert 0 < int(reply.refusal.facts["seconds"]) <= 60
    assert house.link("desk-skranke-2").call("check-in", m.CheckIn(code=right[6].code)).outcome == "done"


def test_a_kiosk_prints_by_order_of_another_and_only_one_that_exists(house: House, desk: Link) -> None:
    orders = house.watch("kiosk-1", PRINT, device="kiosk-1")
    made = booked(desk, OPENING + QUARTER, paper_at="kiosk-1")
    assert orders.until(len)[0].booking.code == made.code
    desk.call("check-in", m.CheckIn(code=made.code, paper_at="kiosk-1"))
    assert orders.until(lambda seen: len(seen) == 2)[1].slip.number == "B001"
    assert reason(desk.call("book", m.Book(task="pas", start=TEN, paper_at="kiosk-9"))) == "unknown_device"
    assert reason(desk.call("check-in", m.CheckIn(code=made.code, paper_at="kiosk-9"))) == "unknown_device"


def test_a_visit_becomes_a_booking_in_one_action(house: House, desk: Link, kiosk: Link) -> None:
    kiosk.call("take", m.Take(service="kvik"))
    desk.call("press", m.Press(desk="skranke-1"))
    reply = desk.call("book", m.Book(task="pas", start=TEN, ends_visit_at="skranke-1"))
    assert result(reply, m.Booked).finished == "K001"
    elsewhere = m.Book(task="pas", start=TEN, ends_visit_at="skranke-2")
    assert reason(desk.call("book", elsewhere)) == "not_allowed"
    assert reason(kiosk.call("book", elsewhere)) == "not_allowed"
    assert times(desk)[0].free == 1  # of those that were refused nothing is left


def test_the_house_tells_the_next_free_time_and_what_fits_here_and_now(house: House, desk: Link) -> None:  # B-07
    seen = house.watch("kiosk-1", SERVICES)

    def service(name: str) -> m.ServiceState:
        return next(s for s in seen.payloads[-1].services if s.service == name)

    seen.until(len)
    assert service("bibliotekar").here_and_now_minutes == 30
    assert service("borgerservice").next_free == OPENING + QUARTER  # a moment after 10.00
    booked(desk, OPENING + QUARTER, "bibliotekar")
    seen.until(lambda _: service("bibliotekar").here_and_now_minutes == 0)
    assert not service("bibliotekar").takes_tickets
    assert reason(house.link("kiosk-1").call("take", m.Take(service="bibliotekar"))) == "not_now"


def test_a_librarian_is_called_and_says_to_be_on_the_way(house: House, kiosk: Link) -> None:  # B-08
    seen = house.watch("console", SUMMONSES)
    number = result(kiosk.call("take", m.Take(service="bibliotekar")), m.Taken).slip.number
    asked = seen.until(lambda all_: all_ and all_[-1].summonses)[-1].summonses
    assert [(s.number, s.state) for s in asked] == [(number, "asked")]
    house.stop_hub()
    house.start_hub()  # it forgets, and asks anew for who still waits
    librarian = house.link("desk-sal2-bord-4")
    accept = m.AcceptSummons(desk="sal2-bord-4", ticket=number, minutes=3)
    seen.envelopes.clear()
    seen.until(lambda all_: all_ and all_[-1].summonses)
    assert librarian.call("accept-summons", accept).outcome == "done"
    coming = seen.until(lambda all_: any(s.state == "coming" for p in all_ for s in p.summonses))
    assert coming[-1].summonses[0].minutes == 3
    librarian.call("press", m.Press(desk="sal2-bord-4"))
    assert seen.until(lambda all_: not all_[-1].summonses)
    assert reason(librarian.call("accept-summons", accept)) == "unknown_ticket"


@pytest.mark.parametrize(("action", "payload"), [
    ("slots", m.AskSlots(task="pas", day=date.max)), ("slots", m.AskSlots(task="pas", day=date.min)),
    ("book", m.Book(task="pas", start=datetime.max.replace(tzinfo=UTC))),
    ("book", m.Book(task="pas", start=datetime.min.replace(tzinfo=UTC))),
    ("find-bookings", m.FindBookings(day=date.max)), ("find-bookings", m.FindBookings(day=date.min)),
    ("check-in", m.CheckIn(born="2311", start=datetime.max.replace(tzinfo=UTC))),
])
def test_no_time_is_too_far_for_the_hub(house: House, action: str, payload: m.Payload) -> None:
    console = house.link("console")
    console.call(action, payload)
    assert console.call("slots", m.AskSlots(task="pas", day=TOMORROW)).outcome == "done"  # it lives on


def test_a_booking_outlives_the_hub(house: House, desk: Link) -> None:
    made = booked(desk, TEN, name="M. H.")
    house.stop_hub()
    house.start_hub()
    [found] = result(desk.call("find-bookings", m.FindBookings(code=made.code)), m.BookingsFound).bookings
    assert found.person.name == "M. H."


@pytest.mark.parametrize("cpr", CPRS)
def test_numbers_of_persons_get_nowhere(  # noqa: PLR0917
    house: House, desk: Link, kiosk: Link, tmp_path: Path, caplog: pytest.LogCaptureFixture, cpr: str,
) -> None:  # S-01
    caplog.set_level(logging.DEBUG)
    seen = [house.watch("console", topic) for topic in (SERVICES, SUMMONSES)]
    words = {"name": f"Ida {cpr}", "contact": cpr, "topic": f"cpr. {cpr}!"}
    replies = [
        desk.call("book", m.Book.model_validate({"task": "bibliotekar-dobbelt", "start": TEN, **words})),
        desk.call("find-bookings", m.FindBookings(contact=cpr)),
        kiosk.call("help", m.AskForHelp(page=cpr)),
    ]
    held = booked(desk, TEN + 4 * QUARTER, "bibliotekar-dobbelt", hold=True)
    replies.append(desk.call("confirm-booking", m.ConfirmBooking.model_validate({"code": held.code, **words})))
    replies.append(desk.call("find-bookings", m.FindBookings(day=TOMORROW)))
    assert [r.outcome for r in replies] == ["done"] * 5
    plain = cpr.replace(" ", "-").replace(".", "-")
    replies += [
        desk.call("book", m.Book(task=plain, start=TEN)), desk.call("slots", m.AskSlots(task=plain, day=TOMORROW)),
        kiosk.call("take", m.Take(service=plain)), house.link("console").call("press", m.Press(desk=plain)),
        kiosk.call("take", m.Take(service="kvik", paper_at=plain)),
    ]
    house.stop_hub()
    spoken = " ".join([*(r.model_dump_json() for r in replies), caplog.text,
                       *(p.model_dump_json() for s in seen for p in s.payloads)])
    files = b"".join(f.read_bytes() for f in tmp_path.rglob("house.sqlite3*"))
    assert b"[fjernet]" in files  # so what was typed did arrive, scrubbed
    for shape in {cpr, plain, cpr.replace("-", "").replace(" ", "").replace(".", "")}:
        assert shape not in spoken
        assert shape.encode() not in files


def test_who_came_is_erased_at_the_end_of_the_next_day(house: House, desk: Link, tmp_path: Path) -> None:  # S-03
    made = booked(desk, OPENING + QUARTER, name="Glemmesen")
    house.stop_hub()
    house.clock.offset += timedelta(days=2)
    house.start_hub()
    console = house.link("console")
    console.call("take", m.Take(service="kvik"))  # a command may begin the day before the hub does
    house.stop_hub()
    store = open_store(house.database, house.clock)
    with store.transaction() as uow:
        kept = uow.booking(made.code)
    store.close()
    assert kept is not None
    assert kept.person == Person()
    assert not any(b"Glemmesen" in f.read_bytes() for f in tmp_path.rglob("house.sqlite3*"))
