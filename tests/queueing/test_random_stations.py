"""Random days at the branches: citizens, officers, and lines that come and go, against what must always hold."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from queueing.errors import Refused
from queueing.house import Rules
from queueing.names import StationId
from queueing.tickets import Kind, State
from tests.queueing.screen_house import STATIONS, Trial

stations = st.sampled_from([s.id for s in STATIONS])
desks = st.sampled_from(["skranke-1", "skranke-2"])
GRACE = Rules().line_grace


class Branches(RuleBasedStateMachine):
    """Two desks, three stations, walk-ins in the house, and a network that nobody can rely on."""

    def __init__(self) -> None:
        super().__init__()
        self.trial = Trial()

    def _try(self, *what: object) -> None:
        with suppress(Refused):
            self.trial.do(*what)  # type: ignore[arg-type]

    @rule(station=stations)
    def start(self, station: StationId) -> None:
        self._try(self.trial.reception.start_visit, station, "da")

    @rule(station=stations)
    def ready(self, station: StationId) -> None:
        self._try(self.trial.reception.ready_visit, station)

    @rule(station=stations)
    def end(self, station: StationId) -> None:
        self._try(self.trial.reception.end_visit, station)

    @rule()
    def take(self) -> None:
        self._try(self.trial.reception.issue, "kvik", "da")

    @rule(desk=desks)
    def press(self, desk: str) -> None:
        """Whom a press calls can be reached, and is first: who waits too long, then who has waited longest."""
        reception, lost, now = self.trial.reception, self.trial.lost, self.trial.now
        reachable = [
            t for t in self.trial.store.floor.waiting() if t.station is None or t.station not in lost
        ]
        services = self.trial.house.services
        too_long = [t for t in reachable if now - t.place_at > services[t.service].longest_wait]
        first = min(too_long or reachable, key=lambda t: (t.place_at, t.id), default=None)
        try:
            pressed = self.trial.do(reception.call_next, desk)
        except Refused:
            assert first is None
            return
        called = None if pressed.summons is None else pressed.summons.ticket
        assert (called and called.id) == (first and first.id)

    @rule(desk=desks)
    def no_show(self, desk: str) -> None:
        visit = self.trial.store.floor.visits().get(desk)  # type: ignore[call-overload]
        lost = visit is not None and visit.station in self.trial.lost
        try:
            self.trial.do(self.trial.reception.no_show, desk)
        except Refused:
            assert lost or visit is None
        else:
            assert not lost

    @rule(desk=desks)
    def park(self, desk: str) -> None:
        self._try(self.trial.reception.park, desk)

    @rule(desk=desks)
    def undo(self, desk: str) -> None:
        self._try(self.trial.reception.undo, desk)

    @rule(station=stations)
    def cut(self, station: StationId) -> None:
        if station not in self.trial.lost:
            self.trial.cut(station)

    @rule(station=stations)
    def mend(self, station: StationId) -> None:
        self.trial.mend(station)

    @rule(seconds=st.sampled_from([5, 40, 200, 700]))
    def pass_time(self, seconds: int) -> None:
        self.trial.pass_minutes(seconds / 60)

    @invariant()
    def one_chair_one_citizen(self) -> None:
        floor = self.trial.store.floor
        seated = Counter(
            t.station for t in floor.tickets.values() if t.station is not None and t.state is not State.MISSED
        )
        assert all(count == 1 for count in seated.values()), seated
        for station in seated:
            assert station is not None
            assert floor.at_station(station) in floor.tickets.values()

    @invariant()
    def one_desk_one_citizen(self) -> None:
        floor = self.trial.store.floor
        called = [t for t in floor.tickets.values() if t.state is State.CALLED]
        assert sorted(t.id for t in called) == sorted(t.id for t in floor.visits().values())

    @invariant()
    def who_waits_longer_than_the_grace_is_set_aside_and_who_is_back_is_not(self) -> None:
        for ticket in self.trial.store.floor.tickets.values():
            since = None if ticket.station is None else self.trial.lost.get(ticket.station)
            if ticket.state is State.WAITING and since is not None:
                assert self.trial.now - since <= GRACE
            if ticket.state is State.PARKED and ticket.station is not None and since is None:
                last = [e for e in self.trial.store.histories[ticket.id] if e.kind is Kind.PARKED][-1]
                assert last.detail.get("reason") != "line_lost"

    @invariant()
    def the_log_replays(self) -> None:
        self.trial.check_log()


Branches.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestRandomDaysAtTheBranches = Branches.TestCase
