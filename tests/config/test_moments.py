from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from config.moments import parse_moment
from config.values import Mistake

ZONE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
"""Half past midnight on Monday 23 November in Næstved."""


@pytest.mark.parametrize(("typed", "utc"), [
    ("2026-11-23T10:00", "2026-11-23T09:00Z"), ("2026-07-01T10:00", "2026-07-01T08:00Z"),
    (" 2026-11-23 10.00 ", "2026-11-23T09:00Z"), ("2026-11-23T10:00:30", "2026-11-23T09:00:30Z"),
    ("10:00", "2026-11-23T09:00Z"), ("10.00", "2026-11-23T09:00Z"), ("00:00", "2026-11-22T23:00Z"),
    ("2026-11-23", "2026-11-22T23:00Z"), ("2026-11-23T10:00+02:00", "2026-11-23T08:00Z"),
    ("2026-11-23T10:00Z", "2026-11-23T10:00Z"),
])
def test_local_times_as_people_type_them(typed: str, utc: str) -> None:
    moment = parse_moment(typed, ZONE, NOW)
    assert moment.at == datetime.fromisoformat(utc)
    assert moment.note is None


@pytest.mark.parametrize("typed", [
    "", "now", "25:00", "10:60", "2026-02-29T10:00", "2026-13-01", "23/11 10:00", "9999-12-31T23:00",
    "0001-01-01T00:00Z", "2026-11-23T10:00 Europe/Copenhagen", "10" * 100,
])
def test_what_is_no_time_is_told(typed: str) -> None:
    with pytest.raises(Mistake, match="is no local time"):
        parse_moment(typed, ZONE, NOW)


def test_a_time_that_the_clocks_skip_is_refused_with_the_next_that_exists() -> None:
    with pytest.raises(Mistake, match=r"does not exist.*to 03:00.*2026-03-29T03:00"):
        parse_moment("2026-03-29T02:30", ZONE, NOW)


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    moment = parse_moment("2026-10-25T02:30", ZONE, NOW)
    assert moment.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment.note is not None
    assert "2026-10-25T02:30+01:00 for the second" in moment.note
    assert parse_moment("2026-10-25T02:30+01:00", ZONE, NOW).at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_hours_around_a_change_are_told_without_a_note() -> None:
    for typed in ("2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"):
        assert parse_moment(typed, ZONE, NOW).note is None
