"""Random days hold Q-01 to Q-05: a machine that takes, presses and all the rest, in any order."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from queueing import calling
from queueing.duty import duty_now
from queueing.errors import Refused
from queueing.memory import MemoryStore
from queueing.reception import Ask, Reception
from queueing.tickets import Kind, State, replay
from tests.queueing.small_house import KEY, OPENING, house

HOUSE = house()
desks = st.sampled_from(list(HOUSE.desks))
services = st.sampled_from(["kvik", "it-hjaelp", "borgerservice", "pas"])
END_OF_DAY = timedelta(hours=9)


class RandomDays(RuleBasedStateMachine):
    """Whatever people do, in whatever order."""

    @initialize()
    def start(self) -> None:
        self.store = MemoryStore()
        self.reception = Reception(HOUSE, KEY)
        self.now = OPENING
        self.ids = count()
        self.codes: list[str] = []
        self.issued: list[str] = []

    def ask(self) -> Ask:
        return Ask(f"r{next(self.ids)}", "test", self.now)

    @rule(service=services)
    def take(self, service: str) -> None:
        try:
            with self.store.transaction() as uow:
                standing = self.reception.issue(uow, self.ask(), service, "da")
        except Refused:
            return
        self.codes.append(standing.code)
        self.issued.append(standing.ticket.id)

    @rule(desk=desks)
    def press(self, desk: str) -> None:
        """Who is called is whom the pure rule names at that moment."""
        ask = self.ask()
        place = HOUSE.desk(desk)
        try:
            with self.store.transaction() as uow:
                uow.floor.desks.setdefault(place.id, uow.floor.status(place.id))
                pressed = self.reception.call_next(uow, ask, desk)
        except Refused:
            return
        if pressed.summons is not None:
            before = pressed.summons.choice.ticket
            assert before.state is State.WAITING
            assert before.service in place.services
            finished = {pressed.left.id} if pressed.left else set()
            with self.store.transaction() as uow:
                rest = [t for t in uow.floor.waiting() if t.id not in finished]
                duty = duty_now(HOUSE, uow.floor, self.now)
            again = calling.choose([*rest, before], place, self.now, duty)
            assert again is not None
            assert again.ticket == before

    @rule(desk=desks, name=st.sampled_from(["recall", "finish", "no_show", "park", "undo", "open_desk",
                                            "pause_desk", "close_desk"]))
    def at_desk(self, desk: str, name: str) -> None:
        self._try(lambda uow: getattr(self.reception, name)(uow, self.ask(), desk))

    @rule(desk=desks, service=services, to=desks)
    def transfer(self, desk: str, service: str, to: str) -> None:
        self._try(lambda uow: self.reception.transfer(uow, self.ask(), desk, service, to))

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.codes))
        self._try(lambda uow: self.reception.come_back(uow, self.ask(), code))

    @precondition(lambda self: self.codes)
    @rule(data=st.data(), desk=desks)
    def about_a_ticket(self, data: st.DataObject, desk: str) -> None:
        label = data.draw(st.sampled_from(self.codes))[:4]
        self._try(lambda uow: self.reception.resume_ticket(uow, self.ask(), label))
        self._try(lambda uow: self.reception.call_next(uow, self.ask(), desk, label))

    @rule(seconds=st.sampled_from([1, 20, 61, 300, 1800, -120]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def night_falls(self) -> None:
        self.now = self.now.replace(hour=9, minute=5) + timedelta(days=1)

    def _try(self, use_case) -> None:
        try:
            with self.store.transaction() as uow:
                use_case(uow)
        except Refused:
            pass

    @invariant()
    def numbers_are_unique_and_without_gap(self) -> None:
        if not hasattr(self, "store"):
            return
        assert len(set(self.issued)) == len(self.issued)
        drawn = Counter((t.letter, t.day) for t in self.store.tickets.values())
        assert drawn == Counter(self.store.counters)

    @invariant()
    def the_log_replays_to_the_state(self) -> None:
        if not hasattr(self, "store"):
            return
        for name, events in self.store.histories.items():
            assert replay(events) == self.store.tickets[name]
        assert [e.seq for e in self.store.log] == list(range(1, len(self.store.log) + 1))

    @invariant()
    def nobody_is_at_two_desks_and_no_desk_has_two(self) -> None:
        if not hasattr(self, "store"):
            return
        at = [t.desk for t in self.store.floor.tickets.values() if t.state is State.CALLED]
        assert None not in at
        assert len(set(at)) == len(at)

    @invariant()
    def the_floor_is_what_is_stored(self) -> None:
        if not hasattr(self, "store"):
            return
        still_open = {k: t for k, t in self.store.tickets.items() if t.is_open}
        floor = self.store.floor
        assert floor.tickets == still_open
        assert {t.id for t in floor.waiting()} == {k for k, t in still_open.items() if t.state is State.WAITING}
        assert {t.id for t in floor.visits().values()} == {
            k for k, t in still_open.items() if t.state is State.CALLED
        }

    @invariant()
    def arrival_and_letter_never_change(self) -> None:
        if not hasattr(self, "store"):
            return
        for name, events in self.store.histories.items():
            assert events[0].kind is Kind.ISSUED
            assert self.store.tickets[name].arrived_at == events[0].at
            assert self.store.tickets[name].letter == events[0].detail["letter"]


TestRandomDays = pytest.mark.filterwarnings("default")(RandomDays.TestCase)
TestRandomDays.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, derandomize=True)
