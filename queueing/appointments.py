"""The use cases around booked times: offer, hold, book, move, cancel, find, arrive, release.

Like the reception, each is one transaction's worth of work; clock, ids and chance are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from queueing.bookings import (
    NO_LANE,
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
from queueing.codes import LABEL_LENGTH
from queueing.errors import Reason, Refused
from queueing.free_times import FreeTimes
from queueing.hours import YEARS, first_instant
from queueing.house import House, Kiosk, Service, Station, Task
from queueing.names import BranchId, ServiceId
from queueing.outlook import Outlook, Outlooks
from queueing.places import check_branch, check_place, served_by
from queueing.ports import CapacityTaken, UnitOfWork
from queueing.reception import Ask, Reception, Standing
from queueing.refusals import ended, just_taken, unknown_booking, wrong
from queueing.slots import Slot
from queueing.tickets import State, Value

CODE_LENGTH = 6
_ABOUT_NOW = timedelta(hours=1)
"""How early or late a birthday alone may tell whose time it is."""
_DAY = timedelta(days=1)
_CODE_TRIES = 50
_OVERLOOKED = timedelta(days=7)
"""How long ago a time may be whose citizen never came, while the house slept."""
_EXPECTED = frozenset({BookingState.BOOKED, BookingState.RELEASED})
_KNOWN_BY_BIRTH = frozenset({BookingState.BOOKED, BookingState.RELEASED, BookingState.ARRIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is booked, for whom, and who gives it out."""

    task: str
    start: datetime
    channel: Channel
    language: str = "da"
    person: Person = NOBODY
    uid: str | None = None
    branch: BranchId | None = None
    """Branch library where the citizen will sit at a screen; None for the house."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A citizen with a booked time, and the ticket that stands for it."""

    booking: Booking
    standing: Standing
    minutes_early: int
    """Negative for the late."""
    keeps_time: bool


class Appointments:
    """The booked times of one house."""

    def __init__(self, house: House, reception: Reception, new_code: Callable[[], str]) -> None:
        self.house = house
        self._reception = reception
        self._new_code = new_code
        self._free = FreeTimes(house)
        self._outlooks = Outlooks(house, self._free.on)

    @property
    def given_out(self) -> bool:
        """Whether this house gives times out at all."""
        return bool(self.house.tasks)

    # ---- giving times out

    def slots(
        self, uow: UnitOfWork, task_name: str, day: date, now: datetime, branch: BranchId | None = None,
    ) -> list[Slot]:
        """Return the free times of a task on one local day, in order (B-01); at a branch if a station is free."""
        return self._free.on(uow, task_name, day, now, branch)

    def free_days(
        self, uow: UnitOfWork, task_name: str, since: date, now: datetime,
    ) -> tuple[list[date], date | None]:
        """Return the next days with free times, at most 6, and the day from which to ask for more."""
        return self._free.days(uow, task_name, since, now)

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
            raise wrong(Reason.WRONG_STATE, booking, "is booked already", "Look it up by its code.")
        if booking.held_until is not None and booking.held_until <= ask.now:
            raise wrong(Reason.HOLD_LAPSED, booking, "was held too long", "Choose a time again.")
        self._check_contact(uow, ask, person.contact or booking.person.contact, booking)
        known = replace(booking.person, **person.given)
        return self._happen(
            uow, ask, BookingKind.BOOKED, replace(booking, person=self._fit(self.house.task(booking.task), known)),
        )

    def move(self, uow: UnitOfWork, ask: Ask, code: str, start: datetime) -> Booking:
        """Give a booking another time under the same code; its old time is free again."""
        booking = self._open(uow, code)
        if booking.state is BookingState.ARRIVED:
            raise wrong(Reason.ALREADY_IN, booking, "has checked in", "Take the check-in back first.")
        if booking.state is BookingState.HELD:
            raise wrong(Reason.WRONG_STATE, booking, "is not confirmed yet", "Confirm it first.")
        task = self.house.task(booking.task)
        slot = self._free.at(uow, task, start, ask.now, branch=booking.branch, moving=booking)
        detail: dict[str, Value] = {
            "start": slot.start.isoformat(), "end": slot.end.isoformat(), "lane": slot.lane, "seat": _seat(slot),
        }
        return self._happen(uow, ask, BookingKind.MOVED, booking, detail)

    def cancel(self, uow: UnitOfWork, ask: Ask, code: str) -> Booking:
        """Give a time back."""
        booking = self._open(uow, code)
        if booking.state is BookingState.ARRIVED:
            raise wrong(Reason.ALREADY_IN, booking, "has checked in", "Take the check-in back first.")
        return self._end(uow, ask, BookingKind.CANCELLED, booking)

    # ---- finding

    def find(self, uow: UnitOfWork, code: str) -> Booking:
        """Return the booking of a code, in any state."""
        booking = uow.booking(code)
        if booking is None:
            raise unknown_booking()
        return booking

    def find_by_birth(self, uow: UnitOfWork, ask: Ask, born: str, start: datetime) -> Booking:
        """Return the booking of a day and month of birth (DDMM) and a time today (B-03)."""
        if not born or not self._is_today(start, ask.now):
            raise unknown_booking()
        found = [
            b for b in uow.bookings(start, start + timedelta(minutes=1), all_states=True)
            if b.person.born == born and b.state in _KNOWN_BY_BIRTH
        ]
        if len(found) != 1:
            raise unknown_booking()
        return found[0]

    def find_by_card(self, uow: UnitOfWork, ask: Ask, born: str) -> Booking:
        """Return the one booking of about now whose citizen was born on a day and month (DDMM) and is expected."""
        found = [
            b for b in uow.bookings(ask.now - _ABOUT_NOW, ask.now + _ABOUT_NOW, all_states=True)
            if b.person.born == born and b.state in _EXPECTED and self._is_today(b.start, ask.now)
        ]
        if len(found) != 1:
            raise unknown_booking()
        return found[0]

    def day(self, uow: UnitOfWork, day: date) -> Sequence[Booking]:
        """Return the bookings of one local day, in order and in every state but lapsed holds."""
        if day.year not in YEARS:
            return []
        found = uow.bookings(*self.house.hours.around(day), all_states=True)
        return [b for b in found if b.state is not BookingState.LAPSED and self._day(b.start) == day]

    # ---- arriving

    def check_in(
        self, uow: UnitOfWork, ask: Ask, booking: Booking, station: Station | None = None,
        kiosk: Kiosk | None = None,
    ) -> Arrival:
        """Issue the ticket of a booking whose citizen has come; the booking stays until it exists (B-04).

        A time over the screen is checked in at a station of its branch library, and any other at none; at a kiosk
        only where it takes place.
        """
        self._reception.begin_day(uow, ask)
        self._check_arrival(uow, booking, ask.now)
        check_place(self.house, booking, station, kiosk)
        if station is not None:
            self._reception.check_station_free(uow, ask, station)
        late = ask.now - booking.start
        keeps_time = late <= self.house.rules.late_after
        standing = self._reception.issue_booked(
            uow, ask, served_by(self.house, booking), booking.language, booked_for=booking.start,
            keeps_time=keeps_time, station=None if station is None else station.id,
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
            raise wrong(Reason.WRONG_STATE, booking, "has no waiting ticket", "Ask the desk.")
        self._reception.close_ticket(uow, ask, ticket, "check_in_undone")
        return self._happen(uow, ask, BookingKind.ARRIVAL_UNDONE, booking)

    # ---- what time alone demands

    def keep(self, uow: UnitOfWork, ask: Ask) -> list[Booking]:
        """Let holds lapse, and give back times whose citizens have not come for 5 minutes (B-02, B-06)."""
        if not self.given_out:
            return []
        changed = [self._end(uow, ask, BookingKind.LAPSED, b) for b in uow.holds_before(ask.now)]
        overdue = ask.now - self.house.rules.release_after
        late = uow.bookings(overdue - _OVERLOOKED, overdue)
        changed += [
            self._happen(uow, ask, BookingKind.RELEASED, b) for b in late if b.state is BookingState.BOOKED
        ]
        return changed

    def look_ahead(self, uow: UnitOfWork, now: datetime) -> None:
        """Tell the floor of today's bookings whose citizens have not come (Q-08)."""
        if not self.given_out:
            return
        start, end = self.house.hours.around(self._day(now))
        uow.floor.expected = tuple(
            Expected(b.start, b.service) for b in uow.bookings(start, end) if b.state is BookingState.BOOKED
        )

    def forget(self, uow: UnitOfWork, now: datetime) -> int:
        """Erase what was talked about before today, and who came before yesterday; return how many came (S-03)."""
        if not self.given_out:
            return 0
        today, zone = self._day(now), self.house.hours.zone
        uow.erase_topics(first_instant(datetime.combine(today, time(0)), zone))
        yesterday = today - self.house.rules.persons_kept_days * _DAY
        return uow.erase_persons(first_instant(datetime.combine(yesterday, time(0)), zone))

    def outlook(self, uow: UnitOfWork, now: datetime) -> dict[ServiceId, Outlook]:
        """Return what each service with tasks can offer."""
        return self._outlooks.all(uow, now)

    def here_and_now(self, uow: UnitOfWork, service: Service, now: datetime) -> timedelta:
        """Return how long a visit without a booking fits before the next booking and the shift's end (B-07)."""
        return self._outlooks.here_and_now(uow, service, now)

    # ---- inside

    def _make(self, uow: UnitOfWork, ask: Ask, wish: Wish, kind: BookingKind) -> Booking:
        task = self.house.task(wish.task)
        check_branch(self.house, task, wish.branch)
        slot = self._free.at(uow, task, wish.start, ask.now, branch=wish.branch)
        held = kind is BookingKind.HELD
        booking = Booking(
            id=uow.new_booking_id(), code=self._free_code(uow), task=task.id, service=task.service,
            start=slot.start, end=slot.end, lane=slot.lane, channel=wish.channel, language=wish.language,
            state=BookingState.HELD if held else BookingState.BOOKED, made_at=ask.now,
            held_until=ask.now + self.house.rules.hold if held else None, uid=wish.uid,
            person=self._fit(task, wish.person), branch=wish.branch, seat=_seat(slot),
        )
        event = BookingEvent(
            kind=kind, at=ask.now, booking=booking.id, cause=ask.id, actor=ask.actor,
            detail={"start": slot.start.isoformat(), "task": task.id, "channel": wish.channel.value},
        )
        return self._store(uow, event, booking)

    def _happen(
        self, uow: UnitOfWork, ask: Ask, kind: BookingKind, booking: Booking,
        detail: dict[str, Value] | None = None,
    ) -> Booking:
        event = BookingEvent(
            kind=kind, at=ask.now, booking=booking.id, cause=ask.id, actor=ask.actor, detail=detail or {},
        )
        return self._store(uow, event, develop(booking, event))

    def _end(self, uow: UnitOfWork, ask: Ask, kind: BookingKind, booking: Booking) -> Booking:
        """Note that a booking came to nothing; whose it was is nobody's business any more (S-03)."""
        return self._happen(uow, ask, kind, replace(booking, person=NOBODY))

    def _store(self, uow: UnitOfWork, event: BookingEvent, booking: Booking) -> Booking:
        self._outlooks.forget()
        try:
            uow.record_booking(event, booking)
        except CapacityTaken:
            raise just_taken(booking.start) from None
        return booking

    def _open(self, uow: UnitOfWork, code: str) -> Booking:
        booking = self.find(uow, code)
        if not booking.is_open:
            raise ended(booking)
        return booking

    def _check_arrival(self, uow: UnitOfWork, booking: Booking, now: datetime) -> None:
        if booking.state in (BookingState.CANCELLED, BookingState.LAPSED):
            raise wrong(Reason.CANCELLED, booking, "was cancelled", "Book a new time.")
        ticket = None if booking.ticket is None else uow.ticket(booking.ticket)
        if ticket is not None and not ticket.is_open:
            raise wrong(Reason.WRONG_STATE, booking, "was used, and its ticket has ended", "Take a new ticket.")
        if booking.state is BookingState.ARRIVED:
            raise wrong(Reason.ALREADY_IN, booking, "has checked in", "Watch the screen in the hall.",
                        number=str(booking.ticket)[-LABEL_LENGTH:])
        if booking.state is BookingState.HELD:
            raise wrong(Reason.WRONG_STATE, booking, "is not confirmed yet", "Ask the desk.")
        if self._day(booking.start) != self._day(now):
            raise wrong(Reason.WRONG_DAY, booking, f"is on {self._day(booking.start)}", "Come back then.")

    def _check_contact(
        self, uow: UnitOfWork, ask: Ask, contact: str, own: Booking | None = None,
    ) -> None:
        """Refuse one more booking for a contact that has enough of them (B-06)."""
        most = self.house.rules.most_bookings
        others = [b for b in uow.bookings_of(contact, ask.now) if own is None or b.id != own.id] if contact else []
        if len(others) >= most:
            raise Refused(Reason.TOO_MANY_BOOKINGS, f"This contact has {most} open bookings.",
                          "Cancel or move one of them.", most=most)

    @staticmethod
    def _fit(task: Task, person: Person) -> Person:
        """Return what the house keeps of a person for a task: a topic only where it is asked for."""
        return person if task.takes_topic else replace(person, topic="")

    def _free_code(self, uow: UnitOfWork) -> str:
        for _ in range(_CODE_TRIES):
            code = self._new_code()
            if uow.booking(code) is None:
                return code
        raise RuntimeError(f"no unused code in {_CODE_TRIES} draws; the source of codes is not random")

    def _is_today(self, at: datetime, now: datetime) -> bool:
        return abs(at - now) <= _DAY and self._day(at) == self._day(now)

    def _day(self, at: datetime) -> date:
        return self.house.hours.business_day(at)


def _seat(slot: Slot) -> int:
    return NO_LANE if slot.seat is None else slot.seat
