"""A day by appointment over real processes: booked by phone, moved, checked in, called in time, and no-shows."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.patience import PATIENCE, wait_for
from tests.stories.conftest import StoryHouse

ZONE = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)


def kvik(house: StoryHouse, *words: str) -> dict[str, Any]:
    """Return what a command of the real command line answers, done or refused."""
    said = subprocess.run(
        [sys.executable, "-m", "kvik", *words, "--json", "--data", str(house.folder.path)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )
    assert said.stdout, said.stderr
    found = json.loads(said.stdout)
    assert isinstance(found, dict)
    assert (found["outcome"] == "done") is (said.returncode == 0)
    return found


def code_of(made: dict[str, Any]) -> str:
    assert made["outcome"] == "done", made
    return str(made["booking"]["code"])


def clock_comes_to(house: StoryHouse, hour: int, minute: int, second: int = 0) -> None:
    """Let the house sleep until a time of this Monday, and wake up again."""
    house.hub.stop()
    told = house.folder.read_house()
    offset = MONDAY.replace(hour=hour, minute=minute, second=second) - datetime.now(UTC)
    house.folder.write_house(told.model_copy(update={"clock_offset_seconds": offset.total_seconds()}))
    house.bring_back(house.hub)


def called(house: StoryHouse, desk: str) -> str | None:
    call = kvik(house, "press", desk)["call"]
    return call["number"] if call else None


def test_a_day_by_appointment(house: StoryHouse) -> None:
    # By phone, in the morning: one keeps the time, one moves it, one gives it back, one will not come.
    mine = code_of(kvik(house, "book", "pas", "--at", "11:00", "--channel", "phone", "--name", "M. H.",
                        "--contact", "12345678", "--born", "2311"))
    moved = code_of(kvik(house, "book", "skat", "--at", "11:00", "--channel", "phone"))
    given_back = code_of(kvik(house, "book", "skat", "--at", "11:00", "--channel", "phone"))
    absent = code_of(kvik(house, "book", "boligstoette", "--at", "11:15", "--channel", "phone"))
    full = kvik(house, "book", "pas", "--at", "11:00")
    assert (full["outcome"], full["reason"]) == ("refused", "just_taken")  # B-02
    assert code_of(kvik(house, "booking", "move", moved, "--to", "11:45")) == moved
    kvik(house, "booking", "cancel", given_back)
    eleven = [t for t in kvik(house, "slots", "pas")["times"] if t["start"] == "2026-11-23T10:00:00Z"]
    assert [(t["staff"], t["free"]) for t in eleven] == [(3, 2)]
    assert kvik(house, "checkin", given_back)["reason"] == "cancelled"

    # Ten minutes early: checked in, but nobody is overtaken.
    clock_comes_to(house, 10, 50)
    walk_ins = [kvik(house, "take", "kvik")["ticket"] for _ in range(3)]
    arrived = kvik(house, "checkin", mine)
    assert (arrived["ticket"], arrived["keeps_time"]) == ("B001", True)
    assert called(house, "skranke-1") == walk_ins[0]

    # The time is due: before the walk-ins who still wait.
    clock_comes_to(house, 10, 58)
    assert called(house, "skranke-2") == "B001"
    assert kvik(house, "why", "B001")["rule"] == "due_booking"
    assert called(house, "skranke-3") == walk_ins[1]

    # Who does not come within five minutes gives the time back (B-06), and may come late all the same.
    def state(code: str) -> str:
        return str(kvik(house, "booking", "find", code)["bookings"][0]["booking"]["state"])

    clock_comes_to(house, 11, 19, 50)
    assert state(absent) == "booked"
    clock_comes_to(house, 11, 20, 1)
    wait_for(lambda: state(absent) == "released", "the time of one who did not come goes back to others")
    free = [t["start"] for t in kvik(house, "slots", "pas")["times"]]
    assert "2026-11-23T10:30:00Z" in free
    late = kvik(house, "checkin", absent)
    assert (late["ticket"], late["keeps_time"]) == ("B002", True)
    assert called(house, "skranke-4") == walk_ins[2]  # nobody waits longer than 20 minutes for KVIK
    assert called(house, "skranke-5") == "B002"

    # And the one that was moved is expected at the new time, too late for the old one.
    clock_comes_to(house, 11, 56)
    very_late = kvik(house, "checkin", moved)
    assert (very_late["keeps_time"], very_late["minutes_early"]) == (False, -11)
    assert kvik(house, "checkin", moved)["reason"] == "already_in"


def test_six_hands_reach_for_the_last_time(house: StoryHouse) -> None:  # B-02
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "kvik", "book", "bibliotekar", "--at", "11:00", "--json",
             "--data", str(house.folder.path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ) for _ in range(6)
    ]
    said = [json.loads(command.communicate(timeout=PATIENCE)[0]) for command in commands]
    assert sorted(one["outcome"] for one in said) == ["done", *["refused"] * 5]
    assert {one.get("reason") for one in said} == {None, "just_taken"}
    assert datetime.fromisoformat(next(o for o in said if o["outcome"] == "done")["booking"]["start"]) == (
        MONDAY + timedelta(hours=11))
