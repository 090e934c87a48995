"""The use cases around booked times: offer, hold, book, move, cancel, find, arrive, release.

Like the reception, each is one transaction's worth of work; clock, ids and chance are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from queueing.bookings import (
    NOBODY,
    Booking,
    BookingEvent,
    BookingKind,
    BookingState,
    Channel,
    Expected,
    Person,
    develop,
)
from queueing.errors import Reason, Refused
from queueing.hours import first_instant
from queueing.house import Entry, House, Service, ServiceId, Task
from queueing.ports import CapacityTaken, UnitOfWork
from queueing.reception import Ask, Reception, Standing
from queueing.slots import QUARTER, Slot, quarters, slot_at, slots
from queueing.tickets import State, Value

CODE_LENGTH = 6
_DAY = timedelta(days=1)
_CODE_TRIES = 50
_LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is booked, for whom, and who gives it out."""

    task: str
    start: datetime
    channel: Channel
    language: str = "da"
    person: Person = NOBODY
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A citizen with a booked time, and the ticket that stands for it."""

    booking: Booking
    standing: Standing
    minutes_early: int
    """Negative for the late."""
    keeps_time: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a service by appointment can offer at this moment."""

    next_free: datetime | None
    here_and_now: timedelta
    """How long a visit without a booking may last before somebody with one needs the staff; 0 for not at all."""


class Appointments:
    """The booked times of one house."""

    def __init__(self, house: House, reception: Reception, new_code: Callable[[], str]) -> None:
        self.house = house
        self._reception = reception
        self._new_code = new_code

    @property
    def given_out(self) -> bool:
        """Whether this house gives times out at all."""
        return bool(self.house.tasks)

    # ---- giving times out

    def slots(self, uow: UnitOfWork, task_name: str, day: date, now: datetime) -> list[Slot]:
        """Return the free times of a task on one local day, in order (B-01)."""
        task = self.house.task(task_name)
        start, end = self._around(day)
        return slots(
            self.house.hours, task.service, task.length, day, now=now,
            taken=uow.taken(task.service, start, end), acute=self.house.acute.get(task.service),
        )

    def hold(self, uow: UnitOfWork, ask: Ask, wish: Wish) -> Booking:
        """Keep a time for 10 minutes for somebody who is still choosing (B-02)."""
        return self._make(uow, ask, wish, BookingKind.HELD)

    def book(self, uow: UnitOfWork, ask: Ask, wish: Wish) -> Booking:
        """Book a time for good; refuses one that cannot be given out, and a third for the same contact."""
        self._check_contact(uow, ask, wish.person.contact)
        return self._make(uow, ask, wish, BookingKind.BOOKED)

    def confirm(self, uow: UnitOfWork, ask: Ask, code: str, person: Person) -> Booking:
        """Turn a hold into a booking before it lapses."""
        booking = self._open(uow, code)
        if booking.state is not BookingState.HELD:
            raise self._wrong(Reason.WRONG_STATE, booking, "is booked already", "Look it up by its code.")
        if booking.held_until is not None and booking.held_until <= ask.now:
            raise self._wrong(Reason.HOLD_LAPSED, booking, "was held too long", "Choose a time again.")
        self._check_contact(uow, ask, person.contact)
        return self._happen(uow, ask, BookingKind.BOOKED, replace(booking, person=person))

    def move(self, uow: UnitOfWork, ask: Ask, code: str, start: datetime) -> Booking:
        """Give a booking another time under the same code; its old time is free again."""
        booking = self._open(uow, code)
        if booking.state is BookingState.ARRIVED:
            raise self._wrong(Reason.ALREADY_IN, booking, "has checked in", "Serve it, or cancel the check-in.")
        task = self.house.task(booking.task)
        taken = {
            quarter: {lane for lane in lanes if (quarter, lane) not in _own(booking)}
            for quarter, lanes in uow.taken(task.service, *self._around(self._day(start))).items()
        }
        slot = slot_at(
            self.house.hours, task.service, task.length, start, taken=taken, now=ask.now,
            acute=self.house.acute.get(task.service),
        )
        if slot is None:
            raise self._not_bookable(task, start)
        detail: dict[str, Value] = {
            "start": slot.start.isoformat(), "end": slot.end.isoformat(), "lane": slot.lane,
        }
        return self._happen(uow, ask, BookingKind.MOVED, booking, detail)

    def cancel(self, uow: UnitOfWork, ask: Ask, code: str) -> Booking:
        """Give a time back."""
        booking = self._open(uow, code)
        if booking.state is BookingState.ARRIVED:
            raise self._wrong(Reason.ALREADY_IN, booking, "has checked in", "Cancel the check-in first.")
        return self._happen(uow, ask, BookingKind.CANCELLED, booking)

    # ---- finding

    def find(self, uow: UnitOfWork, code: str) -> Booking:
        """Return the booking of a code, in any state."""
        booking = uow.booking(code)
        if booking is None:
            raise _unknown()
        return booking

    def find_by_birth(self, uow: UnitOfWork, ask: Ask, born: str, start: datetime) -> Booking:
        """Return the booking of a day and month of birth (DDMM) and a time today (B-03)."""
        found = [b for b in uow.bookings(start, start + timedelta(minutes=1)) if b.person.born == born]
        if not born or len(found) != 1 or self._day(start) != self._day(ask.now):
            raise _unknown()
        return found[0]

    def day(self, uow: UnitOfWork, day: date) -> Sequence[Booking]:
        """Return the bookings of one local day, in order and in every state but lapsed holds."""
        found = uow.bookings(*self._around(day), all_states=True)
        return [b for b in found if b.state is not BookingState.LAPSED and self._day(b.start) == day]

    # ---- arriving

    def check_in(self, uow: UnitOfWork, ask: Ask, booking: Booking) -> Arrival:
        """Issue the ticket of a booking whose citizen has come; the booking stays until it exists (B-04)."""
        self._reception.begin_day(uow, ask)
        self._check_arrival(booking, ask.now)
        late = ask.now - booking.start
        keeps_time = late <= self.house.rules.late_after
        standing = self._reception.issue_booked(
            uow, ask, booking.service, booking.language, booked_for=booking.start, keeps_time=keeps_time,
        )
        arrived = self._happen(
            uow, ask, BookingKind.ARRIVED, booking,
            {"ticket": standing.ticket.id, "late_seconds": int(late.total_seconds())},
        )
        return Arrival(arrived, standing, -int(late / timedelta(minutes=1)), keeps_time)

    def undo_check_in(self, uow: UnitOfWork, ask: Ask, code: str) -> Booking:
        """Take a check-in back while its ticket waits: the booking stands as before (B-04)."""
        booking = self._open(uow, code)
        ticket = None if booking.ticket is None else uow.ticket(booking.ticket)
        if booking.state is not BookingState.ARRIVED or ticket is None or ticket.state is not State.WAITING:
            raise self._wrong(Reason.WRONG_STATE, booking, "has no waiting ticket", "Ask the desk.")
        self._reception.close_ticket(uow, ask, ticket, "check_in_undone")
        return self._happen(uow, ask, BookingKind.ARRIVAL_UNDONE, booking)

    # ---- what time alone demands

    def keep(self, uow: UnitOfWork, ask: Ask) -> list[Booking]:
        """Let holds lapse, and give back times whose citizens have not come for 5 minutes (B-02, B-06)."""
        if not self.given_out:
            return []
        changed = [self._happen(uow, ask, BookingKind.LAPSED, b) for b in uow.holds_before(ask.now)]
        overdue = ask.now - self.house.rules.release_after
        late = uow.bookings(self._around(self._day(ask.now))[0], overdue)
        changed += [
            self._happen(uow, ask, BookingKind.RELEASED, b) for b in late if b.state is BookingState.BOOKED
        ]
        return changed

    def look_ahead(self, uow: UnitOfWork, now: datetime) -> None:
        """Tell the floor of today's bookings whose citizens have not come (Q-08)."""
        if not self.given_out:
            return
        start, end = self._around(self._day(now))
        uow.floor.expected = tuple(
            Expected(b.start, b.service) for b in uow.bookings(start, end) if b.state is BookingState.BOOKED
        )

    def forget(self, uow: UnitOfWork, now: datetime) -> int:
        """Erase who came from bookings of the days before yesterday; return how many (S-03)."""
        if not self.given_out:
            return 0
        yesterday = self._day(now) - self.house.rules.persons_kept_days * _DAY
        return uow.erase_persons(first_instant(datetime.combine(yesterday, time(0)), self.house.hours.zone))

    def outlook(self, uow: UnitOfWork, now: datetime) -> dict[ServiceId, Outlook]:
        """Return what each service with tasks can offer."""
        services = dict.fromkeys(task.service for task in self.house.tasks.values())
        return {
            s: Outlook(self._next_free(uow, s, now), self.here_and_now(uow, self.house.services[s], now))
            for s in services
        }

    def here_and_now(self, uow: UnitOfWork, service: Service, now: datetime) -> timedelta:
        """Return how long a visit without a booking fits before the next booking and the shift's end (B-07)."""
        shift = self.house.hours.shift_at(service.id, now)
        if service.entry is not Entry.EITHER or shift is None:
            return timedelta(0)
        engaged = len(uow.floor.waiting([service.id])) + sum(
            1 for t in uow.floor.visits().values() if t.service == service.id
        )
        taken = uow.taken(service.id, now - QUARTER, shift.end)
        lengths = sorted({t.length for t in self.house.tasks.values() if t.service == service.id}, reverse=True)
        for length in lengths:
            busy = {lane for q, lanes in taken.items() if now - QUARTER < q < now + length for lane in lanes}
            if now + length <= shift.end and shift.staff - len(busy) > engaged:
                return length
        return timedelta(0)

    # ---- inside

    def _next_free(self, uow: UnitOfWork, service: ServiceId, now: datetime) -> datetime | None:
        """Return the first time that a task of the service can have within two weeks."""
        task = min((t for t in self.house.tasks.values() if t.service == service), key=lambda t: t.length)
        today = self._day(now)
        for ahead in range(_LOOK_AHEAD_DAYS):
            found = self.slots(uow, task.id, today + ahead * _DAY, now)
            if found:
                return found[0].start
        return None

    def _make(self, uow: UnitOfWork, ask: Ask, wish: Wish, kind: BookingKind) -> Booking:
        task = self.house.task(wish.task)
        slot = self._slot(uow, task, wish.start, ask.now)
        held = kind is BookingKind.HELD
        booking = Booking(
            id=uow.new_booking_id(), code=self._free_code(uow), task=task.id, service=task.service,
            start=slot.start, end=slot.end, lane=slot.lane, channel=wish.channel, language=wish.language,
            state=BookingState.HELD if held else BookingState.BOOKED, made_at=ask.now,
            held_until=ask.now + self.house.rules.hold if held else None, uid=wish.uid,
            person=wish.person if task.takes_topic else replace(wish.person, topic=""),
        )
        event = BookingEvent(
            kind=kind, at=ask.now, booking=booking.id, cause=ask.id, actor=ask.actor,
            detail={"start": slot.start.isoformat(), "task": task.id, "channel": wish.channel.value},
        )
        return self._store(uow, event, booking)

    def _slot(self, uow: UnitOfWork, task: Task, start: datetime, now: datetime) -> Slot:
        if start > now + self.house.rules.booking_days * _DAY:
            raise self._not_bookable(task, start)
        found = slot_at(
            self.house.hours, task.service, task.length, start, now=now,
            taken=uow.taken(task.service, *self._around(self._day(start))),
            acute=self.house.acute.get(task.service),
        )
        if found is None:
            raise self._not_bookable(task, start)
        return found

    def _happen(
        self, uow: UnitOfWork, ask: Ask, kind: BookingKind, booking: Booking,
        detail: dict[str, Value] | None = None,
    ) -> Booking:
        event = BookingEvent(
            kind=kind, at=ask.now, booking=booking.id, cause=ask.id, actor=ask.actor, detail=detail or {},
        )
        return self._store(uow, event, develop(booking, event))

    @staticmethod
    def _store(uow: UnitOfWork, event: BookingEvent, booking: Booking) -> Booking:
        try:
            uow.record_booking(event, booking)
        except CapacityTaken:
            raise Refused(Reason.JUST_TAKEN, "This time was taken a moment ago.", "Choose another one.",
                          start=booking.start.isoformat()) from None
        return booking

    def _open(self, uow: UnitOfWork, code: str) -> Booking:
        booking = self.find(uow, code)
        if not booking.is_open:
            raise self._wrong(Reason(_ENDED[booking.state]), booking, f"is {booking.state}", "Book a new time.")
        return booking

    def _check_arrival(self, booking: Booking, now: datetime) -> None:
        if booking.state in (BookingState.CANCELLED, BookingState.LAPSED):
            raise self._wrong(Reason.CANCELLED, booking, "was cancelled", "Book a new time.")
        if booking.state is BookingState.ARRIVED:
            raise self._wrong(Reason.ALREADY_IN, booking, "has checked in", "Watch the screen in the hall.")
        if booking.state is BookingState.HELD:
            raise self._wrong(Reason.WRONG_STATE, booking, "is not confirmed yet", "Ask the desk.")
        if self._day(booking.start) != self._day(now):
            raise self._wrong(Reason.WRONG_DAY, booking, f"is on {self._day(booking.start)}", "Come back then.")

    def _check_contact(self, uow: UnitOfWork, ask: Ask, contact: str) -> None:
        most = self.house.rules.most_bookings
        if contact and len(uow.bookings_of(contact, ask.now)) >= most:
            raise Refused(Reason.TOO_MANY_BOOKINGS, f"This contact has {most} open bookings.",
                          "Cancel or move one of them.", most=most)

    def _free_code(self, uow: UnitOfWork) -> str:
        for _ in range(_CODE_TRIES):
            code = self._new_code()
            if uow.booking(code) is None:
                return code
        raise RuntimeError(f"no unused code in {_CODE_TRIES} draws; the source of codes is not random")

    def _not_bookable(self, task: Task, start: datetime) -> Refused:
        local = start.astimezone(self.house.hours.zone)
        return Refused(
            Reason.NOT_BOOKABLE, f"{task.id} cannot be booked at {local:%Y-%m-%d %H:%M}.",
            f"Look at the free times: kvik slots {task.id} --day {local:%Y-%m-%d}.",
            task=task.id, start=start.isoformat(),
        )

    def _wrong(self, reason: Reason, booking: Booking, is_what: str, fix: str) -> Refused:
        return Refused(reason, f"The booking {booking.code} {is_what}.", fix, code=booking.code,
                       start=booking.start.isoformat(), service=booking.service, task=booking.task)

    def _day(self, at: datetime) -> date:
        return self.house.hours.business_day(at)

    def _around(self, day: date) -> tuple[datetime, datetime]:
        """Return a stretch that surely holds one local day, whatever the clocks do that night."""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self.house.hours.zone)
        return noon - timedelta(hours=14), noon + timedelta(hours=14)


_ENDED = {
    BookingState.CANCELLED: Reason.CANCELLED, BookingState.LAPSED: Reason.HOLD_LAPSED,
    BookingState.RELEASED: Reason.RELEASED,
}


def _own(booking: Booking) -> set[tuple[datetime, int]]:
    return {(quarter, booking.lane) for quarter in quarters(booking.start, booking.end)}


def _unknown() -> Refused:
    """Return the one answer for a code that nobody has and for one that is wrong (B-03)."""
    return Refused(Reason.UNKNOWN_BOOKING, "No booking was found.",
                   "Check the code, or find the time by day of birth and hour.")


