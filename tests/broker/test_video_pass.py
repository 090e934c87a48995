"""Passes for rooms: for one room, one side and a short time, and about no person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest

from broker.video_pass import PassOffice
from config.errors import SecretError
from config.video import Side, VideoSettings
from queueing.clock import ManualClock

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
ROOM = "abcdefghijklmnop"
SECRET = "0123456789abcdef0123456789abcdef"


def office(folder: Path, secret: str | None = SECRET, mode: int = 0o600) -> PassOffice:
    file = folder / "jitsi.secret"
    if secret is not None:
        file.write_text(f"{secret}\n")
        file.chmod(mode)
    settings = VideoSettings.model_validate(
        {"jitsi": "https://meet.example.dk", "token": {"app_id": "kvik", "secret_file": str(file)}})
    return PassOffice(settings, ManualClock(NOW))


def claims(token: str | None) -> dict[str, object]:
    assert token is not None
    found: dict[str, object] = jwt.decode(
        token, SECRET, algorithms=["HS256"], audience="jitsi", issuer="kvik",
        options={"verify_exp": False, "verify_nbf": False})
    return found


def test_a_pass_opens_one_room_for_two_hours(tmp_path: Path) -> None:  # S-01
    found = claims(office(tmp_path).token(ROOM, Side.STATION, "Fuglebjerg"))
    assert (found["room"], found["sub"]) == (ROOM, "meet.example.dk")
    assert found["exp"] == (NOW + timedelta(hours=2)).timestamp()
    assert found["nbf"] == (NOW - timedelta(minutes=1)).timestamp()
    assert found["context"] == {"user": {"name": "Fuglebjerg", "moderator": False, "affiliation": "member"}}


def test_only_the_desk_leads(tmp_path: Path) -> None:
    passes = office(tmp_path)
    assert claims(passes.token(ROOM, Side.DESK, "Skranke 3"))["moderator"] is True
    assert claims(passes.token(ROOM, Side.STATION, "Fuglebjerg"))["moderator"] is False


def test_another_secret_opens_nothing(tmp_path: Path) -> None:
    token = office(tmp_path).token(ROOM, Side.DESK, "Skranke 3")
    assert token is not None
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, SECRET[::-1], algorithms=["HS256"], audience="jitsi")


@pytest.mark.parametrize("settings", [None, VideoSettings(url="https://a.dk/{room}"),
                                      VideoSettings(jitsi="https://a.dk")], ids=["none", "url", "open"])
def test_no_pass_where_nobody_asks_for_one(settings: VideoSettings | None) -> None:
    assert PassOffice(settings, ManualClock(NOW)).token(ROOM, Side.DESK, "Skranke 3") is None


@pytest.mark.parametrize(("secret", "mode", "said"), [
    (None, 0, "There is no secret"), (SECRET, 0o644, "open to other users"), ("kort", 0o600, "fewer than 32"),
], ids=["none", "open", "short"])
def test_a_secret_that_will_not_do_is_told(tmp_path: Path, secret: str | None, mode: int, said: str) -> None:
    with pytest.raises(SecretError, match=said):
        office(tmp_path, secret, mode).token(ROOM, Side.DESK, "Skranke 3")
