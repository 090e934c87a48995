"""The house's own certificates: made once, renewed in time, taken back for ever (S-04)."""

from __future__ import annotations

import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.authority import Authority, Holder
from config.certificates import names_in, read_certificates, read_list, read_pair
from config.errors import AuthorityError
from queueing.clock import ManualClock
from tests.patience import PATIENCE

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ["kvik.example", "10.0.0.5"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def authority(tmp_path: Path, clock: ManualClock) -> Authority:
    made = Authority(tmp_path / "authority", "naestved", clock)
    assert made.ensure(NAMES)
    return made


def test_everything_is_for_its_owner_alone(authority: Authority) -> None:
    authority.issue("kiosk-1")
    paths = [authority.folder, *authority.folder.rglob("*")]
    rights = {stat.S_IMODE(p.stat().st_mode) for p in paths if p.name != "lock"}
    assert rights == {0o700, 0o600}


def test_no_key_of_a_device_stays_in_the_house(authority: Authority) -> None:
    issued = authority.issue("kiosk-1")
    assert issued.key is not None
    kept = b"".join(p.read_bytes() for p in authority.folder.rglob("*") if p.is_file())
    assert issued.key.splitlines()[1].encode() not in kept


def test_two_houses_have_different_authorities(authority: Authority, tmp_path: Path, clock: ManualClock) -> None:
    other = Authority(tmp_path / "other", "naestved", clock)
    other.ensure(NAMES)
    assert other.certificate.read_text() != authority.certificate.read_text()


def test_how_long_each_is_good(authority: Authority) -> None:
    own = read_certificates(authority.certificate.read_text())[0]
    server = read_pair(authority.server.read_text()).certificate
    device = read_certificates(authority.issue("kiosk-1").certificate)[0]
    ends = [c.not_valid_after_utc - NOW for c in (own, server, device)]
    assert ends == [3652 * DAY, 365 * DAY, 730 * DAY]
    assert {c.not_valid_before_utc for c in (own, server, device)} == {NOW - DAY}
    assert len({c.serial_number for c in (own, server, device)}) == 3
    assert names_in(server) == set(NAMES)


def test_the_houses_certificate_is_renewed_sixty_days_before_its_end(
    authority: Authority, clock: ManualClock,
) -> None:
    assert not authority.ensure(NAMES)
    clock.advance(304 * DAY)
    assert not authority.ensure(NAMES)
    clock.advance(2 * DAY)
    assert authority.ensure(NAMES)
    assert not authority.ensure(NAMES)


def test_the_houses_certificate_follows_its_names(authority: Authority) -> None:
    assert not authority.ensure(NAMES[::-1])
    assert authority.ensure([*NAMES, "other.example"])


def test_a_certificate_never_outlives_its_authority(authority: Authority, clock: ManualClock) -> None:
    clock.advance(3600 * DAY)
    issued = authority.issue("kiosk-1")
    assert issued.until == NOW + 3652 * DAY
    assert authority.ensure(NAMES)
    assert not authority.ensure(NAMES)  # there is nothing better to be had
    clock.advance(52 * DAY)
    with pytest.raises(AuthorityError, match=r"authority ended on 2036-11-22. Check this machine's clock"):
        authority.renew("kiosk-1")


def test_a_device_has_one_key_at_a_time(authority: Authority, clock: ManualClock) -> None:
    first = authority.issue("kiosk-1")
    with pytest.raises(AuthorityError, match=r"until 2028-11-22 already. .* `kvik device revoke kiosk-1`"):
        authority.issue("kiosk-1")
    clock.advance(731 * DAY)
    second = authority.issue("kiosk-1")
    assert second.key != first.key


def test_a_renewal_is_for_the_same_key_and_holds_none(authority: Authority, clock: ManualClock) -> None:
    issued = authority.issue("kiosk-1")
    clock.advance(700 * DAY)
    renewed = authority.renew("kiosk-1")
    assert renewed.key is None
    assert read_pair((issued.key or "") + renewed.certificate).certificate.not_valid_after_utc == renewed.until
    assert renewed.until == clock.now() + 730 * DAY


def test_all_certificates_of_a_device_are_taken_back(authority: Authority, clock: ManualClock) -> None:
    issued, other = authority.issue("kiosk-1"), authority.issue("hall-1")
    renewed = authority.renew("kiosk-1")
    before = authority.list_digest()
    clock.advance(DAY)
    assert authority.revoke("kiosk-1") == 2
    assert authority.list_digest() != before
    serials = {read_certificates(text)[0].serial_number for text in (issued.certificate, renewed.certificate)}
    assert read_list(authority.revoked.read_text()) == dict.fromkeys(serials, NOW + DAY)
    assert authority.revoke("kiosk-1") == 0
    assert authority.holders() == [
        Holder("hall-1", other.until, "valid"), Holder("kiosk-1", renewed.until, "revoked"),
    ]


def test_what_was_taken_back_stays_so_when_a_new_one_is_given(authority: Authority, clock: ManualClock) -> None:
    lost = read_certificates(authority.issue("kiosk-1").certificate)[0].serial_number
    authority.revoke("kiosk-1")
    with pytest.raises(AuthorityError, match=r"was revoked. Make it a pack: kvik device pack kiosk-1"):
        authority.renew("kiosk-1")
    authority.issue("kiosk-1")
    assert [h.state for h in authority.holders()] == ["valid"]
    assert set(read_list(authority.revoked.read_text())) == {lost}
    clock.advance(731 * DAY)
    assert [h.state for h in authority.holders()] == ["expired"]


def test_who_has_none_is_told(authority: Authority) -> None:
    with pytest.raises(AuthorityError, match=r"kiosk-1 has no certificate. See who has one: kvik device list"):
        authority.revoke("kiosk-1")
    with pytest.raises(AuthorityError, match="Make it a pack"):
        authority.renew("kiosk-1")


@pytest.mark.parametrize("lost", ["authority.pem", "revoked.crl"])
def test_nothing_is_made_anew_over_what_was_lost(authority: Authority, lost: str) -> None:
    """A new authority would shut out all devices unseen, and a new list would let in those who were shut out."""
    authority.issue("kiosk-1")
    (authority.folder / lost).unlink()
    with pytest.raises(AuthorityError, match=r"is gone. Restore .* from a backup"):
        authority.ensure(NAMES)


@pytest.mark.parametrize("damaged", ["authority.pem", "revoked.crl", "server.pem", "devices/kiosk-1.crt"])
def test_damage_is_told_with_the_file(authority: Authority, damaged: str) -> None:
    authority.issue("kiosk-1")
    (authority.folder / damaged).write_text("-----BEGIN NOTHING-----\n", encoding="ascii")

    def everything() -> None:
        authority.ensure(NAMES)
        authority.revoke("kiosk-1")

    with pytest.raises(AuthorityError, match=f"{damaged} is damaged"):
        everything()


def test_two_at_once_agree_on_one_authority(tmp_path: Path, clock: ManualClock) -> None:
    everybody = threading.Barrier(4)
    given: list[str] = []

    def start(device: str) -> None:
        authority = Authority(tmp_path / "authority", "naestved", clock)
        everybody.wait(PATIENCE)
        authority.ensure(NAMES)
        given.append(authority.issue(device).authority)

    threads = [threading.Thread(target=start, args=(f"kiosk-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(given) == 4
    assert len(set(given)) == 1
