"""What the hub lets a kiosk do with booked times: what the site allows, with what it gave out itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broker import messages as m
from broker.link import Link
from config.site import ScannerSettings
from tests.broker.conftest import OPENING, House, result
from tests.broker.test_bookings import QUARTER, TEN, TOMORROW, booked, reason

SOON = OPENING + timedelta(minutes=30)


def allow(house: House, *, books: bool = True, cards: bool = False) -> None:
    """Let the site's kiosk book and read cards, or not."""
    house.stop_hub()
    kiosks = tuple(kiosk.model_copy(update={"books": books}) for kiosk in house.site.kiosks)
    scanner = ScannerSettings(health_card=cards)
    house.site = house.site.model_copy(update={"kiosks": kiosks, "scanner": scanner})
    house.start_hub()


@pytest.fixture
def kiosk(house: House) -> Link:
    return house.link("kiosk-1")


@pytest.mark.parametrize("hold", [True, False])
def test_a_kiosk_books_only_where_the_site_allows_it(house: House, kiosk: Link, *, hold: bool) -> None:
    assert reason(kiosk.call("book", m.Book(task="pas", start=TEN, hold=hold))) == "not_allowed"
    allow(house)
    made = booked(kiosk, TEN, hold=hold, channel="phone")
    assert made.channel == "kiosk"


def test_a_kiosk_confirms_and_cancels_what_it_gave_out_itself(house: House, kiosk: Link) -> None:
    allow(house)
    held = booked(kiosk, TEN, hold=True)
    house.stop_hub()
    house.start_hub()  # who made it is known from the log, not from memory
    confirmed = result(kiosk.call("confirm-booking", m.ConfirmBooking(code=held.code)), m.Booked).booking
    assert (confirmed.state, confirmed.channel) == ("booked", "kiosk")
    given_back = result(kiosk.call("cancel-booking", m.AboutBooking(code=held.code)), m.Booked).booking
    assert given_back.state == "cancelled"


def test_what_others_booked_reads_like_what_nobody_has(house: House, kiosk: Link) -> None:  # B-03
    allow(house)
    desk = house.link("desk-skranke-1")
    theirs, held = booked(desk, TEN).code, booked(desk, TEN + QUARTER, hold=True).code
    asked = [kiosk.call("cancel-booking", m.AboutBooking(code=code)) for code in (theirs, "XXYYXX")]
    asked += [kiosk.call("confirm-booking", m.ConfirmBooking(code=code)) for code in (held, "XXYYXX")]
    assert len({reply.model_dump_json() for reply in asked}) == 1
    assert reason(asked[0]) == "unknown_booking"
    found = result(desk.call("find-bookings", m.FindBookings(day=TOMORROW)), m.BookingsFound).bookings
    assert [b.booking.state for b in found] == ["booked", "held"]


def test_days_with_free_times_come_six_at_a_time(kiosk: Link) -> None:
    first = result(kiosk.call("free-days", m.AskDays(task="pas", since=TOMORROW)), m.FreeDays)
    assert first.days == tuple(TOMORROW + timedelta(days=n) for n in (0, 1, 2, 3, 6, 7))
    assert first.more is not None
    after = result(kiosk.call("free-days", m.AskDays(task="pas", since=first.more)), m.FreeDays)
    assert len(after.days) == 6
    assert after.days[0] > first.days[-1]
    last = TOMORROW + timedelta(days=400)
    assert result(kiosk.call("free-days", m.AskDays(task="pas", since=last)), m.FreeDays).days == ()
    past = m.AskDays(task="pas", since=TOMORROW.replace(year=1990))
    long_ago = result(kiosk.call("free-days", past), m.FreeDays)
    assert long_ago.days[0] == OPENING.date()


# ---- health cards


def card(link: Link, born: str) -> m.Reply:
    return link.call("check-in", m.CheckIn(born=born))


def test_a_cards_birthday_checks_the_one_expected_citizen_in(house: House, kiosk: Link) -> None:  # B-03, S-02
    allow(house, cards=True)
    desk = house.link("desk-skranke-1")
    booked(desk, SOON, born="2311")
    booked(desk, SOON, born="2411")
    booked(desk, OPENING + timedelta(hours=3), born="2311")  # too far off to be meant
    arrived = result(card(kiosk, "2311"), m.CheckedIn)
    assert (arrived.booking.start, arrived.slip.number) == (SOON, "B001")
    assert reason(card(kiosk, "2311")) == "unknown_booking"  # and nobody else is expected


def test_several_none_and_wrong_read_the_same_and_are_counted(house: House, kiosk: Link) -> None:  # B-03
    allow(house, cards=True)
    desk = house.link("desk-skranke-1")
    for task in ("pas", "skat"):
        booked(desk, SOON, task, born="2311")
    said = [card(kiosk, born) for born in ("2311", "0101", "2311")]
    said.append(kiosk.call("check-in", m.CheckIn(code="XXYYXX")))
    said.append(kiosk.call("check-in", m.CheckIn(born="2411", start=SOON)))
    assert {reason(reply) for reply in said} == {"unknown_booking"}
    assert reason(card(kiosk, "2311")) == "too_many_tries"


def test_no_card_is_read_where_the_site_has_not_turned_it_on(house: House, kiosk: Link) -> None:  # S-02
    booked(house.link("desk-skranke-1"), SOON, born="2311")
    assert reason(card(kiosk, "2311")) == "not_allowed"
    found = kiosk.call("check-in", m.CheckIn(born="2311", start=SOON))
    assert result(found, m.CheckedIn).booking.start == SOON
