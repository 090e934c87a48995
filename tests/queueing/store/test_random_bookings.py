"""Random holds, bookings, moves and cancellations, in SQL and in memory: the same, and no lane is ever doubled."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from queueing.bookings import BookingKind, BookingState, Person
from queueing.clock import ManualClock
from queueing.errors import Reason, Refused
from queueing.memory import MemoryStore
from queueing.ports import CapacityTaken
from queueing.slots import QUARTER, quarters
from queueing.store import open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import booking_events, booking_quarters, persons
from tests.queueing.store.conftest import OPENING

LONG_AGO, FAR_AHEAD = OPENING - timedelta(days=400), OPENING + timedelta(days=400)
STEPS = {
    BookingState.HELD: (BookingKind.BOOKED, BookingKind.LAPSED, BookingKind.CANCELLED),
    BookingState.BOOKED: (BookingKind.CANCELLED, BookingKind.RELEASED),
    BookingState.RELEASED: (BookingKind.BOOKED,),
}
ACT = st.tuples(
    st.sampled_from([
        "hold", "book", "book", "move", "move", "step", "step", "arrive", "undo", "erase", "hush", "mail",
    ]),
    st.integers(0, 10_000),
)
REQUEST = st.tuples(st.lists(ACT, min_size=1, max_size=4), st.booleans())
"""What one request does, and whether the rules refuse it in the end."""


class Interpreter:
    """Does the same to any unit of work, whatever numbers chance hands it."""

    def __init__(self, acts, unit):
        self.acts = acts
        self.unit = unit

    def request(self, steps, refused):
        """Return how the request ended; a lane that is taken refuses it, as the rules do."""
        try:
            with self.unit.savepoint():
                for name, chance in steps:
                    getattr(self, name)(chance)
                _refuse(refused)
        except (Refused, CapacityTaken) as why:
            return type(why)
        return None

    def hold(self, chance):
        self._new(chance, held=True)

    def book(self, chance):
        self._new(chance, held=False)

    def _new(self, chance, *, held):
        person = Person(contact=f"tlf-{chance % 3}", topic=f"emne {chance}") if chance % 2 else Person()
        self.acts.book(self.unit, chance % 5, chance // 5 % 2, length=1 + chance // 10 % 2, held=held,
                       person=person, uid=f"uid-{chance % 4}", service=("bibliotekar", "kvik")[chance // 20 % 2])

    def move(self, chance):
        for booking in self._one(chance, BookingState.BOOKED, BookingState.HELD):
            self.acts.move(self.unit, booking, chance // 7 % 5, chance // 35 % 2)

    def step(self, chance):
        for booking in self._one(chance, *STEPS):
            kinds = STEPS[booking.state]
            self.acts.change(self.unit, booking, kinds[chance // 11 % len(kinds)])

    def arrive(self, chance):
        for booking in self._one(chance, BookingState.BOOKED, BookingState.RELEASED):
            self.acts.arrive(self.unit, booking)

    def undo(self, chance):
        for booking in self._one(chance, BookingState.ARRIVED):
            self.acts.change(self.unit, booking, BookingKind.ARRIVAL_UNDONE)

    def erase(self, chance):
        self.unit.erase_persons(OPENING + chance % 7 * QUARTER)

    def hush(self, chance):
        self.unit.erase_topics(OPENING + chance % 7 * QUARTER)

    def mail(self, chance):
        self.unit.post_mail(f"mail {chance}", self.acts.now)

    def _one(self, chance, *states):
        everybody = self.unit.bookings(LONG_AGO, FAR_AHEAD, all_states=True)
        found = [b for b in everybody if b.state in states]
        return found[chance % len(found):][:1] if found else []


class TwoDiaries(RuleBasedStateMachine):
    """One in memory, one in SQL, that live through the same."""

    def __init__(self, acts, url):
        super().__init__()
        self.acts = acts
        self.url = url
        self.memory = MemoryStore()
        self.sql = open_store(url, ManualClock(acts.now))
        self.stranger = engine_for(address(url), own=False)

    def teardown(self):
        self.sql.close()

    @rule(requests=st.lists(REQUEST, min_size=1, max_size=4),
          then=st.sampled_from(["commit", "commit", "commit", "fail", "restart"]))
    def group(self, requests, then):
        fails = then == "fail"
        assert self._live(self.memory, requests, fails=fails) == self._live(self.sql, requests, fails=fails)
        if then == "restart":
            self.sql.close()
            self.sql = open_store(self.url, ManualClock(self.acts.now))

    @invariant()
    def both_answer_the_same(self):
        with self.memory.transaction() as ours, self.sql.transaction() as theirs:
            everybody = ours.bookings(LONG_AGO, FAR_AHEAD, all_states=True)
            assert everybody == theirs.bookings(LONG_AGO, FAR_AHEAD, all_states=True)
            assert ours.bookings(LONG_AGO, FAR_AHEAD, "kvik") == theirs.bookings(LONG_AGO, FAR_AHEAD, "kvik")
            assert ours.holds_before(FAR_AHEAD) == theirs.holds_before(FAR_AHEAD)
            assert ours.bookings_of("tlf-1", OPENING) == theirs.bookings_of("tlf-1", OPENING)
            assert ours.booking_by_uid("uid-1") == theirs.booking_by_uid("uid-1")
            assert [ours.maker(b.id) for b in everybody] == [theirs.maker(b.id) for b in everybody]
            assert ours.floor == theirs.floor
            for service in ("bibliotekar", "kvik"):
                assert ours.taken(service, LONG_AGO, FAR_AHEAD) == theirs.taken(service, LONG_AGO, FAR_AHEAD)

    @rule()
    def a_mail_is_sent(self):
        for store in (self.memory, self.sql):
            for mail in store.mails(1):
                store.erase_mail(mail.id)

    @invariant()
    def the_same_mails_wait(self):
        #
        ours, theirs = self.memory.mails(1000), self.sql.mails(1000)
        assert [mail.content for mail in ours] == [mail.content for mail in theirs]

    @invariant()
    def lanes_are_those_of_the_bookings_that_take_them(self):
        # B-02
        with self.sql.transaction() as unit:
            everybody = unit.bookings(LONG_AGO, FAR_AHEAD, all_states=True)
        meant = {(b.service, q, b.lane, b.id) for b in everybody if b.takes_capacity
                 for q in quarters(b.start, b.end)}
        with self.stranger.connect() as other:
            stored = {tuple(row) for row in other.execute(sa.select(booking_quarters))}
            assert other.scalar(sa.select(sa.func.count()).select_from(booking_events)) == \
                len(self.memory.booking_log)
            known = set(other.scalars(sa.select(persons.c.booking)))
        assert stored == meant
        assert len({lane[:3] for lane in meant}) == len(meant)
        assert known == {b.id for b in everybody if b.person != Person()}

    def _live(self, store, requests, *, fails):
        ends = []
        with suppress(Refused), store.transaction() as unit:
            ends = [Interpreter(self.acts, unit).request(*request) for request in requests]
            _refuse(fails)
        return ends


def _refuse(really):
    if really:
        raise Refused(Reason.WRONG_STATE, "No.", "Do not.")


@pytest.mark.parametrize(("kind", "houses"), [("sqlite", 20), ("postgresql", 4)])
def test_random_bookings_are_the_same_in_memory_and_in_sql_and_never_doubled(new_database, acts, kind, houses):
    # B-02
    run_state_machine_as_test(
        lambda: TwoDiaries(acts, new_database(kind)),
        settings=settings(max_examples=houses, stateful_step_count=10, deadline=None,
                          # A real database shrinks too slowly; ten steps can be read as they are.
                          phases=[Phase.generate],
                          suppress_health_check=list(HealthCheck)),
    )
