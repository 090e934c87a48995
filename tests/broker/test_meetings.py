"""Where the two ends of a call meet: one room, a pass for each end, and nothing about persons in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import jwt
import pytest

from broker.meetings import Meetings
from broker.video_pass import PassOffice, check_secret
from config.errors import SecretError
from config.load import load_site
from config.video import Side, VideoSettings
from queueing.clock import ManualClock
from queueing.names import DeskId, StationId
from queueing.reception import Reception
from queueing.tickets import State, Ticket, ticket_id
from tests.queueing.small_house import KEY, KVIK, OPENING

SITE = load_site(None)
TALKING = Ticket(
    id=ticket_id(OPENING.date(), "S", 2), letter="S", number=2, day=OPENING.date(), service=KVIK, language="da",
    arrived_at=OPENING, place_at=OPENING, state=State.CALLED, desk=DeskId("skranke-3"), called_at=OPENING,
    station=StationId("station-glumsoe"),
)
SECRET = "a secret of the tests, long enough for the signature"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(OPENING)


@pytest.fixture
def settings(tmp_path: Path) -> VideoSettings:
    secret = tmp_path / "jitsi.secret"
    secret.touch(0o600)
    secret.write_text(SECRET)
    return VideoSettings.model_validate({
        "jitsi": "https://meet.example.dk", "token": {"app_id": "kvik", "secret_file": str(secret)},
    })


def meetings(clock: ManualClock, settings: VideoSettings | None) -> Meetings:
    return Meetings(SITE, Reception(SITE.house(), KEY), PassOffice(settings, clock), clock)


def claims(token: str | None) -> dict[str, object]:
    assert token is not None
    found: dict[str, object] = jwt.decode(
        token, SECRET, algorithms=["HS256"], audience="jitsi", options={"verify_exp": False, "verify_nbf": False},
    )
    return found


def test_both_ends_meet_in_one_room_and_each_reads_who_the_other_is(
    clock: ManualClock, settings: VideoSettings,
) -> None:
    held = meetings(clock, settings)
    here, there = (held.conversation(TALKING, "call-1", side) for side in (Side.DESK, Side.STATION))
    assert here.room == there.room
    officer, citizen = claims(here.token), claims(there.token)
    assert officer["context"]["user"]["name"] == "Skranke 3"  # type: ignore[index]
    assert citizen["context"]["user"]["name"] == "Glumsø"  # type: ignore[index]
    assert (officer["moderator"], citizen["moderator"], citizen["room"]) == (True, False, here.room)


def test_a_pass_stays_the_same_until_it_has_to_be_renewed(clock: ManualClock, settings: VideoSettings) -> None:
    held = meetings(clock, settings)
    first = held.conversation(TALKING, "call-1", Side.DESK)
    clock.advance(timedelta(minutes=59))
    assert held.conversation(TALKING, "call-1", Side.DESK) == first
    clock.advance(timedelta(minutes=2))
    renewed = held.conversation(TALKING, "call-1", Side.DESK)
    assert (renewed.room, renewed.token != first.token) == (first.room, True)


def test_an_engine_without_passes_needs_none(clock: ManualClock) -> None:
    assert meetings(clock, None).conversation(TALKING, "call-1", Side.DESK).token is None
    check_secret(None)


@pytest.mark.expects_log("no pass for a conversation: There is no secret")
def test_a_secret_that_goes_missing_stops_the_picture_and_not_the_visit(
    clock: ManualClock, settings: VideoSettings,
) -> None:
    assert settings.token is not None
    Path(settings.token.secret_file).unlink()
    with pytest.raises(SecretError, match="Write the app secret"):
        check_secret(settings)
    assert meetings(clock, settings).conversation(TALKING, "call-1", Side.DESK).token is None
