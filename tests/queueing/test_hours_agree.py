"""Everything that the hours answer must agree with everything else, at any instant."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from queueing.hours import HORIZON, Hours, Shift
from queueing.names import ServiceId

ZONE = ZoneInfo("Europe/Copenhagen")
SERVICE = ServiceId("service")
INSTANT = timedelta(microseconds=1)
NIGHTS = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]
LAST = 24 * 60


def shift(start: int, end: int, staff: int) -> Shift:
    return Shift(wall(start), wall(end), staff)


def wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@st.composite
def days(draw: st.DrawFn) -> list[Shift]:
    """Up to three shifts in order, at any minutes, also those that the clocks skip or repeat."""
    edges = sorted(draw(st.lists(st.integers(0, LAST), min_size=0, max_size=6, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [shift(start, end, draw(st.integers(1, 3))) for start, end in pairs]


def instants() -> st.SearchStrategy[datetime]:
    """Any second of two years, and more often the nights on which the clocks are changed."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    anywhere = st.integers(0, 2 * 365 * 24 * 3600).map(lambda s: start + timedelta(seconds=s))
    near = st.tuples(st.sampled_from(NIGHTS), st.integers(-10 * 3600, 10 * 3600))
    return st.one_of(anywhere, near.map(lambda n: n[0] + timedelta(seconds=n[1])))


weeks = st.lists(days(), min_size=7, max_size=7)
closures = st.sets(st.integers(0, 6))


@given(week=weeks, closed=closures, at=instants())
def test_open_staff_closing_and_opening_agree(week: list[list[Shift]], closed: set[int], at: datetime) -> None:
    hours = Hours(zone=ZONE, weeks={SERVICE: week},
                  closed=lambda day: "closed" if day.toordinal() % 11 in closed else None)
    closes, opens = hours.closes_at(SERVICE, at), hours.opens_at(SERVICE, at)
    assert (closes is not None) is hours.open_at(SERVICE, at) is (hours.staff(SERVICE, at) > 0)
    if closes is not None:
        assert closes > at
        assert all(step.staff for step in hours.staff_steps(SERVICE, at, closes))
        assert closes - at >= HORIZON or not hours.open_at(SERVICE, closes)
    if opens is not None:
        assert hours.open_at(SERVICE, opens)
        assert not hours.open_at(SERVICE, opens - INSTANT)
        assert opens == at or opens >= (closes or at)
    shut = [step for step in hours.staff_steps(SERVICE, closes or at, opens or at + HORIZON) if step.staff]
    assert shut == []


@given(week=weeks, at=instants(), length=st.integers(1, 4 * 24 * 3600), share=st.floats(0, 1))
def test_steps_are_the_staff_at_every_instant(
    week: list[list[Shift]], at: datetime, length: int, share: float,
) -> None:
    hours = Hours(zone=ZONE, weeks={SERVICE: week})
    end = at + timedelta(seconds=length)
    steps = hours.staff_steps(SERVICE, at, end)
    assert [step.end for step in steps] == [*[step.start for step in steps[1:]], end]
    assert steps[0].start == at
    for step in steps:
        inside = step.start + (step.end - step.start) * share * 0.999
        assert hours.staff(SERVICE, step.start) == hours.staff(SERVICE, inside) == step.staff


@given(week=weeks, at=instants())
def test_staff_is_what_the_clock_on_the_wall_says(week: list[list[Shift]], at: datetime) -> None:
    local = at.astimezone(ZONE)
    changed = any(abs(at - night) < timedelta(hours=2) for night in NIGHTS)
    if changed or at.year > 2026:
        return  # there the wall does not tell one instant from another; told by examples
    clock = local.hour * 60 + local.minute
    on_duty = [
        s.staff for s in week[local.weekday()]
        if minutes(s.start) <= clock < (minutes(s.end) or LAST)
    ]
    assert Hours(zone=ZONE, weeks={SERVICE: week}).staff(SERVICE, at) == sum(on_duty)


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@given(week=weeks, at=instants())
def test_a_day_holds_its_stretches_in_order(week: list[list[Shift]], at: datetime) -> None:
    hours = Hours(zone=ZONE, weeks={SERVICE: week})
    day = hours.business_day(at)
    stretches = hours.stretches(SERVICE, day)
    edges = [edge for stretch in stretches for edge in stretch]
    assert edges == sorted(set(edges))
    assert all(hours.business_day(s.start) == day == hours.business_day(s.end - INSTANT) for s in stretches)
