from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from queueing.hours import HORIZON, Hours, Shift, Step, Stretch, first_instant
from queueing.names import ServiceId

ZONE = ZoneInfo("Europe/Copenhagen")
DAYTIME, EVENING, NIGHT, ALWAYS, NEVER = map(ServiceId, ("daytime", "evening", "night", "always", "never"))
INSTANT = timedelta(microseconds=1)
MONDAY = date(2026, 11, 23)
SHORT_NIGHT, LONG_NIGHT = date(2026, 3, 29), date(2026, 10, 25)
MIDNIGHT = time(0)
HOUSE = Hours(
    zone=ZONE,
    weeks={
        DAYTIME: [[Shift(time(10), time(14), 3), Shift(time(14), time(18), 2)]] * 5 + [[], []],
        EVENING: [[Shift(time(12), time(13), 1), Shift(time(20), MIDNIGHT, 2)]] * 7,
        NIGHT: [[Shift(MIDNIGHT, time(2, 30), 1), Shift(time(2, 30), time(6), 2)]] * 7,
        ALWAYS: [[Shift(MIDNIGHT, MIDNIGHT, 1)]] * 7,
    },
    closed={date(2026, 12, 25): "Juledag", date(2026, 12, 26): "Anden juledag"}.get,
    special={date(2026, 12, 23): {DAYTIME: [Shift(time(9), time(12), 1)]},
             date(2026, 12, 25): {EVENING: [Shift(time(15), time(16), 1)]}},
    same_staff={ServiceId("screen"): DAYTIME},
)


def local(day: date, clock: str, fold: int = 0) -> datetime:
    """Return a wall time in UTC; fold 1 is the second of two on the long night."""
    return datetime.combine(day, time.fromisoformat(clock)).replace(tzinfo=ZONE, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(("clock", "staff"), [
    ("09:59:59.999999", 0), ("10:00", 3), ("13:59:59.999999", 3), ("14:00", 2), ("17:59", 2),
    ("17:59:59.999999", 2), ("18:00", 0), ("00:00", 0),
])
def test_a_shift_has_its_start_and_not_its_end(clock: str, staff: int) -> None:
    at = local(MONDAY, clock)
    assert HOUSE.staff(DAYTIME, at) == staff
    assert HOUSE.open_at(DAYTIME, at) is (staff > 0)


def test_two_shifts_that_touch_are_one_stretch() -> None:
    assert HOUSE.stretches(DAYTIME, MONDAY) == (Stretch(local(MONDAY, "10:00"), local(MONDAY, "18:00")),)
    assert HOUSE.closes_at(DAYTIME, local(MONDAY, "10:00")) == local(MONDAY, "18:00")
    assert HOUSE.shift_at(DAYTIME, local(MONDAY, "11:00")) == Step(
        local(MONDAY, "10:00"), local(MONDAY, "14:00"), 3)


def test_two_shifts_with_a_pause_are_two_stretches() -> None:
    assert len(HOUSE.stretches(EVENING, MONDAY)) == 2
    assert HOUSE.closes_at(EVENING, local(MONDAY, "12:30")) == local(MONDAY, "13:00")


def test_closing_is_none_when_closed() -> None:
    assert HOUSE.closes_at(DAYTIME, local(MONDAY, "18:00")) is None


def test_the_next_opening_is_not_a_change_of_shift() -> None:
    opening = local(MONDAY, "10:00")
    assert HOUSE.opens_at(DAYTIME, opening) == opening
    assert HOUSE.opens_at(DAYTIME, opening + INSTANT) == local(MONDAY + timedelta(days=1), "10:00")
    friday = MONDAY + timedelta(days=4)
    assert HOUSE.opens_at(DAYTIME, local(friday, "18:00")) == local(MONDAY + timedelta(days=7), "10:00")


def test_a_service_without_hours_never_opens() -> None:
    at = local(MONDAY, "12:00")
    assert not HOUSE.open_at(NEVER, at)
    assert HOUSE.opens_at(NEVER, at) is None
    assert HOUSE.staff_steps(NEVER, at, at + HORIZON) == (Step(at, at + HORIZON, 0),)


def test_a_service_that_never_closes_has_no_opening_and_closes_after_the_horizon() -> None:
    at = local(date(2026, 2, 2), "12:00")
    closes = HOUSE.closes_at(ALWAYS, at)
    assert closes is not None
    assert closes - at >= HORIZON
    assert HOUSE.opens_at(ALWAYS, at) is None


def test_a_shift_may_end_at_midnight_and_go_on_after_it() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert HOUSE.open_at(EVENING, local(tuesday, "00:00") - INSTANT)
    assert not HOUSE.open_at(EVENING, local(tuesday, "00:00"))
    assert HOUSE.stretches(ALWAYS, MONDAY) == (Stretch(local(MONDAY, "00:00"), local(tuesday, "00:00")),)


def test_staff_by_steps_has_no_gap_and_tells_when_nobody_is_there() -> None:
    start, end = local(MONDAY, "09:00"), local(MONDAY, "20:00")
    assert HOUSE.staff_steps(DAYTIME, start, end) == (
        Step(start, local(MONDAY, "10:00"), 0),
        Step(local(MONDAY, "10:00"), local(MONDAY, "14:00"), 3),
        Step(local(MONDAY, "14:00"), local(MONDAY, "18:00"), 2),
        Step(local(MONDAY, "18:00"), end, 0),
    )


def test_staff_by_steps_is_cut_to_what_was_asked() -> None:
    start, end = local(MONDAY, "11:00"), local(MONDAY, "12:00")
    assert HOUSE.staff_steps(DAYTIME, start, end) == (Step(start, end, 3),)
    assert HOUSE.staff_steps(DAYTIME, start, start) == ()


def test_who_serves_two_services_is_counted_once() -> None:
    at = local(MONDAY, "11:00")
    screen = ServiceId("screen")
    assert HOUSE.staff(screen, at) == 3
    assert HOUSE.closes_at(screen, at) == local(MONDAY, "18:00")
    assert HOUSE.staff_together([DAYTIME, screen, ALWAYS], at) == 4


# ---- days that are not like every week


def test_a_closed_day_has_no_hours_and_a_reason() -> None:
    christmas = date(2026, 12, 25)
    assert HOUSE.closed_reason(christmas) == "Juledag"
    assert HOUSE.closed_reason(MONDAY) is None
    assert HOUSE.stretches(DAYTIME, christmas) == ()
    assert HOUSE.opens_at(DAYTIME, local(date(2026, 12, 24), "18:00")) == local(date(2026, 12, 28), "10:00")


def test_a_special_day_counts_for_the_services_it_names() -> None:
    day = date(2026, 12, 23)
    assert HOUSE.stretches(DAYTIME, day) == (Stretch(local(day, "09:00"), local(day, "12:00")),)
    assert HOUSE.stretches(ServiceId("screen"), day) == HOUSE.stretches(DAYTIME, day)
    assert len(HOUSE.stretches(EVENING, day)) == 2


def test_a_special_day_counts_on_a_closed_day_too() -> None:
    day = date(2026, 12, 25)
    assert HOUSE.stretches(EVENING, day) == (Stretch(local(day, "15:00"), local(day, "16:00")),)


# ---- the two nights on which the clocks are changed  # R-09


def test_a_daytime_service_opens_at_ten_on_either_side_of_a_change() -> None:
    assert local(date(2026, 10, 23), "10:00").hour == 8
    assert HOUSE.opens_at(DAYTIME, local(date(2026, 10, 23), "18:00")) == datetime(2026, 10, 26, 9, tzinfo=UTC)
    assert HOUSE.opens_at(DAYTIME, local(date(2026, 3, 27), "18:00")) == datetime(2026, 3, 30, 8, tzinfo=UTC)


def test_on_the_short_night_a_shift_change_in_the_skipped_hour_is_at_the_skip() -> None:
    skip = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert HOUSE.staff_steps(NIGHT, local(SHORT_NIGHT, "00:00"), local(SHORT_NIGHT, "06:00")) == (
        Step(local(SHORT_NIGHT, "00:00"), skip, 1), Step(skip, local(SHORT_NIGHT, "06:00"), 2),
    )
    assert sum_of_hours(NIGHT, SHORT_NIGHT) == 5


def test_on_the_long_night_a_shift_change_in_the_repeated_hour_is_at_its_first_time() -> None:
    change = local(LONG_NIGHT, "02:30")
    assert HOUSE.shift_at(NIGHT, change - INSTANT) == Step(local(LONG_NIGHT, "00:00"), change, 1)
    assert HOUSE.staff(NIGHT, local(LONG_NIGHT, "02:15", fold=1)) == 2
    assert HOUSE.closes_at(NIGHT, local(LONG_NIGHT, "00:00")) == local(LONG_NIGHT, "06:00")
    assert sum_of_hours(NIGHT, LONG_NIGHT) == 7


def test_a_shift_inside_the_skipped_hour_does_not_take_place() -> None:
    hours = Hours(zone=ZONE, weeks={NIGHT: [[Shift(time(2, 10), time(2, 50), 1)]] * 7})
    assert hours.stretches(NIGHT, SHORT_NIGHT) == ()
    before = local(SHORT_NIGHT, "00:00")
    assert hours.opens_at(NIGHT, before) == local(SHORT_NIGHT + timedelta(days=1), "02:10")


def sum_of_hours(service: ServiceId, day: date) -> float:
    return sum((s.end - s.start) / timedelta(hours=1) for s in HOUSE.stretches(service, day))


@pytest.mark.parametrize(("wall", "expected"), [
    ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
    ("2026-03-29T02:00", "2026-03-29T01:00Z"),
    ("2026-03-29T02:59:59.999999", "2026-03-29T01:00Z"),
    ("2026-03-29T03:00", "2026-03-29T01:00Z"),
    ("2026-10-25T02:00", "2026-10-25T00:00Z"),
    ("2026-10-25T03:00", "2026-10-25T02:00Z"),
    ("2026-07-01T12:00", "2026-07-01T10:00Z"),
])
def test_a_wall_time_is_the_first_instant_at_which_clocks_read_it_or_later(wall: str, expected: str) -> None:
    assert first_instant(datetime.fromisoformat(wall), ZONE) == datetime.fromisoformat(expected)


def test_the_business_day_changes_at_local_midnight() -> None:
    for night in (SHORT_NIGHT, LONG_NIGHT, MONDAY, date(2027, 1, 1)):
        midnight = local(night, "00:00")
        assert HOUSE.business_day(midnight) == night
        assert HOUSE.business_day(midnight - INSTANT) == night - timedelta(days=1)


# ---- what is refused


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        HOUSE.open_at(DAYTIME, datetime(2026, 11, 23, 10))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(("start", "end", "staff"), [
    (time(14), time(10), 1), (time(10), time(10), 1), (time(10), time(14), 0),
])
def test_a_shift_that_cannot_be_is_refused(start: time, end: time, staff: int) -> None:
    with pytest.raises(ValueError, match="a shift"):
        Shift(start, end, staff)


@pytest.mark.parametrize("day", [
    [Shift(time(10), time(14), 1), Shift(time(13), time(18), 1)],
    [Shift(time(14), time(18), 1), Shift(time(10), time(14), 1)],
    [Shift(time(10), MIDNIGHT, 1), Shift(time(14), time(18), 1)],
])
def test_shifts_that_overlap_or_are_out_of_order_are_refused(day: list[Shift]) -> None:
    with pytest.raises(ValueError, match="in order"):
        Hours(zone=ZONE, weeks={DAYTIME: [day, [], [], [], [], [], []]})


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="5 days"):
        Hours(zone=ZONE, weeks={DAYTIME: [[]] * 5})


def test_many_days_are_not_all_kept_in_memory() -> None:
    hours = Hours(zone=ZONE, weeks=HOUSE.weeks)
    for day in range(10_000):
        hours.stretches(DAYTIME, MONDAY + timedelta(days=day))
    assert len(hours._days) < 5000  # noqa: SLF001 - what is kept is not seen from outside
    assert hours.stretches(DAYTIME, MONDAY) == HOUSE.stretches(DAYTIME, MONDAY)
