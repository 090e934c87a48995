"""Which times can be given out: by shift, staff, closure, clock change; the shipped house's whole week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from config.load import load_site
from queueing.hours import Hours, Shift
from queueing.house import Acute
from queueing.names import ServiceId
from queueing.slots import QUARTER, best_first, quarters, slot_at, slots

ZONE = ZoneInfo("Europe/Copenhagen")
DESK = ServiceId("desk")
MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HALF = 2 * QUARTER
SITE = load_site(None)


def hours(*shifts: Shift, day: int = 0) -> Hours:
    return Hours(zone=ZONE, weeks={DESK: [list(shifts) if n == day else [] for n in range(7)]})


def local(found: list) -> list[str]:
    return [f"{s.start.astimezone(ZONE):%H:%M}" for s in found]


TWO_SHIFTS = hours(Shift(time(10), time(11), 3), Shift(time(11), time(12), 2))


def test_every_quarter_of_a_shift() -> None:  # B-01
    found = slots(TWO_SHIFTS, DESK, QUARTER, MONDAY, taken={}, now=LONG_AGO)
    assert local(found) == ["10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30", "11:45"]
    assert [s.staff for s in found] == [3] * 4 + [2] * 4
    assert all(s.end - s.start == QUARTER and s.lane == 0 for s in found)


def test_a_double_never_straddles_a_change_of_shift() -> None:  # B-01
    found = slots(TWO_SHIFTS, DESK, HALF, MONDAY, taken={}, now=LONG_AGO)
    assert local(found) == ["10:00", "10:15", "10:30", "11:00", "11:15", "11:30"]
    same_staff = hours(Shift(time(10), time(11), 1), Shift(time(11), time(12), 1))
    assert "10:45" not in local(slots(same_staff, DESK, HALF, MONDAY, taken={}, now=LONG_AGO))


def test_a_double_needs_one_lane_all_through() -> None:  # B-02
    first = slots(TWO_SHIFTS, DESK, HALF, MONDAY, taken={}, now=LONG_AGO)[0].start
    taken = {first: {0, 1}, first + QUARTER: {2}}
    found = slots(TWO_SHIFTS, DESK, HALF, MONDAY, taken=taken, now=LONG_AGO)
    assert "10:00" not in local(found)  # one is free in each quarter, but never the same one
    single = slot_at(TWO_SHIFTS, DESK, QUARTER, first, taken=taken, now=LONG_AGO)
    assert single is not None
    assert (single.free, single.lane) == (1, 2)


def test_best_staffed_first() -> None:  # B-01
    shifts = hours(Shift(time(10), time(11), 1), Shift(time(11), time(12), 3))
    found = best_first(slots(shifts, DESK, QUARTER, MONDAY, taken={}, now=LONG_AGO))
    assert local(found) == ["11:00", "11:15", "11:30", "11:45", "10:00", "10:15", "10:30", "10:45"]


def test_nothing_in_the_past() -> None:
    now = datetime(2026, 11, 23, 10, 15, 1, tzinfo=ZONE)
    assert local(slots(TWO_SHIFTS, DESK, QUARTER, MONDAY, taken={}, now=now))[0] == "10:30"


def test_times_begin_at_whole_quarters_by_the_clock() -> None:
    odd = hours(Shift(time(10, 10), time(10, 55), 1))
    assert local(slots(odd, DESK, QUARTER, MONDAY, taken={}, now=LONG_AGO)) == ["10:15", "10:30"]


def test_a_booking_of_any_length_takes_every_quarter_that_it_touches() -> None:
    ten = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    minute = timedelta(minutes=1)
    assert list(quarters(ten + 5 * minute, ten + 50 * minute)) == [ten + n * QUARTER for n in range(4)]
    assert list(quarters(ten, ten + QUARTER)) == [ten]


@pytest.mark.parametrize(("now", "taken", "shown"), [
    (datetime(2026, 11, 22, 12, tzinfo=ZONE), 2, False),  # the day before, one is left: kept
    (datetime(2026, 11, 22, 12, tzinfo=ZONE), 1, True),  # two are left: one may go
    (datetime(2026, 11, 23, 7, 59, tzinfo=ZONE), 2, False),
    (datetime(2026, 11, 23, 8, 0, tzinfo=ZONE), 2, True),  # the same morning it is released
])
def test_the_last_of_an_acute_time_is_for_the_same_morning(now: datetime, taken: int, *, shown: bool) -> None:
    ten = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    acute = Acute(times=frozenset({time(10)}), released_at=time(8))
    found = slots(TWO_SHIFTS, DESK, QUARTER, MONDAY, taken={ten: set(range(taken))}, now=now, acute=acute)
    assert ("10:00" in local(found)) is shown
    assert "10:15" in local(found)


def test_a_double_leaves_the_last_of_an_acute_time_alone_wherever_it_begins() -> None:
    half_past = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    acute = Acute(times=frozenset({time(10, 30)}), released_at=time(8))

    def found(taken: dict[datetime, set[int]]) -> list[str]:
        return local(slots(TWO_SHIFTS, DESK, HALF, MONDAY, taken=taken, now=LONG_AGO, acute=acute))

    assert found({half_past: {0, 1}}) == ["10:00", "11:00", "11:15", "11:30"]
    assert "10:30" in found({half_past + QUARTER: {0, 1}})  # another lane stays free at the acute time itself


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 10, 25), 12 + 4),  # 02.00-03.00 comes twice: three hours from 1 to 3 by the clock, and one more
    (date(2027, 3, 28), 12 - 4),  # 02.00-03.00 is skipped
    (date(2026, 11, 22), 12),
])
def test_the_nights_on_which_the_clocks_are_changed(day: date, expected: int) -> None:
    night = hours(Shift(time(1), time(4), 1), day=6)
    found = slots(night, DESK, QUARTER, day, taken={}, now=LONG_AGO)
    assert len(found) == expected
    starts = [s.start for s in found]
    assert all(b - a == QUARTER for a, b in pairwise(starts))  # real time, no hole, no overlap
    assert {s.start.astimezone(ZONE).date() for s in found} == {day}


# ---- the shipped house, typed from its facts by hand: staff by weekday from Monday, "-" when closed

FACTS = """
borgerservice  10-14  3 2 - 2 2 - -
borgerservice  14-18  2 - 2 2 - - -
bibliotekar    10-14  1 1 1 1 1 - -
bibliotekar    14-18  1 1 1 1 1 - -
"""
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


def staff_by_the_facts(service: str, day: int, hour: int) -> int:
    for line in FACTS.strip().splitlines():
        name, span, *staff = line.split()
        first, last = map(int, span.split("-"))
        if name == service and first <= hour < last:
            return 0 if staff[day] == "-" else int(staff[day])
    return 0


@pytest.mark.parametrize("task", ["pas", "boligstoette", "skat", "flytning", "fritagelse", "bibliotekar",
                                  "bibliotekar-dobbelt"])
def test_the_whole_week_of_the_shipped_house(task: str) -> None:  # B-01
    house = SITE.house()
    found = house.task(task)
    offered = {
        s.start: s for day in WEEK for s in slots(
            house.hours, found.service, found.length, day, taken={}, now=LONG_AGO,
            acute=house.acute.get(found.service))
    }
    for number, day in enumerate(WEEK):
        for quarter in range(24 * 4):
            start = datetime.combine(day, time(quarter // 4, quarter % 4 * 15), ZONE)
            staff = staff_by_the_facts(found.service, number, start.hour)
            last = start + found.length - timedelta(minutes=1)
            same_shift = last.date() == day and (start.hour < 14) == (last.hour < 14) and last.hour < 18
            slot = offered.get(start.astimezone(UTC))
            assert (slot is not None) is bool(staff and same_shift), (task, start)
            assert slot is None or (slot.staff, slot.free) == (staff, staff)


@pytest.mark.parametrize("day", [
    date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 25),
    date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17),
])
def test_nothing_on_days_on_which_the_house_is_closed(day: date) -> None:
    house = SITE.house()
    for task in house.tasks.values():
        assert slots(house.hours, task.service, task.length, day, taken={}, now=LONG_AGO) == []


def test_store_bededag_is_a_working_day_since_2024() -> None:
    assert slots(SITE.hours, ServiceId("borgerservice"), QUARTER, date(2027, 4, 23), taken={}, now=LONG_AGO)
