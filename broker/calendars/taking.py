"""Taking another system's bookings in: each for itself, the same ones again without effect (B-05)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from broker import messages as m
from broker.calendars.events import Event, Fault, Reading
from queueing.appointments import Appointments, Wish
from queueing.bookings import Booking, Channel, Person, tidy_contact
from queueing.errors import Reason, Refused
from queueing.house import Task
from queueing.names import TaskId
from queueing.ports import UnitOfWork
from queueing.reception import Ask
from queueing.scrub import scrub

OUTCOMES = ("taken", "changed", "cancelled", "unchanged")
CHUNK = 50
"""Bookings in one transaction; citizens' presses wait no longer than for these."""


class TaskNames:
    """Finds the task that another system's words mean: the site's own table first, then ids and names."""

    def __init__(
        self, tasks: Mapping[TaskId, Task], names: Mapping[str, Iterable[str]], table: Mapping[str, str],
        otherwise: str | None = None,
    ) -> None:
        self._tasks = tasks
        self._table = {words.casefold(): task for words, task in table.items()}
        self._named = {name.casefold(): task for task, own in names.items() for name in (task, *own)}
        self._otherwise = otherwise

    def task(self, words: Sequence[str]) -> str | None:
        """Return the task's id; of the table's words also those that stand within a summary count."""
        spoken = [word.strip().casefold() for word in words]
        for known in (self._table, self._named):
            for word in spoken:
                if word in known:
                    return known[word]
        within = [known for known in self._table if any(known in word for word in spoken)]
        return self._table[max(within, key=len)] if within else self._otherwise

    def bookings(self, reading: Reading) -> list[m.ImportedBooking]:
        """Return the events whose task is known and long enough; the others become faults of the reading.

        Cancellations need no task. They come first, so that the time they give back can be taken.
        """
        found: list[m.ImportedBooking] = []
        seen: set[str] = set()
        for event in sorted(reading.events, key=lambda e: (not e.cancelled, e.start)):
            if event.uid in seen:
                reading.refuse(event.where, "twice", "The same booking stands in the calendar twice.",
                               "Give each booking a UID of its own.")
                continue
            seen.add(event.uid)
            task = self.task(event.words)
            fault = None if event.cancelled else self._fault(event, task)
            if fault is None:
                found.append(_booking(event, task))
            else:
                reading.faults.append(fault)
        return found

    def _fault(self, event: Event, task: str | None) -> Fault | None:
        if task is None:
            # Its words are not repeated: a summary often is a name.
            return Fault(scrub(event.where), "unknown_task", "None of its words tells what task it is.",
                         "Name one in `tasks` of the calendar, or give a task for all (--task).")
        known = self._tasks.get(TaskId(task))
        if known is None:
            return Fault(scrub(event.where), "unknown_task", f"There is no task {task[:40]!r}.",
                         f"Use one of: {', '.join(self._tasks)}.")
        if event.length > known.length:
            minutes = int(known.length.total_seconds()) // 60
            return Fault(scrub(event.where), "too_long", f"It is longer than the {minutes} minutes of {task}.",
                         "Map it to a longer task, or make it two bookings.")
        return None


def chunks(bookings: Sequence[m.ImportedBooking]) -> list[Sequence[m.ImportedBooking]]:
    """Return the bookings in parts that fit a message and a transaction."""
    return [bookings[n:n + CHUNK] for n in range(0, len(bookings), CHUNK)]


def combined(reports: Iterable[m.ImportReport]) -> m.ImportReport:
    """Return one report on all parts."""
    done: Counter[str] = Counter()
    refused: list[m.NotImported] = []
    for report in reports:
        done.update({name: getattr(report, name) for name in OUTCOMES})
        refused += report.refused
    return m.ImportReport(**{name: done[name] for name in OUTCOMES}, refused=tuple(refused))


def never_tried(reading: Reading) -> m.ImportReport:
    """Return the report on what was not understood."""
    return m.ImportReport(refused=tuple(
        m.NotImported(where=f.where, reason=f.reason, message=f.message, fix=f.fix) for f in reading.faults
    ))


def take_in(
    appointments: Appointments, uow: UnitOfWork, ask: Ask, bookings: Iterable[m.ImportedBooking],
) -> m.ImportReport:
    """Book, move or cancel what another system tells; what is refused does not stop the rest."""
    done: Counter[str] = Counter()
    refused: list[m.NotImported] = []
    for told in bookings:
        try:
            with uow.savepoint():
                done[_take_one(appointments, uow, ask, told)] += 1
        except Refused as why:
            refused.append(m.NotImported(
                where=scrub(told.where), reason=why.reason.value, message=why.message, fix=why.fix,
            ))
    return m.ImportReport(**{name: done[name] for name in OUTCOMES}, refused=tuple(refused))


def _take_one(appointments: Appointments, uow: UnitOfWork, ask: Ask, told: m.ImportedBooking) -> str:
    """Return which outcome it was. What the house itself ended stays ended until the other system moves it."""
    known = uow.booking_by_uid(scrub(told.uid))
    if told.cancelled:
        if known is None or not known.is_open:
            return "unchanged"
        appointments.cancel(uow, ask, known.code)
        return "cancelled"
    if known is not None and known.start == told.start and told.task in (None, known.task):
        return "unchanged"
    if known is None or not known.is_open:
        _book(appointments, uow, ask, told)
        return "taken"
    if known.task == told.task:
        appointments.move(uow, ask, known.code, told.start)
    else:
        appointments.cancel(uow, ask, known.code)
        _book(appointments, uow, ask, told)
    return "changed"


def _book(appointments: Appointments, uow: UnitOfWork, ask: Ask, told: m.ImportedBooking) -> Booking:
    if told.task is None:
        raise Refused(Reason.UNKNOWN_TASK, "Nothing tells what task it is.", "Name the task.")
    person = Person(
        name=scrub(told.name.strip()), contact=scrub(tidy_contact(told.contact)), topic=scrub(told.topic.strip()),
    )
    return appointments.book(uow, ask, Wish(
        task=told.task, start=told.start, channel=Channel.IMPORT, person=person, uid=scrub(told.uid),
    ))


def _booking(event: Event, task: str | None) -> m.ImportedBooking:
    return m.ImportedBooking(
        uid=event.uid, where=scrub(event.where)[:300], start=event.start, task=task, cancelled=event.cancelled,
        name=event.person.name, contact=event.person.contact, topic=event.person.topic,
    )
