from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from queueing.bookings import Expected
from queueing.calling import Choice, Rule, choose, order
from queueing.duty import DeskNow, Duty
from queueing.house import Desk
from queueing.tickets import Ticket
from tests.queueing.small_house import (
    BORGERSERVICE,
    IT,
    MINUTE,
    ONE,
    OPENING,
    TWO,
    booked,
    duty,
    house,
    walk_in,
)

DESK = house().desks[ONE]


def chosen(*waiting: Ticket, minute: float, duty_: Duty | None = None, desk: Desk = DESK) -> Choice:
    found = choose(waiting, desk, OPENING + minute * MINUTE, duty_ or duty())
    assert found is not None
    return found


def test_nobody_waits() -> None:
    assert choose([], DESK, OPENING, duty()) is None


def test_first_come_first_served() -> None:
    choice = chosen(walk_in(2, 2), walk_in(1, 1), minute=5)
    assert (choice.ticket.label, choice.rule) == ("K001", Rule.TURN)
    assert choice.facts["waited_minutes"] == 4


def test_a_desk_calls_only_what_it_serves() -> None:
    assert choose([walk_in(1, 0, IT)], DESK, OPENING + MINUTE, duty()) is None


def test_a_booking_is_due_two_minutes_before_its_time() -> None:
    waiting = walk_in(1, 0), booked(1, 0, 15)
    assert chosen(*waiting, minute=12.9).ticket.label == "K001"
    choice = chosen(*waiting, minute=13)
    assert (choice.ticket.label, choice.rule) == ("B001", Rule.DUE_BOOKING)


def test_an_early_arrival_does_not_outrank_anyone() -> None:
    early, walk_in_after = booked(1, 0, 60), walk_in(1, 10)
    assert chosen(early, walk_in_after, minute=11).ticket.label == "K001"
    choice = chosen(early, minute=11)
    assert (choice.ticket.label, choice.rule) == ("B001", Rule.EARLY_BOOKING)


def test_ten_minutes_late_keeps_the_time_eleven_does_not() -> None:
    earlier = walk_in(1, 14)
    assert chosen(earlier, booked(1, 25, 15), minute=26).ticket.label == "B001"
    choice = chosen(earlier, booked(1, 26, 15), minute=26)
    assert (choice.ticket.label, choice.rule) == ("K001", Rule.TURN)


def test_nobody_starves() -> None:
    old, due = walk_in(1, 0), booked(1, 0, 20)
    assert chosen(old, due, minute=20).ticket.label == "B001"
    choice = chosen(old, due, minute=20.1)
    assert (choice.ticket.label, choice.rule) == ("K001", Rule.LONGEST_WAIT)
    assert choice.facts["longest_minutes"] == 20


def test_the_oldest_of_the_starving_goes_first() -> None:
    assert chosen(walk_in(2, 1), walk_in(1, 2), minute=30).ticket.label == "K002"


def test_a_long_visit_is_passed_over_for_one_that_fits_before_a_booking() -> None:
    long = walk_in(1, 0, BORGERSERVICE)  # a late booking, or one transferred: 15 minutes
    short = walk_in(1, 1)
    coming = Duty(house(), (DeskNow(DESK, None),), (Expected(OPENING + 12 * MINUTE, BORGERSERVICE),))
    choice = chosen(long, short, minute=5, duty_=coming)
    assert (choice.ticket.label, choice.rule, choice.facts["passed"]) == ("K001", Rule.FITS, "B001")


def test_a_long_visit_is_called_when_another_desk_can_keep_the_booking() -> None:
    other = house().desks[TWO]
    coming = Duty(
        house(), (DeskNow(DESK, None), DeskNow(other, None)),
        (Expected(OPENING + 12 * MINUTE, BORGERSERVICE),),
    )
    assert chosen(walk_in(1, 0, BORGERSERVICE), walk_in(1, 1), minute=5, duty_=coming).ticket.label == "B001"


def test_a_long_visit_is_called_when_nobody_else_fits() -> None:
    coming = Duty(house(), (DeskNow(DESK, None),), (Expected(OPENING + 12 * MINUTE, BORGERSERVICE),))
    assert chosen(walk_in(1, 0, BORGERSERVICE), minute=5, duty_=coming).ticket.label == "B001"


def test_early_arrivals_are_protected_like_bookings_still_to_come() -> None:
    waiting = walk_in(1, 0, BORGERSERVICE), walk_in(1, 1), booked(2, 2, 12)
    only = Duty(house(), (DeskNow(DESK, None),))
    assert chosen(*waiting, minute=5, duty_=only).ticket.label == "K001"


tickets = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 90))), max_size=7, unique=True,
).map(lambda rows: [
    walk_in(n, came) if due is None else booked(n, came, due) for n, (came, due) in enumerate(rows, start=1)
])


@given(tickets, st.integers(60, 120), st.randoms(use_true_random=False))
def test_the_choice_depends_on_nothing_but_its_arguments(line, minute, random) -> None:
    now = OPENING + timedelta(minutes=minute)
    shuffled = random.sample(line, len(line))
    assert choose(line, DESK, now, duty()) == choose(shuffled, DESK, now, duty())
    assert order(line, DESK, now, duty()) == order(shuffled, DESK, now, duty())


@given(tickets, st.integers(60, 120))
def test_who_starves_is_always_called_before_who_does_not(line, minute) -> None:
    now = OPENING + timedelta(minutes=minute)
    choice = choose(line, DESK, now, duty())
    starving = [t for t in line if now - t.place_at > house().services[t.service].longest_wait]
    if starving:
        assert choice is not None
        assert choice.ticket == min(starving, key=lambda t: (t.place_at, t.id))


def test_every_order_of_arrival_in_memory_gives_the_same_line() -> None:
    line = [walk_in(1, 0), walk_in(2, 0), booked(1, 0, 10), walk_in(3, 5)]
    now = OPENING + 9 * MINUTE
    found = {tuple(t.label for t in order(p, DESK, now, duty())) for p in permutations(line)}
    assert found == {("B001", "K001", "K002", "K003")}
