"""Who is next: one pure function of the line, the desk, the time and the duty (Q-05).

The order, from first to last:

1. Who has waited longer than anyone should for that service, the longest waiting first (Q-07).
2. Who has a booked time that is due, the earliest time first; due from 2 minutes before it, for those who
   came at most 10 minutes late (Q-06).
3. Everybody else by their place: arrival; for the very late the moment they checked in. One whose visit would
   make a booked citizen wait is passed over while somebody else fits (Q-08).
4. Who came too early for a booked time: only when nobody else waits.

Every choice says which rule made it and the facts it used, so that it can be explained (Q-13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from queueing.bookings import Expected
from queueing.duty import Duty
from queueing.house import Desk
from queueing.tickets import Ticket


class Rule(StrEnum):
    """The rule that made a choice."""

    LONGEST_WAIT = "longest_wait"
    DUE_BOOKING = "due_booking"
    TURN = "turn"
    FITS = "fits_before_booking"
    EARLY_BOOKING = "early_booking"
    CHOSEN_BY_STAFF = "chosen_by_staff"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is next, by which rule, and the facts behind it."""

    ticket: Ticket
    rule: Rule
    facts: Mapping[str, str | int] = field(default_factory=dict)


_RANK = {Rule.LONGEST_WAIT: 0, Rule.DUE_BOOKING: 1, Rule.TURN: 2, Rule.EARLY_BOOKING: 3}


def choose(waiting: Iterable[Ticket], desk: Desk, now: datetime, duty: Duty) -> Choice | None:
    """Return whom the desk shall call now, or None when nobody it can serve waits."""
    line = order(waiting, desk, now, duty)
    if not line:
        return None
    first = line[0]
    rule = rule_for(first, now, duty)
    if rule is Rule.TURN:
        return _by_turn(line, desk, now, duty)
    return Choice(first, rule, _facts(first, rule, now, duty))


def order(waiting: Iterable[Ticket], desk: Desk, now: datetime, duty: Duty) -> list[Ticket]:
    """Return whom the desk can serve, in the order of the rules, look-ahead aside."""
    return sorted((t for t in waiting if may_call(desk, t, duty)), key=lambda t: rank(t, now, duty))


def may_call(desk: Desk, ticket: Ticket, duty: Duty) -> bool:
    """Whether the desk serves the service, the citizen can be reached, and waits for no other, open desk."""
    if ticket.service not in desk.services or not duty.reaches(ticket):
        return False
    return ticket.desk in (None, desk.id) or all(d.desk.id != ticket.desk for d in duty.desks)


def rank(ticket: Ticket, now: datetime, duty: Duty) -> tuple[int, datetime, str]:
    """Return the sort key of a ticket: smaller is called earlier; never equal for two tickets."""
    return _RANK[rule_for(ticket, now, duty)], ticket.place_at, ticket.id


def rule_for(ticket: Ticket, now: datetime, duty: Duty) -> Rule:
    """Return the rule under which a waiting ticket stands at `now`."""
    if now - ticket.place_at > duty.house.services[ticket.service].longest_wait:
        return Rule.LONGEST_WAIT
    due = booked_time(ticket)
    if due is None:
        return Rule.TURN
    return Rule.DUE_BOOKING if due - duty.house.rules.due_before <= now else Rule.EARLY_BOOKING


def booked_time(ticket: Ticket) -> datetime | None:
    """Return the booked time that the ticket still holds; None for a walk-in and for who came too late."""
    return ticket.booked_for if ticket.booked_for == ticket.place_at else None


def _by_turn(line: list[Ticket], desk: Desk, now: datetime, duty: Duty) -> Choice:
    """Take the first whose visit keeps no booked citizen waiting; the first of all when nobody's does."""
    coming = [*duty.bookings, *_early(line, now, duty)]
    first = line[0]
    for passed, ticket in enumerate(line):
        if rule_for(ticket, now, duty) is not Rule.TURN:
            break
        kept_waiting = _first_kept_waiting(ticket, coming, desk, now, duty)
        if kept_waiting is None:
            return _turn(ticket, line, passed, now, duty)
    return Choice(first, Rule.TURN, _facts(first, Rule.TURN, now, duty))


def _turn(ticket: Ticket, line: list[Ticket], passed: int, now: datetime, duty: Duty) -> Choice:
    if passed == 0:
        return Choice(ticket, Rule.TURN, _facts(ticket, Rule.TURN, now, duty))
    facts = {**_facts(ticket, Rule.FITS, now, duty), "passed": line[0].label, "passed_count": passed}
    return Choice(ticket, Rule.FITS, facts)


def _early(line: Iterable[Ticket], now: datetime, duty: Duty) -> list[Expected]:
    return [
        Expected(t.place_at, t.service) for t in line if rule_for(t, now, duty) is Rule.EARLY_BOOKING
    ]


def _first_kept_waiting(
    ticket: Ticket, coming: Iterable[Expected], desk: Desk, now: datetime, duty: Duty,
) -> Expected | None:
    """Return the first booking for which no competent desk would be free if this desk took the ticket."""
    end = now + duty.house.services[ticket.service].expected
    in_the_way = [b for b in coming if b.service in desk.services and b.due < end]
    for needed, booking in enumerate(sorted(in_the_way, key=lambda b: b.due), start=1):
        if needed > _free_elsewhere(booking, desk, duty):
            return booking
    return None


def _free_elsewhere(booking: Expected, desk: Desk, duty: Duty) -> int:
    return sum(
        1 for other in duty.desks
        if other.desk.id != desk.id and booking.service in other.desk.services
        and (other.busy_until is None or other.busy_until <= booking.due)
    )


def _facts(ticket: Ticket, rule: Rule, now: datetime, duty: Duty) -> dict[str, str | int]:
    waited = int((now - ticket.place_at).total_seconds() // 60)
    facts: dict[str, str | int] = {"waited_minutes": max(0, waited)}
    if rule is Rule.LONGEST_WAIT:
        longest = duty.house.services[ticket.service].longest_wait
        facts["longest_minutes"] = int(longest.total_seconds() // 60)
    if ticket.booked_for is not None:
        facts["booked_for"] = ticket.booked_for.isoformat()
    return facts
