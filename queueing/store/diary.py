"""Bookings as one transaction sees them: stored rows, with its own changes in their place.

Nothing is kept between transactions: bookings lie months ahead, and an index finds the few that are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from queueing.bookings import NOBODY, Booking, BookingEvent, BookingId, BookingState, Person, must_follow
from queueing.names import ServiceId
from queueing.ports import CapacityTaken
from queueing.slots import Taken, earliest_overlap, quarters
from queueing.store import statements as sql
from queueing.store.changes import Changes
from queueing.store.reading import Reading
from queueing.tickets import TicketId

Fits = Callable[[Booking], bool]


class Diary(Reading):
    """The bookings' half of a transaction."""

    def __init__(self, connection: sa.Connection, where: str) -> None:
        super().__init__(connection, where)
        self.changes = Changes()
        self._asked: dict[tuple[object, ...], Sequence[sa.RowMapping]] = {}
        """What was asked once in a transaction is not asked again: nothing is written before its end."""

    def new_booking_id(self) -> BookingId:
        """Return the id for the booking that is recorded next; from 1, one more each time."""
        drawn = self.changes.booking_ids
        last = drawn[-1] if drawn else self._ask(sql.LAST_BOOKING)[0]["id"] or 0
        drawn.append(BookingId(last + 1))
        return drawn[-1]

    def record_booking(self, event: BookingEvent, booking: Booking) -> None:
        """Append a booking's event and store what it leads to; CapacityTaken where its lane is another's."""
        known = self.booking(booking.code)
        must_follow(event, booking, known)
        if known is None and not self._may_begin(booking.id):
            raise ValueError(f"booking {booking.id} was not drawn in this transaction, or is recorded already")
        if booking.takes_capacity:
            self._must_be_free(booking)
        stored, _ = self.changes.bookings.get(booking.code, (known, booking))
        self.changes.bookings[booking.code] = (stored, booking)
        self.changes.booking_events.append(event)

    def booking(self, code: str) -> Booking | None:
        """Return the booking of a code, in any state; None for a code that nobody has."""
        return next(iter(self._find(lambda b: b.code == code, self._ask(sql.BOOKING, code=code))), None)

    def maker(self, booking: BookingId) -> str | None:
        """Return the actor of a booking's first event, None for a booking that nobody made."""
        stored = [row["actor"] for row in self._ask(sql.MAKER, booking=booking)]
        fresh = [e.actor for e in self.changes.booking_events if e.booking == booking]
        return next(iter(stored + fresh), None)

    def booking_of_ticket(self, ticket: TicketId) -> Booking | None:
        """Return the booking that a ticket was issued for."""
        found = self._find(lambda b: b.ticket == ticket, self._ask(sql.BOOKING_OF_TICKET, ticket=ticket))
        return max(found, key=lambda b: b.id, default=None)

    def booking_by_uid(self, uid: str) -> Booking | None:
        """Return the newest booking that was imported under a calendar's name for it."""
        found = self._find(lambda b: b.uid == uid, self._ask(sql.BOOKINGS_BY_UID, uid=uid))
        return max(found, key=lambda b: b.id, default=None)

    def bookings(
        self, start: datetime, end: datetime, service: ServiceId | None = None, *, all_states: bool = False,
    ) -> Sequence[Booking]:
        """Return open bookings that start in a stretch of time, in order; in all states when asked."""
        return sorted(self._find(
            lambda b: start <= b.start < end and service in (None, b.service) and (all_states or b.is_open),
            self._ask(sql.BOOKINGS, since=start, until=end),
        ), key=_by_time)

    def bookings_of(self, contact: str, since: datetime) -> Sequence[Booking]:
        """Return open bookings under a phone number or e-mail address that start at or after a time."""
        return sorted(self._find(
            lambda b: b.person.contact == contact != "" and b.start >= since and b.is_open,
            self._ask(sql.BOOKINGS_OF, contact=contact),
        ), key=_by_time)

    def taken(self, service: ServiceId, start: datetime, end: datetime) -> Taken:
        """Return the lanes that open bookings take, by quarter of an hour."""
        lanes: dict[datetime, set[int]] = {}
        for quarter, lane in self._owners(service, start, end):
            lanes.setdefault(quarter, set()).add(lane)
        return lanes

    def holds_before(self, time: datetime) -> Sequence[Booking]:
        """Return bookings whose hold ran out at or before a time."""
        return sorted(self._find(
            lambda b: b.state is BookingState.HELD and b.held_until is not None and b.held_until <= time,
            self._ask(sql.HOLDS_BEFORE, time=time),
        ), key=lambda b: (b.held_until, b.id))

    def erase_persons(self, before: datetime) -> int:
        """Erase who came from bookings that ended before a time; return how many (S-03)."""
        return self._erase(before, lambda _: NOBODY)

    def erase_topics(self, before: datetime) -> int:
        """Erase what bookings were about that ended before a time; return how many (S-03)."""
        return self._erase(before, lambda person: replace(person, topic=""))

    def _erase(self, before: datetime, less: Callable[[Person], Person]) -> int:
        """Leave less of the persons of bookings that ended before a time; return of how many."""
        ids = [row["booking"] for row in self._ask(sql.PERSONS_BEFORE, before=before)]
        rows = [row for key in ids for row in self._ask(sql.BOOKING_BY_ID, id=key)]
        found = self._find(lambda b: b.person != less(b.person) and b.end < before, rows)
        for booking in found:
            stored, _ = self.changes.bookings.get(booking.code, (booking, booking))
            self.changes.bookings[booking.code] = (stored, replace(booking, person=less(booking.person)))
            self.changes.erased.add(booking.id)
        return len(found)

    def _may_begin(self, booking: BookingId) -> bool:
        used = (b.id for _, b in self.changes.bookings.values())
        return booking in self.changes.booking_ids and booking not in used

    def _must_be_free(self, booking: Booking) -> None:
        for service, own in booking.lanes:
            owners = self._owners(service, earliest_overlap(booking.start), booking.end)
            for (quarter, lane), owner in owners.items():
                if lane == own and owner != booking.id:
                    raise CapacityTaken(f"lane {lane} of {service} at {quarter} is booking {owner}'s")

    def _owners(
        self, service: ServiceId, start: datetime, end: datetime,
    ) -> dict[tuple[datetime, int], BookingId]:
        """Return whose each lane is in each quarter from start to end."""
        changed = [booking for _, booking in self.changes.bookings.values()]
        told = {booking.id for booking in changed}
        rows = self._ask(sql.TAKEN, service=service, since=start, until=end)
        owners = {(row["quarter"], row["lane"]): row["booking"] for row in rows if row["booking"] not in told}
        for booking in changed:
            for lane in (lane for of, lane in booking.lanes if of == service):
                owners |= {
                    (q, lane): booking.id for q in quarters(booking.start, booking.end) if start <= q < end
                }
        return owners

    def _find(self, fits: Fits, rows: Iterable[sa.RowMapping]) -> list[Booking]:
        """Return what fits of stored rows and of what this transaction has changed."""
        stored = (_booking(row) for row in rows)
        found = [b for b in stored if b.code not in self.changes.bookings]
        found += [b for _, b in self.changes.bookings.values()]
        return [b for b in found if fits(b)]

    def _ask(self, statement: sa.Select[*tuple[object, ...]], **values: object) -> Sequence[sa.RowMapping]:
        question = (statement, *values.values())
        if question not in self._asked:
            self._asked[question] = self._all(statement, **values)
        return self._asked[question]


def _booking(row: sa.RowMapping) -> Booking:
    fields = dict(row)
    words = {name: fields.pop(name) for name in sql.PERSON}
    return Booking(**fields, person=NOBODY if words["name"] is None else Person(**words))


def _by_time(booking: Booking) -> tuple[datetime, ServiceId, int, BookingId]:
    return booking.start, booking.service, booking.lane, booking.id
