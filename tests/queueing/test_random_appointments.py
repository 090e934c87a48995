"""Random days with bookings: no capacity given out twice, no booking lost, order as the rule says (B-02, Q-05)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from queueing import calling
from queueing.bookings import NO_LANE, Booking, BookingState, Person, develop
from queueing.duty import duty_now
from queueing.errors import Refused
from queueing.slots import quarters
from queueing.tickets import State
from tests.queueing.booked_house import TASKS, Trial, at

minutes = st.sampled_from([-15, 0, 15, 30, 45, 60, 75, 90, 225, 240, 465, 24 * 60 + 15])
tasks = st.sampled_from([task.id for task in TASKS])
desks = st.sampled_from(["skranke-1", "skranke-2", "sal2-bord-4"])
contacts = st.sampled_from(["", "12345678", "a@b.dk"])


class RandomAppointments(RuleBasedStateMachine):
    """Whatever citizens, staff and the clock do, in whatever order."""

    @initialize()
    def start(self) -> None:
        self.trial = Trial()
        self.made: list[str] = []

    def try_(self, use_case, *arguments, **named):
        try:
            return self.trial.do(use_case, *arguments, **named)
        except Refused:
            return None

    @rule(task=tasks, minute=minutes, hold=st.booleans(), contact=contacts)
    def book(self, task: str, minute: float, contact: str, *, hold: bool) -> None:
        offered = {s.start for s in self.trial.slots(task, int(minute >= 24 * 60))}
        try:
            made = self.trial.book(minute, task, hold=hold, contact=contact)
        except Refused:
            assert at(minute) not in offered or contact  # only a contact with enough of them is turned down
            return
        assert made.start in offered
        self.made.append(made.code)

    @precondition(lambda self: self.made)
    @rule(data=st.data(), minute=minutes)
    def change(self, data: st.DataObject, minute: float) -> None:
        code = data.draw(st.sampled_from(self.made))
        cases = self.trial.appointments
        wishes = [(cases.move, code, at(minute)), (cases.cancel, code), (cases.undo_check_in, code),
                  (cases.confirm, code, Person(contact="12345678"))]
        self.try_(*data.draw(st.sampled_from(wishes)))

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def check_in(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.made))
        before = self.trial.booking(code)
        try:
            arrival = self.trial.check_in(code)
        except Refused:
            assert self.trial.booking(code) == before  # B-04
            return
        assert before.state in (BookingState.BOOKED, BookingState.RELEASED)
        assert arrival.keeps_time is (self.trial.now - before.start <= timedelta(minutes=10))

    @rule(service=st.sampled_from(["kvik", "bibliotekar"]))
    def take(self, service: str) -> None:
        self.try_(self.trial.reception.issue, service, "da")

    @rule(desk=desks)
    def press(self, desk: str) -> None:
        """Who is called is whom the pure rule names, and nobody due is kept waiting by a turn (Q-05, Q-06)."""
        house, now = self.trial.house, self.trial.now
        pressed = self.try_(self.trial.reception.call_next, desk)
        if pressed is None or pressed.summons is None:
            return
        called = pressed.summons.choice.ticket
        with self.trial.store.transaction() as uow:
            finished = {pressed.left.id} if pressed.left else set()
            line = [t for t in uow.floor.waiting() if t.id not in finished]
            duty = duty_now(house, uow.floor, now)
        assert calling.choose([*line, called], house.desk(desk), now, duty).ticket == called
        if pressed.summons.choice.rule in (calling.Rule.TURN, calling.Rule.FITS, calling.Rule.EARLY_BOOKING):
            able = [t for t in line if calling.may_call(house.desk(desk), t, duty)]
            assert not any(calling.rule_for(t, now, duty) is calling.Rule.DUE_BOOKING for t in able)

    @rule(desk=desks, name=st.sampled_from(["finish", "no_show", "undo", "park"]))
    def at_desk(self, desk: str, name: str) -> None:
        self.try_(getattr(self.trial.reception, name), desk)

    @rule(minutes=st.sampled_from([0.5, 3, 6, 11, 14, 60]))
    def time_passes(self, minutes: float) -> None:
        self.trial.now += timedelta(minutes=minutes)
        self.trial.tick()

    @rule()
    def night_falls(self) -> None:
        self.trial.now = self.trial.now.replace(hour=8, minute=55) + timedelta(days=1)
        self.trial.do(self.trial.reception.begin_day)
        self.trial.tick()

    # ---- what always holds

    @property
    def bookings(self) -> list[Booking]:
        return list(self.trial.store.bookings.values()) if hasattr(self, "trial") else []

    @invariant()
    def no_capacity_is_given_out_twice(self) -> None:  # B-02
        taken = Counter(
            (b.service, b.lane, quarter) for b in self.bookings if b.is_open and b.lane != NO_LANE
            for quarter in quarters(b.start, b.end)
        )
        assert not [key for key, times in taken.items() if times > 1]
        for service, lane, quarter in taken:
            assert lane < self.trial.house.hours.staff(service, quarter)

    @invariant()
    def no_booking_is_lost(self) -> None:
        if not hasattr(self, "trial"):
            return
        store = self.trial.store
        assert set(self.made) == set(store.bookings)
        for booking in self.bookings:
            first, *later = (e for e in store.booking_log if e.booking == booking.id)
            replayed = replace(
                booking, state=BookingState(first.kind.value), ticket=None,
                start=datetime.fromisoformat(str(first.detail["start"])),
            )
            for event in later:
                replayed = develop(replayed, event)
            assert (replayed.state, replayed.start) == (booking.state, booking.start)
            assert replayed.ticket == booking.ticket

    @invariant()
    def who_has_arrived_has_a_ticket_and_nobody_else(self) -> None:  # B-04
        for booking in self.bookings:
            assert (booking.state is BookingState.ARRIVED) is (booking.ticket is not None)
        tickets = [b.ticket for b in self.bookings if b.ticket is not None]
        assert len(set(tickets)) == len(tickets)
        if hasattr(self, "trial"):
            for ticket in self.trial.store.tickets.values():
                if ticket.booked_for is not None and ticket.id not in tickets:
                    assert ticket.state is State.CLOSED  # its check-in was taken back

    @invariant()
    def what_is_expected_is_what_is_booked_today(self) -> None:
        if not hasattr(self, "trial"):
            return
        today = self.trial.house.hours.business_day(self.trial.now)
        expected = {(e.due, e.service) for e in self.trial.store.floor.expected}
        booked = {(b.start, b.service) for b in self.bookings if b.state is BookingState.BOOKED
                  and self.trial.house.hours.business_day(b.start) == today}
        assert booked <= expected

    @invariant()
    def a_contact_has_at_most_two_open_times_ahead(self) -> None:  # B-06
        ahead = Counter(
            b.person.contact for b in self.bookings
            if b.state is BookingState.BOOKED and b.start >= self.trial.now and b.person.contact
        )
        assert not [c for c, times in ahead.items() if times > 2]


TestRandomAppointments = pytest.mark.filterwarnings("default")(RandomAppointments.TestCase)
TestRandomAppointments.settings = settings(max_examples=60, stateful_step_count=40)
