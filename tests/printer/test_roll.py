from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from printer.roll import ENOUGH, LOST_ON_CHANGE_MM, NEAR_END, RollCounter

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


def counter(folder: Path, length_m: float = 80.0) -> RollCounter:
    return RollCounter(folder / "rolls" / "kiosk-1.json", length_m, NOW)


def test_a_new_roll_of_80_m_holds_about_530_tickets(tmp_path: Path) -> None:
    # P-03
    assert 500 < counter(tmp_path).tickets_left < 540


def test_staff_are_told_at_least_fifty_tickets_before_the_end(tmp_path: Path) -> None:
    # P-03
    found = counter(tmp_path, 20.0)
    printed, told_at = 0, None
    while found.roll.used_mm + 160 <= 20_000:
        found.use(160)
        printed += 1
        if found.near_end and told_at is None:
            told_at = printed
    assert told_at is not None
    assert printed - told_at >= 50
    assert found.tickets_left == 0


def test_the_forecast_follows_the_length_of_the_house_s_own_tickets(tmp_path: Path) -> None:
    # P-03
    short, long = counter(tmp_path / "a"), counter(tmp_path / "b")
    for _ in range(ENOUGH):
        short.use(100)
        long.use(200)
    assert short.tickets_left == int((80_000 - LOST_ON_CHANGE_MM - 1000) / 100)
    assert long.tickets_left == int((80_000 - LOST_ON_CHANGE_MM - 2000) / 200)


def test_a_ticket_that_took_no_paper_is_not_counted(tmp_path: Path) -> None:
    found = counter(tmp_path)
    found.use(0.0)
    assert found.roll.slips == 0


def test_counting_goes_on_after_a_restart_and_begins_anew_with_a_new_roll(tmp_path: Path) -> None:
    counter(tmp_path).use(1500)
    again = counter(tmp_path)
    assert (again.roll.slips, again.roll.used_mm) == (1, LOST_ON_CHANGE_MM + 1500)
    later = NOW + timedelta(days=3)
    counter(tmp_path).renew(later)  # another process: the command line
    assert (again.roll.slips, again.roll.since) == (0, later.isoformat())
    assert not again.near_end
    assert NEAR_END > 50


@pytest.mark.expects_log("rolls/kiosk-1.json cannot be read.*Paper is counted from now on")
@pytest.mark.parametrize("content", ["", "{", "[]", '{"since": "x", "strange": 1}'])
def test_a_broken_count_is_said_once_and_printing_goes_on(tmp_path: Path, content: str) -> None:
    found = counter(tmp_path)
    found.use(100)
    (tmp_path / "rolls" / "kiosk-1.json").write_text(content)
    assert found.tickets_left > 0
    assert found.tickets_left > 0
    found.use(100)
    assert counter(tmp_path).roll.slips == 2


@pytest.mark.expects_log("kiosk-1.json cannot be")
def test_a_folder_that_cannot_be_written_counts_in_memory(tmp_path: Path) -> None:
    (tmp_path / "rolls").write_text("in the way")
    found = counter(tmp_path)
    found.use(100)
    found.use(100)
    assert found.roll.slips == 2
