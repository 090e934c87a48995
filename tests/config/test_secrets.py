from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from config.errors import SecretError
from config.secrets import HEALTH_CARD_KEY, HOUSE_KEY, Secrets
from tests.patience import PATIENCE

DEVICES = ["hub", "kiosk-1", "hall-1"]


@pytest.fixture
def kept(tmp_path: Path) -> Secrets:
    secrets = Secrets(tmp_path / "secrets")
    secrets.ensure(DEVICES)
    return secrets


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_a_secret_for_each_device(kept: Secrets) -> None:  # S-04
    passwords = {kept.password(device) for device in DEVICES}
    assert len(passwords) == len(DEVICES)
    assert all(len(password) >= 32 for password in passwords)
    assert len(kept.house_key()) == 32


def test_two_houses_have_different_secrets(kept: Secrets, tmp_path: Path) -> None:  # S-04
    other = Secrets(tmp_path / "other")
    other.ensure(DEVICES)
    assert other.house_key() != kept.house_key()
    assert not {kept.password(d) for d in DEVICES} & {other.password(d) for d in DEVICES}


def test_secrets_are_for_their_owner_alone(kept: Secrets) -> None:  # S-04
    assert mode(kept.folder) == 0o700
    files = list(kept.folder.iterdir())
    assert {file.name for file in files} == {*DEVICES, HOUSE_KEY}
    assert {mode(file) for file in files} == {0o600}


def test_a_folder_that_was_open_is_closed(kept: Secrets) -> None:
    kept.folder.chmod(0o755)
    kept.ensure(DEVICES)
    assert mode(kept.folder) == 0o700


def test_a_later_start_keeps_every_secret_and_makes_those_of_new_devices(kept: Secrets) -> None:
    before = {file.name: file.read_bytes() for file in kept.folder.iterdir()}
    kept.ensure([*DEVICES, "kiosk-2"])
    after = {file.name: file.read_bytes() for file in kept.folder.iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"kiosk-2"}


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 32, b"x" * 31 + b"\n", b"x" * 33, b" " * 32])
def test_a_damaged_secret_is_told_and_not_replaced(kept: Secrets, content: bytes) -> None:
    file = kept.folder / "kiosk-1"
    file.write_bytes(content)
    with pytest.raises(SecretError, match="kiosk-1 is damaged"):
        kept.password("kiosk-1")
    with pytest.raises(SecretError, match="kiosk-1 is damaged"):
        kept.ensure(DEVICES)
    assert file.read_bytes() == content


def test_a_damaged_house_key_is_told(kept: Secrets) -> None:
    (kept.folder / HOUSE_KEY).write_text("0" * 63, encoding="ascii")
    with pytest.raises(SecretError, match=r"house\.key is damaged"):
        kept.house_key()


def test_the_key_of_health_cards_is_made_only_where_they_are_read(kept: Secrets) -> None:  # S-02, S-04
    with pytest.raises(SecretError, match=r"no secret .*health-card\.key"):
        kept.health_card_key()
    kept.ensure(DEVICES, health_card=True)
    made = kept.health_card_key()
    assert len(made) == 32
    assert made != kept.house_key()
    assert mode(kept.folder / HEALTH_CARD_KEY) == 0o600
    kept.ensure(DEVICES)
    assert kept.health_card_key() == made


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o660])
def test_a_secret_that_others_may_read_is_refused(kept: Secrets, bits: int) -> None:  # S-04
    (kept.folder / "hub").chmod(bits)
    with pytest.raises(SecretError, match="chmod 600"):
        kept.password("hub")


def test_a_missing_secret_says_how_to_get_one(kept: Secrets) -> None:
    with pytest.raises(SecretError, match="copy the file from the house's machine"):
        kept.password("kiosk-9")


def test_a_secret_that_cannot_be_read_is_told(kept: Secrets) -> None:
    (kept.folder / "desk-1").mkdir()
    with pytest.raises(SecretError, match="cannot be read: Is a directory"):
        kept.password("desk-1")


def test_starts_at_the_same_instant_agree_on_one_secret(tmp_path: Path) -> None:
    everybody = threading.Barrier(8)
    seen: list[str] = []

    def start() -> None:
        secrets = Secrets(tmp_path / "secrets")
        everybody.wait(PATIENCE)
        secrets.ensure(DEVICES)
        seen.append(secrets.password("hub"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(seen) == 8
    assert len(set(seen)) == 1
    assert {file.name for file in (tmp_path / "secrets").iterdir()} == {*DEVICES, HOUSE_KEY}


def test_a_foreign_brokers_password_is_what_was_written_there(kept: Secrets) -> None:
    path = kept.folder / "zigbee.mqtt"
    with pytest.raises(SecretError, match=r"There is no secret .*zigbee\.mqtt"):
        kept.broker_password("zigbee")
    path.write_text("it is so\n", encoding="ascii")
    path.chmod(0o600)
    assert kept.broker_password("zigbee") == "it is so"
    path.chmod(0o644)
    with pytest.raises(SecretError, match="open to other users"):
        kept.broker_password("zigbee")


@pytest.mark.parametrize("user", ["", "../hub", "a/b", "a.b", "\0"])
def test_a_user_never_names_another_file(kept: Secrets, user: str) -> None:
    with pytest.raises(SecretError, match="cannot have a file"):
        kept.broker_password(user)
