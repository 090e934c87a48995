"""Where a booked time is checked in: in the house, at a branch library's own kiosk, or at one of its stations."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from queueing.appointments import Wish
from queueing.bookings import Booking, BookingState, Channel
from queueing.errors import Reason, Refused
from queueing.hours import Hours, Shift
from queueing.house import Desk, Entry, House, Kiosk, Service, Station, Task
from queueing.names import BranchId, DeskId, ServiceId, TaskId
from tests.queueing import screen_house
from tests.queueing.booked_house import Trial, at
from tests.queueing.screen_house import FAR, FUGLEBJERG, GLUMSOE, NEAR, STATIONS
from tests.queueing.small_house import MINUTE

ADVICE = ServiceId("fuglebjerg-raad")
THEIR_DESK = DeskId("fuglebjerg")
IN_THE_HOUSE, AT_FUGLEBJERG, AT_GLUMSOE = Kiosk(), Kiosk(FUGLEBJERG), Kiosk(GLUMSOE)
NEAR_STATION, FAR_STATION = (next(s for s in STATIONS if s.id == name) for name in (NEAR, FAR))
OF_THE_HOUSE, OF_THE_BRANCH, OVER_SCREEN = ("pas", None), ("raad", None), ("boligstoette", FUGLEBJERG)


def house() -> House:
    """Return the house with stations, where Fuglebjerg gives advice of its own by appointment."""
    plain = screen_house.house()
    advice = Service(
        id=ADVICE, letter="F", entry=Entry.EITHER, expected=15 * MINUTE, longest_wait=45 * MINUTE,
        branch=FUGLEBJERG,
    )
    week = [[Shift(time(10), time(14), 1)]] * 5 + [[], []]
    return replace(
        plain,
        services={**plain.services, ADVICE: advice},
        desks={**plain.desks, THEIR_DESK: Desk(id=THEIR_DESK, name="Skranken", services=frozenset({ADVICE}))},
        hours=Hours(
            zone=plain.hours.zone, weeks={**plain.hours.weeks, ADVICE: week}, same_staff=plain.hours.same_staff,
        ),
        tasks={**plain.tasks, TaskId("raad"): Task(id=TaskId("raad"), service=ADVICE, length=15 * MINUTE)},
    )


@pytest.fixture
def trial() -> Trial:
    return Trial(house())


def book(trial: Trial, task: str, branch: BranchId | None) -> Booking:
    made: Booking = trial.do(trial.appointments.book, Wish(
        task=task, start=at(30), channel=Channel.DESK, branch=branch,
    ))
    return made


@pytest.mark.parametrize(("what", "where"), [
    (OF_THE_HOUSE, {"kiosk": IN_THE_HOUSE}),
    (OF_THE_HOUSE, {}),
    (OF_THE_BRANCH, {"kiosk": AT_FUGLEBJERG}),
    (OF_THE_BRANCH, {}),
    (OVER_SCREEN, {"station": NEAR_STATION}),
])
def test_a_time_is_checked_in_where_it_is_and_at_any_desk(  # B-03
    trial: Trial, what: tuple[str, BranchId | None], where: dict[str, Station | Kiosk],
) -> None:
    booking = book(trial, *what)
    trial.do(trial.appointments.check_in, booking, **where)
    assert trial.booking(booking.code).state is BookingState.ARRIVED


@pytest.mark.parametrize(("what", "where", "place"), [
    (OF_THE_HOUSE, {"kiosk": AT_FUGLEBJERG}, ""),
    (OF_THE_HOUSE, {"station": NEAR_STATION}, ""),
    (OF_THE_BRANCH, {"kiosk": IN_THE_HOUSE}, "fuglebjerg"),
    (OF_THE_BRANCH, {"kiosk": AT_GLUMSOE}, "fuglebjerg"),
    (OF_THE_BRANCH, {"station": NEAR_STATION}, "fuglebjerg"),
    (OVER_SCREEN, {"kiosk": IN_THE_HOUSE}, "fuglebjerg"),
    (OVER_SCREEN, {"kiosk": AT_FUGLEBJERG}, "fuglebjerg"),
    (OVER_SCREEN, {"kiosk": AT_FUGLEBJERG, "station": NEAR_STATION}, "fuglebjerg"),
    (OVER_SCREEN, {"station": FAR_STATION}, "fuglebjerg"),
    (OVER_SCREEN, {}, "fuglebjerg"),
])
def test_who_has_come_to_another_place_is_told_which_is_right(  # B-03
    trial: Trial, what: tuple[str, BranchId | None], where: dict[str, Station | Kiosk], place: str,
) -> None:
    booking = book(trial, *what)
    with pytest.raises(Refused) as caught:
        trial.do(trial.appointments.check_in, booking, **where)
    assert (caught.value.reason, caught.value.facts["branch"]) == (Reason.WRONG_PLACE, place)
    assert trial.booking(booking.code).state is BookingState.BOOKED
