from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.screens.conftest import Room

SHORTLY = 30


def test_the_clock_reads_as_in_denmark(room: Room) -> None:
    assert room.house.property("time") == "10.42"
    assert room.house.property("date") == "mandag 23. november"


def test_date_and_moments_follow_the_language(room: Room) -> None:
    tomorrow = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    next_week = tomorrow + timedelta(days=6)
    assert room.house.when_text(tomorrow) == "i morgen kl. 10.00"
    room.house.speak("en")
    assert room.house.property("date") == "Monday 23 November"
    assert room.house.when_text(tomorrow) == "tomorrow at 10.00"
    assert room.house.when_text(next_week) == "Monday 30 November at 10.00"
    assert room.house.when_text(room.clock.now() + timedelta(hours=3)) == "at 13.42"


def test_the_clock_sleeps_until_the_next_minute_begins(room: Room) -> None:
    left = room.house._minute.remainingTime()  # noqa: SLF001 - that it does not tick is the point
    assert 49_000 < left <= 50_001


def test_a_language_that_the_site_does_not_have_changes_nothing(room: Room) -> None:
    room.house.speak("xx")
    assert room.house.property("language") == "da"


@pytest.fixture
def quick_room(room: Room) -> Room:
    room.house._silence.setInterval(SHORTLY)  # noqa: SLF001
    room.house._silence.start()  # noqa: SLF001
    return room


def test_a_hub_that_is_not_heard_is_silent_and_one_heartbeat_ends_it(quick_room: Room, qtbot) -> None:  # D-05
    house = quick_room.house
    with qtbot.waitSignal(house.silent_changed):
        pass
    assert house.property("silent") is True
    quick_room.tell()
    assert house.property("silent") is False


def test_a_retained_message_of_long_ago_is_no_sign_of_life(quick_room: Room, qtbot) -> None:  # D-05
    with qtbot.waitSignal(quick_room.house.silent_changed):
        pass
    quick_room.clock.advance(timedelta(0))
    quick_room._beats = int(-60e6)  # noqa: SLF001 - a minute ago
    quick_room.tell()
    assert quick_room.house.property("silent") is True
    quick_room.tell()  # the next one is newer than the one before, whatever the clocks say
    assert quick_room.house.property("silent") is False
