"""The hub is killed in the middle of issuing: what was acknowledged is there, once, and nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from queueing.clock import ManualClock
from queueing.store import StoreInUse, open_store
from queueing.tickets import replay
from tests.queueing.store.conftest import OPENING

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from datetime import UTC, date, datetime
from queueing.clock import SystemClock
from queueing.ports import Letter, Remembered
from queueing.store import open_store
from queueing.tickets import Event, Kind, evolve, ticket_id

store, now, today = open_store(sys.argv[1], SystemClock()), datetime.now(UTC), date(2026, 11, 23)
while True:
    with store.transaction() as unit:
        number = unit.draw_number("K", today)
        event = Event(
            seq=unit.floor.last_seq + 1, kind=Kind.ISSUED, at=now, ticket=ticket_id(today, "K", number),
            desk=None, cause=f"r{number}", actor="kiosk-1",
            detail={"letter": "K", "number": number, "day": "2026-11-23", "service": "kvik",
                    "language": "da", "place_at": now.isoformat()})
        unit.record(event, evolve(None, event))
        unit.post(Letter(event.seq, "call", "{}", now))
        unit.remember(Remembered(f"r{number}", "digest", str(number), now))
    print(number, flush=True)
"""

BOOKER = """
import sys
from datetime import UTC, datetime
from queueing.bookings import Booking, BookingEvent, BookingKind, BookingState, Channel, Person
from queueing.clock import SystemClock
from queueing.slots import QUARTER
from queueing.store import open_store

store, start = open_store(sys.argv[1], SystemClock()), datetime(2026, 11, 23, 9, tzinfo=UTC)
while True:
    with store.transaction() as unit:
        number = unit.new_booking_id()
        at = start + number * QUARTER
        booking = Booking(
            id=number, code=f"C{number}", task="slaegt", service="bibliotekar", start=at, end=at + QUARTER, lane=0,
            state=BookingState.BOOKED, channel=Channel.PHONE, language="da", made_at=start,
            person=Person(name=f"N{number}"))
        event = BookingEvent(kind=BookingKind.BOOKED, at=start, booking=number, cause="r", actor="console")
        unit.record_booking(event, booking)
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 100])
def test_kill_9_loses_nothing_that_was_acknowledged(url, acts, acknowledged):
    #
    with subprocess.Popen([sys.executable, "-c", WRITER, url], cwd=ROOT, stdout=subprocess.PIPE) as writer:
        told = [int(writer.stdout.readline()) for _ in range(acknowledged)]
        with pytest.raises(StoreInUse, match=str(writer.pid)):
            open_store(url, ManualClock(acts.now))
        os.kill(writer.pid, signal.SIGKILL)
        told += [int(line) for line in writer.stdout.read().split()]
    with closing(_open_when_the_server_has_noticed(url, acts)) as store, store.transaction() as unit:
        issued = sorted(t.number for t in unit.floor.tickets.values())
        assert issued == list(range(1, len(issued) + 1))
        assert len(issued) - len(told) in (0, 1)  # the last may have been committed, and not yet told
        assert unit.floor.last_seq == len(issued)
        for ticket in unit.floor.tickets.values():
            assert replay(unit.history(ticket.id)) == ticket
            assert unit.remembered(f"r{ticket.number}").reply == str(ticket.number)
        assert unit.draw_number("K", acts.today) == len(issued) + 1
    assert len(_unsent(url, acts)) == len(issued)


def test_kill_9_loses_no_booking_that_was_acknowledged(url, acts):
    # B-02
    with subprocess.Popen([sys.executable, "-c", BOOKER, url], cwd=ROOT, stdout=subprocess.PIPE) as booker:
        told = [int(booker.stdout.readline()) for _ in range(50)]
        os.kill(booker.pid, signal.SIGKILL)
        told += [int(line) for line in booker.stdout.read().split()]
    with closing(_open_when_the_server_has_noticed(url, acts)) as store, store.transaction() as unit:
        booked = unit.bookings(OPENING, OPENING + timedelta(days=4000))
        assert [b.id for b in booked] == list(range(1, len(booked) + 1))
        assert len(booked) - len(told) in (0, 1)  # the last may have been committed, and not yet told
        assert [b.person.name for b in booked] == [f"N{b.id}" for b in booked]
        taken = unit.taken("bibliotekar", OPENING, OPENING + timedelta(days=4000))
        assert taken == {b.start: {0} for b in booked}
        assert unit.new_booking_id() == len(booked) + 1


def _unsent(url, acts):
    with closing(open_store(url, ManualClock(acts.now))) as store:
        return store.unsent(100_000)


def _open_when_the_server_has_noticed(url, acts):
    """PostgreSQL ends the session of a killed process within milliseconds; SQLite's lock dies with it."""
    for _ in range(1000):
        try:
            return open_store(url, ManualClock(acts.now))
        except StoreInUse:
            continue
    return open_store(url, ManualClock(acts.now))
