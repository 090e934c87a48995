"""Who is called for whom, and when the next way is tried (B-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from broker.summons import SummonsBook
from queueing.house import Rules
from queueing.names import ServiceId
from queueing.tickets import Ticket
from tests.queueing.small_house import BORGERSERVICE, KVIK, OPENING, booked, walk_in

SECOND = timedelta(seconds=1)
WAITS = replace(walk_in(1, 0, BORGERSERVICE), service=ServiceId("bibliotekar"), letter="L")


def book() -> SummonsBook:
    return SummonsBook(["bibliotekar"], Rules())


def states(found: SummonsBook) -> list[tuple[str, str, int | None]]:
    return [(s.number, s.state, s.minutes) for s in found.summonses().summonses]


def upstairs(ticket: Ticket) -> Ticket:
    return replace(ticket, service=ServiceId("bibliotekar"))


def test_it_escalates_after_a_minute_without_an_answer() -> None:
    found = book()
    found.ask(WAITS, OPENING)
    assert not found.keep([WAITS], OPENING + 59 * SECOND)
    assert states(found) == [("L001", "asked", None)]
    assert found.keep([WAITS], OPENING + 60 * SECOND)
    assert states(found) == [("L001", "escalated", None)]
    assert found.accept("L001", 2)  # late, and still welcome
    assert states(found) == [("L001", "coming", 2)]


def test_nobody_for_three_minutes_and_the_citizen_is_offered_a_time() -> None:
    found = book()
    found.ask(WAITS, OPENING)
    found.keep([WAITS], OPENING + 179 * SECOND)
    assert states(found) == [("L001", "escalated", None)]
    assert found.keep([WAITS], OPENING + 180 * SECOND)
    assert states(found) == [("L001", "unanswered", None)]
    assert found.accept("L001", 2)  # very late, and still welcome
    assert states(found) == [("L001", "coming", 2)]


def test_who_is_on_the_way_is_not_called_again() -> None:
    found = book()
    found.ask(WAITS, OPENING)
    found.accept("L001", 3)
    found.ask(WAITS, OPENING + SECOND)
    assert not found.keep([WAITS], OPENING + 600 * SECOND)
    assert states(found) == [("L001", "coming", 3)]


def test_it_ends_when_nobody_waits_any_more() -> None:
    found = book()
    found.ask(WAITS, OPENING)
    assert found.keep([], OPENING)
    assert states(found) == []
    assert not found.accept("L001", 2)


def test_who_came_by_other_ways_is_called_for_too() -> None:
    found = book()
    sent_on = upstairs(walk_in(7, 0))
    assert found.keep([sent_on], OPENING)
    assert states(found) == [("K007", "asked", None)]


def test_nobody_is_called_for_other_services_or_for_who_is_expected() -> None:
    found = book()
    others = [walk_in(1, 0, KVIK), walk_in(2, 0, BORGERSERVICE), upstairs(booked(3, 0, 15))]
    for ticket in others:
        found.ask(ticket, OPENING)
    assert not found.keep(others, OPENING)
    assert states(found) == []
