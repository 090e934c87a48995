"""The house's time over restarts: it goes on, and never back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kvik.answers import RefusedError
from kvik.day import NOTE_SECONDS, DayBook, Lived, choose_start

ZONE = ZoneInfo("Europe/Copenhagen")
REAL = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MARGIN = timedelta(seconds=NOTE_SECONDS)


def lived(until: datetime, *, simulated: bool = True) -> Lived:
    return Lived(until=until, simulated=simulated)


def starts_at(wanted: datetime | None, before: Lived | None, real: datetime = REAL) -> datetime:
    return real + choose_start(wanted, before, real, ZONE).offset


def test_a_new_house_has_the_machine_s_time_or_that_of_at() -> None:
    assert starts_at(None, None) == REAL
    assert starts_at(MONDAY, None) == MONDAY


def test_the_same_day_again_goes_on_where_it_stopped() -> None:
    stopped = MONDAY + timedelta(hours=3)
    assert starts_at(MONDAY, lived(stopped)) == stopped + MARGIN
    assert starts_at(MONDAY, lived(stopped), REAL + timedelta(days=2)) == stopped + MARGIN


def test_a_later_time_of_the_day_or_a_later_day_is_taken() -> None:
    later = MONDAY + timedelta(hours=5)
    assert starts_at(later, lived(MONDAY)) == later
    assert starts_at(later + timedelta(days=1), lived(later)) == later + timedelta(days=1)


def test_an_earlier_day_is_refused_with_the_mend() -> None:
    with pytest.raises(RefusedError) as refused:
        choose_start(MONDAY, lived(MONDAY + timedelta(days=1)), REAL, ZONE)
    assert refused.value.reason == "earlier_day"
    assert "--at 2026-11-24T10:00" in refused.value.fix
    assert "--data" in refused.value.fix


def test_days_are_those_of_the_house_s_zone() -> None:
    before_midnight = datetime(2026, 11, 22, 22, 58, tzinfo=UTC)  # 23.58 in Næstved
    after_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with pytest.raises(RefusedError):
        choose_start(before_midnight, lived(after_midnight), REAL, ZONE)


def test_without_at_a_simulated_day_that_lies_ahead_goes_on() -> None:
    assert starts_at(None, lived(MONDAY)) == MONDAY + MARGIN
    assert starts_at(None, lived(REAL - timedelta(days=1))) == REAL
    assert starts_at(None, lived(REAL + timedelta(hours=1), simulated=False)) == REAL


def test_the_book_keeps_what_was_noted_and_survives_damage(tmp_path: Path) -> None:
    book = DayBook(tmp_path / "day.json")
    assert book.read() is None
    book.note(MONDAY, simulated=True)
    assert book.read() == lived(MONDAY)
    (tmp_path / "day.json").write_text("{half")
    assert book.read() is None
