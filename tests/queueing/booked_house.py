"""The small house with times to book, and a trial in it: Monday 23 November 2026, 10.00, doors open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

import pytest

from queueing.appointments import Appointments, Arrival, Wish
from queueing.bookings import Booking, Channel, Person
from queueing.codes import ALPHABET
from queueing.errors import Reason, Refused
from queueing.hours import Hours, Shift
from queueing.house import Acute, Desk, Entry, House, Service, Task
from queueing.memory import MemoryStore
from queueing.names import DeskId, ServiceId, TaskId
from queueing.reception import Ask, Reception
from queueing.slots import Slot
from tests.queueing import small_house
from tests.queueing.small_house import BORGERSERVICE, KEY, MINUTE, OPENING

LIBRARIAN = ServiceId("bibliotekar")
UPSTAIRS = DeskId("sal2-bord-4")
TASKS = (
    Task(id=TaskId("pas"), service=BORGERSERVICE, length=15 * MINUTE, needs_presence=True),
    Task(id=TaskId("boligstoette"), service=BORGERSERVICE, length=30 * MINUTE),
    Task(id=TaskId("bibliotekar"), service=LIBRARIAN, length=15 * MINUTE),
    Task(id=TaskId("bibliotekar-dobbelt"), service=LIBRARIAN, length=30 * MINUTE, takes_topic=True),
)


def house() -> House:
    plain = small_house.house()
    one = [[Shift(time(10), time(14), 1), Shift(time(14), time(18), 1)]] * 5 + [[], []]
    librarian = Service(
        id=LIBRARIAN, letter="L", entry=Entry.EITHER, expected=15 * MINUTE, longest_wait=45 * MINUTE,
    )
    return replace(
        plain,
        services={**plain.services, LIBRARIAN: librarian},
        desks={**plain.desks, UPSTAIRS: Desk(id=UPSTAIRS, name="2. sal, bord 4", services=frozenset({LIBRARIAN}))},
        hours=Hours(zone=plain.hours.zone, weeks={**plain.hours.weeks, LIBRARIAN: one}),
        tasks={task.id: task for task in TASKS},
        acute={BORGERSERVICE: Acute(times=frozenset({time(11)}), released_at=time(8))},
    )


class Trial:
    """Appointments and reception on a store in memory, with a clock that the test moves."""

    def __init__(self, of: House | None = None) -> None:
        self.house = of or house()
        self.store = MemoryStore()
        self.reception = Reception(self.house, KEY)
        codes = count()
        self.appointments = Appointments(self.house, self.reception, lambda: code(next(codes)))
        self.now = OPENING
        self._ids = count(1)

    def ask(self) -> Ask:
        return Ask(f"r{next(self._ids)}", "test", self.now)

    def do(self, use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        with self.store.transaction() as uow:
            found = use_case(uow, self.ask(), *arguments, **named)
            self.appointments.look_ahead(uow, self.now)
            return found

    def slots(self, task: str = "pas", day: int = 0) -> list[Slot]:
        with self.store.transaction() as uow:
            return self.appointments.slots(uow, task, OPENING.date() + timedelta(days=day), self.now)

    def book(self, minute: float, task: str = "pas", *, hold: bool = False, **person: str) -> Booking:
        """Book a time so many minutes after the first opening."""
        wish = Wish(task=task, start=at(minute), channel=Channel.PHONE, person=Person(**person))
        made: Booking = self.do(self.appointments.hold if hold else self.appointments.book, wish)
        return made

    def check_in(self, code: str) -> Arrival:
        arrival: Arrival = self.do(lambda uow, ask: self.appointments.check_in(
            uow, ask, self.appointments.find(uow, code)))
        return arrival

    def tick(self, minute: float | None = None) -> list[Booking]:
        """Let the clock come to so many minutes after opening, and the house keep itself."""
        self.now = self.now if minute is None else at(minute)
        changed: list[Booking] = self.do(self.appointments.keep)
        return changed

    def booking(self, code: str) -> Booking:
        return self.store.bookings[code]

    def press(self, desk: str = "skranke-1") -> str | None:
        pressed = self.do(self.reception.call_next, desk)
        return None if pressed.summons is None else pressed.summons.ticket.label

    def refused(self, use_case: Callable[..., Any], *arguments: Any, **named: Any) -> Reason:
        """Return why something is refused that must be, and that nothing of it remains."""
        before = dict(self.store.bookings), dict(self.store.tickets)
        with pytest.raises(Refused) as caught:
            use_case(*arguments, **named)
        assert (self.store.bookings, self.store.tickets) == before
        return caught.value.reason


def at(minute: float) -> datetime:
    return OPENING + minute * MINUTE


def code(number: int) -> str:
    signs = ""
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        signs += ALPHABET[place]
    return signs
