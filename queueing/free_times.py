"""The times that a house can give out at this moment, in the house and at its branch libraries (B-01).

`queueing.slots` knows the arithmetic of lanes; here it meets what the house has, and what is taken of it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from queueing.bookings import NO_LANE, Booking, seats_of
from queueing.errors import Reason, Refused
from queueing.hours import YEARS
from queueing.house import Entry, House, Task
from queueing.names import BranchId, ServiceId
from queueing.places import check_branch
from queueing.ports import UnitOfWork
from queueing.refusals import just_taken
from queueing.slots import Slot, Taken, quarters, slot_at, slots, with_seats

DAYS_OFFERED = 6
"""As many choices as a screen may have (A-06)."""
_SEARCHED = timedelta(days=60)
"""How far one question for free days looks."""
_DAY = timedelta(days=1)


class FreeTimes:
    """The free times of one house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._hours = house.hours
        self._ahead = house.rules.booking_days * _DAY

    def on(
        self, uow: UnitOfWork, task_name: str, day: date, now: datetime, branch: BranchId | None = None,
    ) -> list[Slot]:
        """Return the free times of a task on one local day, in order; at a branch if a station is free."""
        task = self._house.task(task_name)
        check_branch(self._house, task, branch)
        today = self._hours.business_day(now)
        if not today <= day <= today + self._ahead:
            return []
        taken = self._with_walk_ins(uow, task.service, now, uow.taken(task.service, *self._hours.around(day)))
        found = slots(
            self._hours, task.service, task.length, day, now=now, taken=taken,
            acute=self._house.acute.get(task.service),
        )
        return found if branch is None else self._with_seats(uow, found, branch, day)

    def days(
        self, uow: UnitOfWork, task_name: str, since: date, now: datetime,
    ) -> tuple[list[date], date | None]:
        """Return the next days with free times, at most 6, and the day from which to ask for more."""
        found: list[date] = []
        today = self._hours.business_day(now)
        day = max(since, today) if since < date.max else date.max
        last = min(today + self._ahead, day + _SEARCHED)
        while day <= last and len(found) < DAYS_OFFERED:
            if self.on(uow, task_name, day, now):
                found.append(day)
            day += _DAY
        return found, day if len(found) == DAYS_OFFERED else None

    def at(
        self, uow: UnitOfWork, task: Task, start: datetime, now: datetime, *, branch: BranchId | None,
        moving: Booking | None = None,
    ) -> Slot:
        """Return the slot of a time, or refuse; a booking that is `moving` does not stand in its own way."""
        if not timedelta(0) <= start - now <= self._ahead:
            raise self._not_bookable(task, start)
        day = self._hours.business_day(start)
        taken = uow.taken(task.service, *self._hours.around(day))
        if moving is not None:
            taken = _without(taken, moving, task.service)
        taken = self._with_walk_ins(uow, task.service, now, taken)
        at = partial(slot_at, self._hours, task.service, task.length, start, now=now)
        found = at(taken=taken, acute=self._house.acute.get(task.service))
        if found is not None and branch is not None:
            seated = self._with_seats(uow, [found], branch, day, moving=moving)
            if not seated:
                raise just_taken(start)
            return seated[0]
        if found is not None:
            return found
        if (planned := at(taken={})) is not None and _is_full(planned, taken):
            raise just_taken(start)
        raise self._not_bookable(task, start)

    # ---- inside

    def _with_walk_ins(self, uow: UnitOfWork, name: ServiceId, now: datetime, taken: Taken) -> Taken:
        """Return what is taken, also by those without a booking who were let in here and now (B-07)."""
        service, shift = self._house.services[name], self._hours.shift_at(name, now)
        walk_ins = [
            t for t in (*uow.floor.waiting([name]), *uow.floor.visits().values())
            if t.service == name and t.booked_for is None
        ]
        if service.entry is not Entry.EITHER or shift is None or not walk_ins:
            return taken
        busy = {q: set(lanes) for q, lanes in taken.items()}
        for ticket in walk_ins:
            ahead = [q for q in quarters(now, (ticket.called_at or now) + service.expected) if q >= now]
            free = (n for n in range(shift.staff) if all(n not in busy.get(q, ()) for q in ahead))
            lane = next(free, NO_LANE)
            for q in ahead:
                busy.setdefault(q, set()).add(lane)
        return busy

    def _with_seats(
        self, uow: UnitOfWork, found: list[Slot], branch: BranchId, day: date, *, moving: Booking | None = None,
    ) -> list[Slot]:
        taken = uow.taken(seats_of(branch), *self._hours.around(day))
        if moving is not None:
            taken = _without(taken, moving, seats_of(branch))
        return with_seats(found, len(self._house.stations_at(branch)), taken)

    def _not_bookable(self, task: Task, start: datetime) -> Refused:
        local = start.astimezone(self._hours.zone) if start.year in YEARS else start
        return Refused(
            Reason.NOT_BOOKABLE, f"{task.id} cannot be booked at {local:%Y-%m-%d %H:%M}.",
            f"Look at the free times: kvik slots {task.id} --day {local:%Y-%m-%d}.",
            task=task.id, start=start.isoformat(),
        )


def _without(taken: Taken, booking: Booking, of: ServiceId) -> Taken:
    """Return what is taken of a service's staff, or a branch's stations, by others than a booking."""
    own_lane = dict(booking.lanes).get(of)
    if own_lane is None:
        return taken
    own = set(quarters(booking.start, booking.end))
    return {q: {n for n in lanes if q not in own or n != own_lane} for q, lanes in taken.items()}


def _is_full(planned: Slot, taken: Taken) -> bool:
    """Whether none of a time's staff is free all through it."""
    lanes = {lane for q in quarters(planned.start, planned.end) for lane in taken.get(q, ())}
    return lanes.issuperset(range(planned.staff))
