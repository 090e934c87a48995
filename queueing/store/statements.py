"""The statements of the hot path, built once; SQLAlchemy then keeps each compiled."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import bindparam

from queueing.store.schema import (
    IS_HELD,
    IS_OPEN,
    SENT,
    UNSENT,
    booking_events,
    booking_quarters,
    bookings,
    counters,
    desks,
    events,
    house,
    mails,
    outbox,
    persons,
    requests,
    tickets,
)
from queueing.tickets import Kind

_KEPT = frozenset({"id", "letter", "number", "day", "arrived_at", "booked_for", "station"})
CHANGING = tuple(c.name for c in tickets.c if c.name not in _KEPT)
"""What an event may change about a ticket."""

OPEN_TICKETS = sa.select(tickets).where(IS_OPEN)
TICKET = sa.select(tickets).where(tickets.c.id == bindparam("key"))
INSERT_TICKET = sa.insert(tickets)
UPDATE_TICKET = (
    sa.update(tickets)
    .where(tickets.c.id == bindparam("key"), tickets.c.state == bindparam("was"))
    .values({name: bindparam(name) for name in CHANGING})
)
"""Touches no row when the ticket is not in the state that the hub believed."""

INSERT_EVENT = sa.insert(events)
HISTORY = sa.select(events).where(events.c.ticket == bindparam("key")).order_by(events.c.seq)
CALLING = (Kind.CALLED, Kind.RECALLED, Kind.CALL_UNDONE)
CALLS = (
    sa.select(events)
    .where(events.c.seq > bindparam("began"), events.c.kind.in_(CALLING))
    .order_by(events.c.seq.desc())
    .limit(bindparam("most"))
)
"""Walks the key backwards and stops at the day's beginning: history costs nothing, and no index is needed."""
LAST_EVENT = sa.select(events.c.seq, events.c.at).where(
    events.c.seq == sa.select(sa.func.max(events.c.seq).label("newest")).scalar_subquery()
)

COUNTER = sa.select(counters.c.last).where(
    counters.c.letter == bindparam("letter"), counters.c.day == bindparam("day")
)
INSERT_COUNTER = sa.insert(counters)
UPDATE_COUNTER = (
    sa.update(counters)
    .where(counters.c.letter == bindparam("of_letter"), counters.c.day == bindparam("of_day"),
           counters.c.last == bindparam("was"))
    .values(last=bindparam("last"))
)

HOUSE = sa.select(house.c.day, house.c.day_began)
UPDATE_HOUSE = (
    sa.update(house)
    .where(house.c.id == 1, house.c.day.is_not_distinct_from(bindparam("was")))
    .values(day=bindparam("day"), day_began=bindparam("day_began"))
)

DESKS = sa.select(desks.c.desk, desks.c.status).where(desks.c.day == bindparam("on"))
INSERT_DESK = sa.insert(desks)
UPDATE_DESK = (
    sa.update(desks)
    .where(desks.c.day == bindparam("of_day"), desks.c.desk == bindparam("of_desk"))
    .values(status=bindparam("status"))
)

REQUEST = sa.select(requests).where(requests.c.request == bindparam("key"))
INSERT_REQUEST = sa.insert(requests)
PRUNE_REQUESTS = sa.delete(requests).where(requests.c.request.in_(
    sa.select(requests.c.request).where(requests.c.at < bindparam("before"))
    .order_by(requests.c.at).limit(bindparam("most"))
))

INSERT_LETTER = sa.insert(outbox)
UNSENT_LETTERS = (
    sa.select(outbox.c.seq, outbox.c.topic, outbox.c.payload, outbox.c.expires_at)
    .where(UNSENT)
    .order_by(outbox.c.seq, outbox.c.topic)
    .limit(bindparam("most"))
)
MARK_SENT = sa.update(outbox).where(outbox.c.seq == bindparam("of_seq"), UNSENT).values(sent=sa.true())
PRUNE_LETTERS = sa.delete(outbox).where(sa.tuple_(outbox.c.seq, outbox.c.topic).in_(
    sa.select(outbox.c.seq, outbox.c.topic)
    .where(SENT, outbox.c.expires_at < bindparam("before"))
    .order_by(outbox.c.expires_at).limit(bindparam("most"))
))

INSERT_MAIL = sa.insert(mails)
MAILS = sa.select(mails).order_by(mails.c.id).limit(bindparam("most"))
DELETE_MAIL = sa.delete(mails).where(mails.c.id == bindparam("of_id"))

PERSON = tuple(c.name for c in persons.c if c.name != "booking")
_WITH_PERSON = sa.select(bookings, *(persons.c[name] for name in PERSON)).outerjoin_from(bookings, persons)
BOOKING = _WITH_PERSON.where(bookings.c.code == bindparam("code"))
BOOKING_OF_TICKET = _WITH_PERSON.where(bookings.c.ticket == bindparam("ticket"))
BOOKINGS_BY_UID = _WITH_PERSON.where(bookings.c.uid == bindparam("uid"))
BOOKINGS = _WITH_PERSON.where(bookings.c.start >= bindparam("since"), bookings.c.start < bindparam("until"))
BOOKINGS_OF = _WITH_PERSON.where(persons.c.contact == bindparam("contact"))
HOLDS_BEFORE = _WITH_PERSON.where(IS_HELD, bookings.c.held_until <= bindparam("time"))
BOOKING_BY_ID = _WITH_PERSON.where(bookings.c.id == bindparam("id"))
PERSONS_BEFORE = sa.select(persons.c.booking).where(
    sa.select(bookings.c.end).where(bookings.c.id == persons.c.booking).scalar_subquery() < bindparam("before")
)
"""A scalar subquery, because databases turn a join around, and then read every booking that ever was."""
LAST_BOOKING = sa.select(sa.func.max(bookings.c.id).label("id"))
TAKEN = sa.select(booking_quarters.c.quarter, booking_quarters.c.lane, booking_quarters.c.booking).where(
    booking_quarters.c.service == bindparam("service"),
    booking_quarters.c.quarter >= bindparam("since"), booking_quarters.c.quarter < bindparam("until"),
)

INSERT_BOOKING = sa.insert(bookings)
_SAME_BOOKING = frozenset({"id", "code", "channel", "made_at", "branch"})
BOOKING_CHANGING = tuple(c.name for c in bookings.c if c.name not in _SAME_BOOKING)
"""What an event may change about a booking."""
UPDATE_BOOKING = (
    sa.update(bookings)
    .where(bookings.c.id == bindparam("key"), bookings.c.state == bindparam("was"),
           bookings.c.start == bindparam("was_at"), bookings.c.lane == bindparam("was_in"))
    .values({name: bindparam(name) for name in BOOKING_CHANGING})
)
"""Touches no row when the booking is not in the state, or not at the time, that the hub believed."""
INSERT_BOOKING_EVENT = sa.insert(booking_events)
MAKER = (
    sa.select(booking_events.c.actor).where(booking_events.c.booking == bindparam("booking"))
    .order_by(booking_events.c.seq).limit(1)
)
INSERT_QUARTER = sa.insert(booking_quarters)
DELETE_QUARTER = sa.delete(booking_quarters).where(
    booking_quarters.c.service == bindparam("of_service"), booking_quarters.c.quarter == bindparam("of_quarter"),
    booking_quarters.c.lane == bindparam("of_lane"), booking_quarters.c.booking == bindparam("of_booking"),
)
INSERT_PERSON = sa.insert(persons)
DELETE_PERSON = sa.delete(persons).where(persons.c.booking == bindparam("of_booking"))
