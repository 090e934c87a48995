"""Mail servers as towns have them: encrypted, with a login, behind an authority of their own."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

import broker.mailer
from tests.broker.conftest import House
from tests.broker.post_office import PASSWORD, USER, PostOffice, free_port, mail_settings, opened
from tests.broker.test_bookings import TEN, booked
from tests.patience import wait_for

IDA = "ida@example.org"
pytestmark = pytest.mark.may_log("Session.login_data is deprecated", "SMTP session exception")
"""What the server itself says, about its own doing and about clients that do not trust it."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class Town:
    """A house whose mail goes to an encrypted server with a login."""

    def __init__(self, house: House, authority: trustme.CA, folder: Path) -> None:
        self.house = house
        self.port = free_port()
        self.password = folder / "password"
        self.authorities = folder / "authority.pem"
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        authority.cert_pem.write_to_path(self.authorities)
        self._authority = authority

    @contextmanager
    def server(self, *, encrypted: bool = True) -> Iterator[PostOffice]:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._authority.issue_cert("127.0.0.1").configure_cert(tls)
        with opened(self.port, tls if encrypted else None, login=encrypted) as office:
            yield office

    def book(self) -> None:
        """Give a time to somebody who wants a mail."""
        booked(self.house.link("desk-skranke-1"), TEN, contact=IDA)

    def settle(self, **given: object) -> None:
        """Start the hub, again if need be, with these settings of the mail server."""
        usual = {"starttls": True, "user": USER, "password_file": str(self.password),
                 "ca_file": str(self.authorities)}
        self.house.stop_hub()
        self.house.site = self.house.site.model_copy(update={"mail": mail_settings(self.port, **usual | given)})
        self.house.start_hub()


@pytest.fixture
def town(house: House, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(broker.mailer, "FIRST_PAUSE", 0.05)
    folder = tmp_path / "mail"
    folder.mkdir()
    return Town(house, authority, folder)


def test_a_mail_goes_encrypted_and_with_a_login(town: Town) -> None:
    with town.server() as office:
        town.settle()
        town.book()
        wait_for(lambda: len(office.mails) == 1)
        assert office.encrypted


@pytest.mark.parametrize(("wrong", "why"), [
    ({"user": "somebody"}, "refuses user and password (535); check password_file in [mail]"),
    ({"user": "bjørn"}, "take a user and a password without letters such as æ, ø and å"),
    ({"ca_file": None}, "has an untrusted certificate ("),
    ({"password_file": "/nowhere/password"}, "/nowhere/password cannot be read: No such file or directory"),
    ({"ca_file": "/nowhere/ca.pem"}, "/nowhere/ca.pem cannot be read: No such file or directory"),
    ({"starttls": False}, "AUTH extension not supported by server. Check port, starttls and user in [mail]"),
])
@pytest.mark.expects_log("1 mails wait for their server: ")
def test_a_mail_waits_until_what_is_wrong_in_the_settings_is_mended(
    town: Town, caplog: pytest.LogCaptureFixture, wrong: dict[str, str | None], why: str,
) -> None:
    with town.server() as office:
        town.settle(**wrong)
        town.book()
        wait_for(lambda: why in caplog.text)
        assert not office.mails
        said = [record.getMessage() for record in caplog.records if record.name == "broker.mailer"]
        assert not any("\n" in line or IDA in line or PASSWORD in line for line in said)
        town.settle()
        wait_for(lambda: len(office.mails) == 1)


@pytest.mark.expects_log("1 mails wait for their server: ")
def test_no_mail_goes_unencrypted_where_encryption_is_demanded(
    town: Town, caplog: pytest.LogCaptureFixture,
) -> None:
    with town.server(encrypted=False) as office:
        town.settle()
        town.book()
        wait_for(lambda: "STARTTLS extension not supported by server. Check port, starttls" in caplog.text)
        assert not office.mails
    with town.server() as office:
        wait_for(lambda: len(office.mails) == 1)
        assert office.encrypted
