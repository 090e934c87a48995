"""Random houses on a SQL store and in memory, step by step: the same floor, and the log always replays to it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from queueing.clock import ManualClock
from queueing.errors import Reason, Refused
from queueing.floor import DeskStatus
from queueing.memory import MemoryStore
from queueing.store import open_store
from queueing.tickets import Kind, Paper, State, replay

MOVES = {
    State.WAITING: (Kind.CALLED, Kind.CLOSED, Kind.PAPER),
    State.CALLED: (Kind.RECALLED, Kind.FINISHED, Kind.MISSED, Kind.PARKED, Kind.TRANSFERRED, Kind.CALL_UNDONE),
    State.PARKED: (Kind.RESUMED, Kind.CALLED, Kind.CLOSED),
    State.MISSED: (Kind.RETURNED, Kind.CALLED, Kind.CLOSED),
}
DETAILS = {
    Kind.TRANSFERRED: {"service": "borgerservice", "to_desk": "skranke-2"},
    Kind.CALL_UNDONE: {"state": "waiting", "wait_ended_at": None, "desk": None},
    Kind.RETURNED: {"place_at": "2026-11-23T10:00:00.000001+00:00"},
    Kind.PAPER: {"paper": Paper.UNKNOWN.value},
}
ACT = st.tuples(st.sampled_from(["issue", "move", "reopen", "desk", "remember", "sent", "day"]),
                st.integers(0, 1000))
REQUEST = st.tuples(st.lists(ACT, max_size=4), st.booleans())
"""What one request does, and whether the rules refuse it in the end."""


class Interpreter:
    """Does the same to any unit of work, whatever numbers chance hands it."""

    def __init__(self, acts, unit):
        self.acts = acts
        self.unit = unit

    def request(self, steps, refused):
        with suppress(Refused), self.unit.savepoint():
            for name, chance in steps:
                getattr(self, name)(chance)
            if refused:
                raise Refused(Reason.WRONG_STATE, "No.", "Do not.")

    def issue(self, chance):
        self.acts.issue(self.unit, "KBI"[chance % 3], self.unit.floor.day or self.acts.today)
        self.unit.post(self.acts.letter(self.unit.floor.last_seq))

    def move(self, chance):
        around = sorted(self.unit.floor.tickets.values(), key=lambda t: t.id)
        if around:
            ticket = around[chance % len(around)]
            kind = MOVES[ticket.state][chance % len(MOVES[ticket.state])]
            self.acts.happen(self.unit, ticket, kind, f"skranke-{chance % 3}", **DETAILS.get(kind, {}))

    def reopen(self, chance):
        """Bring back a visit that ended, whose row is not on the floor any more."""
        day = self.unit.floor.day or self.acts.today
        ended = self.unit.ticket(f"{day.isoformat()}-K{1 + chance % 3:03d}")
        if ended is not None and ended.state is State.FINISHED:
            self.acts.happen(self.unit, ended, Kind.REOPENED, ended.desk)

    def desk(self, chance):
        if self.unit.floor.day is not None:
            self.unit.set_desk(f"skranke-{chance % 3}", list(DeskStatus)[chance % 4])

    def remember(self, chance):
        if self.unit.remembered(f"r{chance}") is None:
            self.unit.remember(self.acts.answer(f"r{chance}", timedelta(hours=chance)))

    def sent(self, chance):
        self.unit.mark_sent(range(chance % 5, chance % 50))

    def day(self, chance):
        if chance % 10 == 0 and self.unit.floor.day is not None:
            self.unit.start_day(self.unit.floor.day + timedelta(days=1))


class TwoHouses(RuleBasedStateMachine):
    """One in memory, one in SQL, that live through the same."""

    def __init__(self, acts, url):
        super().__init__()
        self.acts = acts
        self.url = url
        self.memory = MemoryStore()
        self.sql = open_store(url, ManualClock(acts.now))

    def teardown(self):
        self.sql.close()

    @rule(requests=st.lists(REQUEST, min_size=1, max_size=4))
    def group_that_is_committed(self, requests):
        self._both(requests)

    @rule(requests=st.lists(REQUEST, min_size=1, max_size=3))
    def group_that_fails_as_a_whole(self, requests):
        self._both(requests, fails=True)

    @rule()
    def restart(self):
        self.sql.close()
        self.sql = open_store(self.url, ManualClock(self.acts.now))

    @rule(hours=st.integers(0, 1000))
    def prune(self, hours):
        before = self.acts.now - timedelta(hours=hours)
        assert self.memory.prune(before) == self.sql.prune(before)

    @invariant()
    def both_are_the_same(self):
        assert list(self.memory.unsent(99)) == list(self.sql.unsent(99))
        assert self.memory.last_event_at() == self.sql.last_event_at()
        with self.memory.transaction() as ours, self.sql.transaction() as theirs:
            assert ours.floor == theirs.floor
            assert list(ours.calls(40)) == list(theirs.calls(40))

    @invariant()
    def the_log_replays_to_what_is_stored(self):
        #
        with self.sql.transaction() as unit:
            for ticket in self.memory.tickets:
                log = list(unit.history(ticket))
                assert log == self.memory.histories[ticket]
                assert replay(log) == unit.ticket(ticket) == self.memory.tickets[ticket]

    def _both(self, requests, *, fails=False):
        for store in (self.memory, self.sql):
            with suppress(Refused), store.transaction() as unit:
                for steps, refused in requests:
                    Interpreter(self.acts, unit).request(steps, refused)
                if fails:
                    raise Refused(Reason.WRONG_STATE, "No.", "Do not.")


@pytest.mark.parametrize(("kind", "houses"), [("sqlite", 30), ("postgresql", 6)])
def test_random_days_are_the_same_in_memory_and_in_sql_and_replay(new_database, acts, kind, houses):
    #
    run_state_machine_as_test(
        lambda: TwoHouses(acts, new_database(kind)),
        settings=settings(max_examples=houses, stateful_step_count=15, deadline=None,
                          # A real database shrinks too slowly; fifteen steps can be read as they are.
                          phases=[Phase.generate],
                          suppress_health_check=list(HealthCheck)),
    )
