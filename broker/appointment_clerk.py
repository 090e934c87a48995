"""The clerk for booked times: actions of the wire as use cases of the appointments."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from broker import messages as m
from broker import views
from broker.calendars.taking import take_in
from broker.mail import Kind, Notice, mailable
from broker.topics import PRINT
from broker.work import Done, Serve
from queueing.appointments import Appointments, Wish
from queueing.bookings import NOBODY, Booking, Channel, Person, tidy_contact
from queueing.errors import Reason, Refused
from queueing.house import Kiosk
from queueing.names import BranchId, StationId
from queueing.ports import UnitOfWork
from queueing.reception import Ask, Reception
from queueing.refusals import unknown_booking
from queueing.scrub import scrub
from queueing.slots import Slot, best_first

_MINUTE = timedelta(minutes=1)
OFFERED = 3
"""Times that are offered first; more would be a list again."""


@dataclass(frozen=True, slots=True)
class Kiosks:
    """What a site lets its kiosks do."""

    branches: Mapping[str, str | None]
    """The branch library where each stands; None for the house itself."""
    booking: frozenset[str] = frozenset()
    """Those at which citizens may book."""
    cards: bool = False
    """Whether they read health cards (S-02)."""


class AppointmentClerk:
    """Serves the actions around bookings."""

    def __init__(self, appointments: Appointments, reception: Reception, kiosks: Kiosks) -> None:
        self._appointments = appointments
        self._reception = reception
        self._house = reception.house
        self._kiosks = kiosks
        self._tries: dict[str, deque[datetime]] = {}

    def actions(self) -> dict[str, Serve]:
        """Return what serves each action."""
        return {
            "slots": self._slots,
            "free-days": self._free_days,
            "book": self._book,
            "confirm-booking": self._confirm,
            "move-booking": self._changed(
                lambda uow, ask, d: self._appointments.move(uow, ask, d.code, d.start), Kind.MOVED,
            ),
            "cancel-booking": self._changed(
                lambda uow, ask, d: self._appointments.cancel(uow, ask, d.code), Kind.CANCELLED,
            ),
            "undo-check-in": self._changed(self._undo_check_in),
            "find-bookings": self._find,
            "check-in": self._check_in,
            "import-bookings": self._import,
        }

    # ---- giving times out

    def _slots(self, uow: UnitOfWork, ask: Ask, data: m.AskSlots, _done: Done) -> m.Payload:
        found = self._appointments.slots(uow, data.task, data.day, ask.now, _branch(data.branch))
        return m.FreeTimes(
            task=data.task, day=data.day, times=tuple(map(_free_time, found)),
            offers=tuple(map(_free_time, best_first(found)[:OFFERED])),
        )

    def _free_days(self, uow: UnitOfWork, ask: Ask, data: m.AskDays, _done: Done) -> m.Payload:
        days, more = self._appointments.free_days(uow, data.task, data.since, ask.now)
        return m.FreeDays(task=data.task, days=tuple(days), more=more)

    def _book(self, uow: UnitOfWork, ask: Ask, data: m.Book, done: Done) -> m.Payload:
        self.check_kiosk(data.paper_at)
        self._check_may_book(ask)
        channel = Channel.KIOSK if ask.actor in self._kiosks.branches else Channel(data.channel)
        wish = Wish(
            task=data.task, start=data.start, channel=channel, language=data.language, person=_person(data),
            branch=_branch(data.branch),
        )
        give = self._appointments.hold if data.hold else self._appointments.book
        booking = give(uow, ask, wish)
        if not data.hold:
            _tell(done, Kind.BOOKED, booking, booking.person.contact, ask)
        finished = None
        if data.ends_visit_at is not None:
            finished = self._reception.finish(uow, ask, data.ends_visit_at).label
        self._appointments.look_ahead(uow, ask.now)
        if data.paper_at is not None:
            done.notes.append((PRINT, m.PrintOrder(booking=views.booking(booking)), data.paper_at))
        return m.Booked(booking=views.booking(booking), finished=finished)

    def _confirm(self, uow: UnitOfWork, ask: Ask, data: m.ConfirmBooking, done: Done) -> m.Payload:
        self._check_own(uow, ask, data.code)
        booking = self._appointments.confirm(uow, ask, data.code, _person(data))
        _tell(done, Kind.BOOKED, booking, booking.person.contact, ask)
        self._appointments.look_ahead(uow, ask.now)
        return m.Booked(booking=views.booking(booking))

    def _changed(self, change: Callable[[UnitOfWork, Ask, Any], Booking], kind: Kind | None = None) -> Serve:
        def serve(uow: UnitOfWork, ask: Ask, data: Any, done: Done) -> m.Payload:  # noqa: ANN401 - has a code
            before = uow.booking(data.code)
            if kind is not None:
                self._check_own(uow, ask, data.code)
            booking = change(uow, ask, data)
            if kind is not None and before is not None:  # a cancelled booking no longer knows whose it was
                _tell(done, kind, booking, before.person.contact, ask)
            self._appointments.look_ahead(uow, ask.now)
            return m.Booked(booking=views.booking(booking))

        return serve

    # ---- finding and arriving

    def _find(self, uow: UnitOfWork, ask: Ask, data: m.FindBookings, _done: Done) -> m.Payload:
        if data.code is not None:
            found = [self._appointments.find(uow, data.code)]
        elif data.contact:
            found = list(uow.bookings_of(scrub(tidy_contact(data.contact)), ask.now - timedelta(days=1)))
        else:
            day = data.day or self._house.hours.business_day(ask.now)
            found = list(self._appointments.day(uow, day))
        return m.BookingsFound(bookings=tuple(
            m.BookingFound(booking=views.booking(b), person=m.PersonView(
                name=b.person.name, contact=b.person.contact, topic=b.person.topic,
            )) for b in found
        ))

    def _check_in(self, uow: UnitOfWork, ask: Ask, data: m.CheckIn, done: Done) -> m.Payload:
        self.check_kiosk(data.paper_at)
        station = None if data.station is None else self._house.station(data.station)
        booking = self._guessed(uow, ask, data)
        arrival = self._appointments.check_in(
            uow, ask, booking, station, self._kiosk(ask.actor), language=data.language,
        )
        self._appointments.look_ahead(uow, ask.now)
        slip = views.slip(arrival.standing)
        if data.paper_at is not None and data.paper_at != ask.actor:
            done.notes.append((PRINT, m.PrintOrder(slip=slip), data.paper_at))
        return m.CheckedIn(
            slip=slip, booking=views.booking(arrival.booking),
            minutes_early=arrival.minutes_early, keeps_time=arrival.keeps_time,
        )

    def _undo_check_in(self, uow: UnitOfWork, ask: Ask, data: m.AboutBooking) -> Booking:
        """Take a check-in back; a station only that of the citizen who sits there."""
        if ask.actor in self._house.stations:
            present = uow.floor.at_station(StationId(ask.actor))
            booking = self._appointments.find(uow, data.code)
            if present is None or booking.ticket != present.id:
                raise Refused(Reason.NOT_ALLOWED, f"{booking.code} was not checked in at {ask.actor}.",
                              "Take it back where it was checked in.")
        return self._appointments.undo_check_in(uow, ask, data.code)

    def _import(self, uow: UnitOfWork, ask: Ask, data: m.ImportBookings, _done: Done) -> m.Payload:
        report = take_in(self._appointments, uow, ask, data.bookings)
        self._appointments.look_ahead(uow, ask.now)
        return report

    def _guessed(self, uow: UnitOfWork, ask: Ask, data: m.CheckIn) -> Booking:
        """Let one device be wrong 5 times a minute; who is right is never held up (B-03)."""
        tries = self._tries.setdefault(ask.actor, deque(maxlen=self._house.rules.tries_a_minute))
        if len(tries) == tries.maxlen and ask.now - tries[0] < _MINUTE:
            left = int((_MINUTE - (ask.now - tries[0])).total_seconds()) + 1
            raise Refused(Reason.TOO_MANY_TRIES, f"{ask.actor} has tried too many codes.",
                          f"Wait {left} s, or ask the staff.", seconds=left)
        try:
            return self._looked_up(uow, ask, data)
        except Refused as refused:
            if refused.reason is Reason.UNKNOWN_BOOKING:
                tries.append(ask.now)
            raise

    def _looked_up(self, uow: UnitOfWork, ask: Ask, data: m.CheckIn) -> Booking:
        """Look by code and by birth alike, so that a wrong code takes as long as a right one (B-03)."""
        if data.code is not None:
            return self._appointments.find(uow, data.code)
        if data.born is None:
            raise Refused(Reason.MALFORMED, "A check-in needs a code or a day of birth.",
                          "Send `code`, or `born` and `start`.")
        if data.start is None:
            self._check_cards()
            return self._appointments.find_by_card(uow, ask, data.born)
        return self._appointments.find_by_birth(uow, ask, data.born, data.start)

    def check_kiosk(self, name: str | None) -> None:
        """Refuse a kiosk that the house does not have."""
        if name is not None and name not in self._kiosks.branches:
            raise Refused(Reason.UNKNOWN_DEVICE, f"There is no kiosk {name[:40]!r}.",
                          f"Use one of: {', '.join(sorted(self._kiosks.branches))}.")

    def _kiosk(self, actor: str) -> Kiosk | None:
        """Return where a kiosk stands, None for who is none."""
        branches = self._kiosks.branches
        return Kiosk(_branch(branches[actor])) if actor in branches else None

    def _check_may_book(self, ask: Ask) -> None:
        if ask.actor in self._kiosks.branches and ask.actor not in self._kiosks.booking:
            raise Refused(Reason.NOT_ALLOWED, f"{ask.actor} gives no times out.",
                          "Set `books = true` for it in the site's file.")

    def _check_own(self, uow: UnitOfWork, ask: Ask, code: str) -> None:
        """Hide from a kiosk what others booked: it answers as for a code that nobody has (B-03)."""
        if ask.actor in self._kiosks.branches and uow.maker(self._appointments.find(uow, code).id) != ask.actor:
            raise unknown_booking()

    def _check_cards(self) -> None:
        if not self._kiosks.cards:
            raise Refused(Reason.NOT_ALLOWED, "Health cards are not read in this house.",
                          "Send `start` as well, or set `health_card = true` in the site's file.")


def _tell(done: Done, kind: Kind, booking: Booking, contact: str, ask: Ask) -> None:
    """Have a mail sent, after the commit, to who gave an address for it."""
    if mailable(contact):
        done.mails.append(Notice(kind, booking, contact, ask.now))


def _branch(name: str | None) -> BranchId | None:
    return None if name is None else BranchId(name)


def _free_time(slot: Slot) -> m.FreeTime:
    return m.FreeTime(start=slot.start, end=slot.end, staff=slot.staff, free=slot.free)


def _person(data: m.Book | m.ConfirmBooking) -> Person:
    """Return who comes, with everything that looks like a CPR number taken out (S-01)."""
    person = Person(
        name=scrub(data.name.strip()), contact=scrub(tidy_contact(data.contact)), born=data.born,
        topic=scrub(data.topic.strip()),
    )
    return NOBODY if person == NOBODY else person
