"""Mails about booked times, at a real hub and a real SMTP server on this machine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import broker.mailer
from broker import messages as m
from broker.link import Link
from broker.mail import mailable
from broker.mailer import KEPT
from tests.broker.conftest import House, result
from tests.broker.post_office import PostOffice, free_port, mail_settings, opened
from tests.broker.test_bookings import CPRS, QUARTER, TEN, booked
from tests.patience import wait_for

IDA = "ida@example.org"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def office(port: int) -> Iterator[PostOffice]:
    with opened(port) as office:
        yield office


@pytest.fixture
def desk(house: House, port: int, monkeypatch: pytest.MonkeyPatch) -> Link:
    """A desk of the house, which sends its mail to the port, and tries again soon."""
    monkeypatch.setattr(broker.mailer, "FIRST_PAUSE", 0.05)
    house.stop_hub()
    house.site = house.site.model_copy(update={"mail": mail_settings(port)})
    house.start_hub()
    return house.link("desk-skranke-1")


def kept(house: House) -> bool:
    """Whether anything of Ida is in the database's files."""
    folder = Path(house.database.removeprefix("sqlite:///")).parent
    return any(b"To: ida@example.org" in file.read_bytes() for file in folder.glob("house.sqlite3*"))


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def invitation(mail: EmailMessage) -> tuple[str, Any]:
    [part] = mail.iter_attachments()
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    calendar = Calendar.from_ical(raw)
    [event] = calendar.walk("VEVENT")
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == str(calendar["METHOD"])
    return str(calendar["METHOD"]), event


def test_booked_moved_cancelled_each_with_its_calendar_entry(house: House, desk: Link, office: PostOffice) -> None:
    code = booked(desk, TEN, name="Ida Hansen", contact=IDA, channel="phone").code
    house.clock.offset += QUARTER / 15
    desk.call("move-booking", m.MoveBooking(code=code, start=TEN + QUARTER))
    house.clock.offset += QUARTER / 15
    desk.call("cancel-booking", m.AboutBooking(code=code))
    wait_for(lambda: len(office.mails) == 3)
    first, moved, cancelled = office.mails
    assert text(first) == f"""Du har fået en tid.

Pas eller kørekort
tirsdag den 24. november 2026 kl. 10.00
Borgernes Hus · Næstved, Skrankerne i stueetagen

Husk: Gyldig legitimation og dit gamle pas eller kørekort.

Din kode er {code}. Tast koden på skærmen ved indgangen, når du kommer.

Kan du ikke komme? Ring på 55 88 55 88.
"""
    assert [str(x["Subject"]) for x in office.mails] == [
        "Din tid hos Borgernes Hus · Næstved", "Din tid hos Borgernes Hus · Næstved er flyttet",
        "Din tid hos Borgernes Hus · Næstved er aflyst",
    ]
    assert {str(x["To"]) for x in office.mails} == {IDA}
    assert "kl. 10.15" in text(moved)
    assert "kode" not in text(cancelled)
    entries = [invitation(x) for x in office.mails]
    assert [method for method, _ in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(event["UID"]) for _, event in entries} == {f"{code}@naestved.kvik"}
    numbers = [int(event["SEQUENCE"]) for _, event in entries]
    assert numbers == sorted(set(numbers))
    assert [event["DTSTART"].dt for _, event in entries] == [TEN, TEN + QUARTER, TEN + QUARTER]
    assert not any("Ida Hansen" in x.as_string() for x in office.mails)


def test_a_time_over_a_screen_is_at_the_branch(desk: Link, office: PostOffice) -> None:
    code = booked(desk, TEN, "skat", contact=IDA, branch="fuglebjerg").code
    wait_for(lambda: office.mails)
    [mail] = office.mails
    assert mail["Subject"] == "Din tid hos Lokalbibliotek Fuglebjerg"
    assert "\nLokalbibliotek Fuglebjerg, Skærmen på lokalbiblioteket\n" in text(mail)
    assert f"Din kode er {code}. Du taler med os over skærmen. Tast koden på den, når du kommer." in text(mail)
    _, event = invitation(mail)
    assert str(event["LOCATION"]) == "Lokalbibliotek Fuglebjerg, Skærmen på lokalbiblioteket"
    assert str(event["SUMMARY"]).endswith(", Lokalbibliotek Fuglebjerg")


def test_a_mail_in_english_and_none_for_a_hold_before_it_is_confirmed(desk: Link, office: PostOffice) -> None:
    held = booked(desk, TEN, hold=True, contact=IDA, language="en")
    confirmed = desk.call("confirm-booking", m.ConfirmBooking(code=held.code))
    assert result(confirmed, m.Booked).booking.state == "booked"
    booked(desk, TEN, contact="12 34 56 78")
    wait_for(lambda: len(office.mails) == 1)
    assert "Tuesday 24 November 2026 at 10:00" in text(office.mails[0])
    assert "Please bring: Valid ID" in text(office.mails[0])
    assert str(office.mails[0]["Subject"]) == "Your appointment at Borgernes Hus · Næstved"


@pytest.mark.may_log("mails wait for their server")
def test_a_mail_outlives_a_server_that_is_gone_and_a_hub_that_stops(  # R-01, S-03
    house: House, desk: Link, port: int, caplog: pytest.LogCaptureFixture,
) -> None:
    booked(desk, TEN, contact=IDA)
    wait_for(lambda: f"1 mails wait for their server: 127.0.0.1:{port} cannot be reached" in caplog.text)
    house.stop_hub()
    assert IDA not in caplog.text
    assert kept(house)
    with opened(port) as office:
        house.start_hub()
        wait_for(lambda: len(office.mails) == 1 and not kept(house))


@pytest.mark.may_log("mails wait for their server")
@pytest.mark.expects_log("a mail was given up: no server took it for 24 hours")
def test_a_mail_that_no_server_takes_for_a_day_is_erased(house: House, desk: Link) -> None:  # S-03
    booked(desk, TEN, contact=IDA)
    wait_for(lambda: kept(house))
    house.clock.offset += KEPT + timedelta(minutes=1)
    wait_for(lambda: not kept(house))


@pytest.mark.may_log("a mail waits for its server")
def test_a_busy_server_is_asked_again(desk: Link, office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.answer = "451 later"
    booked(desk, TEN, contact=IDA)
    wait_for(lambda: "the server answers 451" in caplog.text)
    office.answer = "250 taken"
    wait_for(lambda: len(office.mails) == 1)


@pytest.mark.expects_log("a mail was given up")
def test_an_address_that_nobody_has_is_given_up(
    house: House, desk: Link, office: PostOffice, caplog: pytest.LogCaptureFixture,
) -> None:
    office.answer = "550 no such user"
    booked(desk, TEN, contact=IDA)
    wait_for(lambda: "given up" in caplog.text)
    wait_for(lambda: not kept(house))
    assert IDA not in caplog.text


@pytest.mark.parametrize("contact", [
    "12345678", "a@b\r\nBcc: x@y", "a@b, c@d", "a b@c", "@b", "a@", "å@b.dk", "", "[fjernet]@b.dk",
])
def test_what_is_no_single_address_gets_no_mail(contact: str) -> None:
    assert not mailable(contact)
    assert mailable(IDA)


@pytest.mark.parametrize("cpr", CPRS)
def test_no_mail_tells_the_number_of_a_person(  # S-01
    desk: Link, office: PostOffice, caplog: pytest.LogCaptureFixture, cpr: str,
) -> None:
    caplog.set_level(logging.DEBUG, "broker")
    booked(desk, TEN, "bibliotekar-dobbelt", name=cpr, topic=cpr, contact=f"{cpr.replace(' ', '-')}@example.org")
    booked(desk, TEN, contact=IDA, name=cpr)
    wait_for(lambda: len(office.mails) == 1)
    written = " ".join(x.as_string() for x in office.mails) + " ".join(text(x) for x in office.mails) + caplog.text
    for shape in (cpr, cpr.replace(" ", "-"), cpr.replace("-", "").replace(" ", "").replace(".", "")):
        assert shape not in written


def test_a_house_without_a_mail_server_sends_none(house: House) -> None:
    booked(house.link("desk-skranke-1"), TEN, contact=IDA)
    assert not any(thread.name == "hub-mail" for thread in threading.enumerate())
