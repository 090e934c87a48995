"""Somebody else writes to the house's database, against all rules: the hub notices; nothing is doubled."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
import sqlalchemy as sa

from queueing.clock import ManualClock
from queueing.store import StoreConflict, open_store
from queueing.store.connections import address, engine_for
from queueing.store.schema import counters, events, house, tickets
from queueing.tickets import State
from tests.patience import PATIENCE

RACERS = 3
EACH = 20


@pytest.fixture
def store(url, acts):
    with closing(open_store(url, ManualClock(acts.now))) as store:
        yield store


@pytest.fixture
def stranger(url):
    """An engine of somebody who does not ask whose house it is."""
    return engine_for(address(url), own=False)


def _issue(store, acts):
    with store.transaction() as unit:
        return acts.issue(unit)


def test_a_number_drawn_by_somebody_else_is_never_given_again(store, stranger, acts):
    #
    _issue(store, acts)
    with stranger.begin() as other:
        other.execute(sa.update(counters).values(last=2))
    with pytest.raises(StoreConflict, match="counter"):
        _issue(store, acts)
    assert _issue(store, acts).number == 3


def test_a_first_number_drawn_by_somebody_else_is_never_given_again(store, stranger, acts):
    #
    with store.transaction() as unit:
        unit.start_day(acts.today)
        unit.draw_number("B", acts.today)
    with stranger.begin() as other:
        other.execute(sa.insert(counters), {"letter": "K", "day": acts.today, "last": 1})
    assert _issue(store, acts).number == 2


def test_a_ticket_that_somebody_else_called_is_not_called_again(store, stranger, acts):
    #
    ticket = _issue(store, acts)
    with stranger.begin() as other:
        other.execute(sa.update(tickets).values(state=State.CALLED, desk="skranke-2"))
    with pytest.raises(StoreConflict, match="ticket"), store.transaction() as unit:
        acts.call(unit, ticket)
    with store.transaction() as unit:
        assert unit.floor.tickets[ticket.id].desk == "skranke-2"
        assert len(unit.history(ticket.id)) == 1


def test_an_event_that_somebody_else_logged_moves_our_own_behind_it(store, stranger, acts):
    #
    ticket = _issue(store, acts)
    with stranger.begin() as other:
        theirs = {"seq": 2, "kind": "called", "at": acts.now, "ticket": ticket.id, "desk": "skranke-2",
                  "cause": "c", "actor": "a", "detail": {}}
        other.execute(sa.insert(events), theirs)
    with pytest.raises(StoreConflict), store.transaction() as unit:
        acts.call(unit, ticket)
    with store.transaction() as unit:
        acts.call(unit, ticket)
        assert [e.seq for e in unit.history(ticket.id)] == [1, 2, 3]


def test_a_day_that_somebody_else_began_is_not_begun_again(store, stranger, acts):
    with stranger.begin() as other:
        other.execute(sa.update(house).values(day=acts.today, day_began=0))
    with pytest.raises(StoreConflict, match="house"):
        _issue(store, acts)
    assert _issue(store, acts).number == 1


def test_numbers_stay_unique_in_a_race_with_other_connections(store, stranger, acts):
    #
    _issue(store, acts)
    drawn = [1]
    draw = sa.update(counters).values(last=counters.c.last + 1).returning(counters.c.last)

    def race():
        for _ in range(EACH):
            with stranger.begin() as other:
                drawn.append(other.scalar(draw))

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    ours = [_issue_in_spite_of_conflicts(store, acts) for _ in range(EACH)]
    for racer in racers:
        racer.join(PATIENCE)
    assert sorted(drawn + ours) == list(range(1, 2 + EACH * (RACERS + 1)))


def _issue_in_spite_of_conflicts(store, acts):
    while True:
        try:
            return _issue(store, acts).number
        except StoreConflict:
            continue


@pytest.mark.parametrize("tamper", [sa.update(events).values(actor="nobody"), sa.delete(events)])
def test_the_log_is_append_only_for_everyone(store, stranger, acts, tamper):
    #
    ticket = _issue(store, acts)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), stranger.begin() as other:
        other.execute(tamper)
    with store.transaction() as unit:
        assert [e.actor for e in unit.history(ticket.id)] == ["kiosk-1"]


def test_an_event_needs_its_ticket(store, stranger, acts):
    orphan = {"seq": 1, "kind": "called", "at": acts.now, "ticket": "nobody", "cause": "c", "actor": "a",
              "detail": {}}
    with pytest.raises(sa.exc.IntegrityError), stranger.begin() as other:
        other.execute(sa.insert(events), orphan)
