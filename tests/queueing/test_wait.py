from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import fmean

import pytest

from queueing.bookings import Expected
from queueing.duty import DeskNow, Duty, duty_now
from queueing.floor import DeskStatus, Floor
from queueing.house import Desk, House
from queueing.names import DeskId, ServiceId
from queueing.tickets import State, Ticket
from queueing.wait import Estimate, WaitKind, estimate, fits_before_closing
from tests.queueing.small_house import (
    BORGERSERVICE,
    HELP_DESK,
    IT,
    KVIK,
    MINUTE,
    ONE,
    OPENING,
    TWO,
    booked,
    house,
    walk_in,
)


def waits(
    *tickets: Ticket, minute: float = 0, floor: Floor | None = None, service: ServiceId = KVIK,
) -> Estimate:
    now = OPENING + minute * MINUTE
    floor = floor or Floor()
    for ticket in tickets:
        floor.put(ticket)
    return estimate(service, floor, now, duty_now(house(), floor, now))


def open_desks(*names: DeskId) -> Floor:
    return Floor(desks=dict.fromkeys(names, DeskStatus.OPEN))


def test_now_while_a_competent_desk_is_free() -> None:  # W-01
    assert waits(floor=open_desks(ONE)).kind is WaitKind.NOW
    assert waits(walk_in(1, 0), floor=open_desks(ONE), minute=1).kind is WaitKind.RANGE


def test_by_plan_somebody_is_free_until_somebody_waits() -> None:  # W-01
    assert waits().kind is WaitKind.NOW
    assert waits(walk_in(1, 0), minute=1).kind is WaitKind.RANGE


def test_unknown_while_nobody_is_at_work() -> None:  # W-01
    assert waits(floor=Floor(desks={ONE: DeskStatus.PAUSED})).kind is WaitKind.UNKNOWN


def test_closed_outside_the_hours() -> None:
    assert waits(minute=-1).kind is WaitKind.CLOSED


def test_the_plan_counts_until_somebody_opens_a_desk_of_the_group() -> None:  # W-02
    by_plan = waits(*(walk_in(n, 0) for n in range(1, 6)), minute=1)
    one_desk = waits(*(walk_in(n, 0) for n in range(1, 6)), minute=1, floor=open_desks(ONE))
    elsewhere = waits(*(walk_in(n, 0) for n in range(1, 6)), minute=1, floor=open_desks(HELP_DESK))
    assert by_plan.mean == 6 * 4 * MINUTE / 6  # three for KVIK, three for Borgerservice
    assert one_desk.mean == 6 * 4 * MINUTE
    assert elsewhere.mean == by_plan.mean


def test_only_those_whom_the_same_desks_serve_first_count() -> None:  # W-02
    before = waits(walk_in(1, 0), walk_in(2, 5), booked(1, 0, 60), walk_in(1, 0, IT), minute=3)
    assert before.ahead == 1 + 0  # K001; K002 came later than now, the booking is not due, IT has own desks
    assert house().group(KVIK) == {KVIK, BORGERSERVICE}


def test_staff_that_changes_on_the_way_changes_the_wait() -> None:  # W-02
    line = [walk_in(n, 230) for n in range(1, 31)]
    afternoon = waits(*line, minute=235)  # 13.55: six until 14, four after
    work = 31 * 4 * MINUTE
    assert afternoon.mean == 5 * MINUTE + (work - 5 * MINUTE * 6) / 4


def test_a_wait_that_passes_closing_warns() -> None:  # W-01
    late = waits(*(walk_in(n, 470) for n in range(1, 9)), minute=472, floor=open_desks(ONE))
    assert late.passes_closing
    assert not fits_before_closing(late, KVIK, OPENING + 472 * MINUTE, duty_now(house(), Floor(), OPENING))


def test_a_ticket_in_the_line_counts_those_before_it() -> None:
    line = [walk_in(n, n) for n in range(1, 5)]
    now = OPENING + 10 * MINUTE
    floor = Floor(tickets={t.id: t for t in line})
    found = estimate(KVIK, floor, now, duty_now(house(), floor, now), line[2])
    assert found.ahead == 2


# ---- the truth, by simulation


def three_desks() -> House:
    small = house()
    desks = {
        DeskId(f"d{n}"): Desk(id=DeskId(f"d{n}"), name=f"D{n}", services=frozenset({KVIK})) for n in range(3)
    }
    kvik = replace(small.services[KVIK], expected=5 * MINUTE)
    return replace(small, desks=desks, services={KVIK: kvik})


def simulated_day(random: Random, days_house: House, hours: int = 400) -> list[tuple[Estimate, float]]:
    """Return (estimate, true wait in minutes) of a queue with 30 arrivals an hour and 5-minute visits."""
    free_at = [0.0, 0.0, 0.0]
    starts: list[float] = []
    found = []
    at = 0.0
    while at < hours * 60:
        at += random.expovariate(0.5)
        waiting = sum(1 for s in starts[-200:] if s > at)
        desk = min(range(3), key=free_at.__getitem__)
        start = max(at, free_at[desk])
        floor_now = OPENING + MINUTE
        tickets = [walk_in(n, 0) for n in range(1, waiting + 1)]
        busy = tuple(
            DeskNow(d, floor_now if f > at else None)
            for d, f in zip(days_house.desks.values(), free_at, strict=True)
        )
        duty = Duty(days_house, busy, (), frozenset(days_house.desks))
        found.append((estimate(KVIK, Floor(tickets={t.id: t for t in tickets}), floor_now, duty), start - at))
        free_at[desk] = start + random.expovariate(0.2)
        starts.append(start)
    return found


@pytest.fixture(scope="module")
def simulated() -> list[tuple[Estimate, float]]:
    return simulated_day(Random(20261123), three_desks())  # noqa: S311 - a simulation


def test_who_is_told_now_does_not_wait(simulated: list[tuple[Estimate, float]]) -> None:  # W-01
    assert all(wait == 0 for found, wait in simulated if found.kind is WaitKind.NOW)


def test_four_of_five_are_within_five_minutes_of_the_truth(simulated: list[tuple[Estimate, float]]) -> None:
    # W-03
    waited = [(found.mean / MINUTE, wait) for found, wait in simulated if wait > 0]
    assert fmean(abs(mean - wait) <= 5 for mean, wait in waited) >= 0.80
    assert abs(fmean(mean - wait for mean, wait in waited)) <= 1


def test_the_shown_range_covers_the_truth(simulated: list[tuple[Estimate, float]]) -> None:  # W-03
    waited = [(found, wait) for found, wait in simulated if wait > 0]
    assert 0.60 <= fmean(found.low <= wait <= found.high for found, wait in waited) <= 0.90


def test_a_called_citizen_keeps_the_desk_busy() -> None:
    called = replace(walk_in(1, 0), state=State.CALLED, desk=ONE, called_at=OPENING)
    floor = open_desks(ONE, TWO)
    floor.put(called)
    now = OPENING + timedelta(minutes=1)
    duty = duty_now(house(), floor, now)
    assert [d.busy_until for d in duty.desks] == [OPENING + 4 * MINUTE, None]


def test_booked_citizens_who_fall_due_meanwhile_lengthen_the_wait() -> None:  # W-02
    line = [walk_in(n, 0) for n in range(1, 5)]
    alone = waits(*line, minute=1, floor=open_desks(ONE))
    due_soon = waits(*line, booked(1, 0, 12), minute=1, floor=open_desks(ONE))
    due_late = waits(*line, booked(1, 0, 90), minute=1, floor=open_desks(ONE))
    assert due_soon.mean == alone.mean + 15 * MINUTE
    assert due_soon.ahead == alone.ahead + 1
    assert due_late == alone
    floor = open_desks(ONE)
    floor.expected = (Expected(OPENING + 12 * MINUTE, BORGERSERVICE),)
    assert waits(*line, minute=1, floor=floor).mean == due_soon.mean
