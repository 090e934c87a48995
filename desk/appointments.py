"""Booking a time at the desk: tasks, days, free times, and what became of the wish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from broker import messages as m
from broker.link import new_id
from desk.birthday import day_of_birth
from desk.lists import FoundRow, TaskRow, TimeRow, found_rows, task_rows, time_rows
from desk.places import places_for
from desk.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from config.site import Site
    from queueing.clock import Clock
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1
DAYS = 5
FURTHEST = 60
"""Days ahead that can be leafed to; the house refuses what is further than it books."""
ANSWER_SECONDS = 5.0
NO_DAY = "no_day"
"""Reason of this window's own refusal: what was typed as a birthday is no day of the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day that can be chosen."""

    day: str
    weekday: str
    short: str

    @property
    def key(self) -> str:
        """The date."""
        return self.day


@QmlElement
class Appointments(QObject):
    """The booking window's state; its slots are the window's keys."""

    made = Signal()
    """Never comes: what is the same for good has to name a signal."""
    changed = Signal()
    booked = Signal()

    def __init__(
        self, *, site: Site, desk: str, house: House, bridge: Bridge, clock: Clock, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site, self._desk, self._house, self._bridge, self._clock = site, desk, house, bridge, clock
        self._tasks, self._times = Rows(TaskRow, self), Rows(TimeRow, self)
        self._days, self._found = Rows(DayRow, self), Rows(FoundRow, self)
        self._task = next(iter(site.tasks), "")
        self._branch: str | None = None
        self._first = self._day = date.min
        self._free: tuple[m.FreeTime, ...] = ()
        self._time = self._moving = self._reason = self._code = self._state = ""
        self._facts: dict[str, str | int] = {}
        self._seeking = self._full = False
        self._unanswered: tuple[str, m.Payload, str] | None = None
        """Action, payload and id of an order that met silence: said again, it is still the same one."""
        self._tasks.show(task_rows(site, house))
        self._waiting: dict[str, Callable[[m.Reply | None], None]] = {}
        bridge.replied.connect(self._answered)
        house.language_changed.connect(self._redraw)

    # ---- what QML reads

    @Property(Rows, notify=made)
    def tasks(self) -> Rows:
        """Tasks that a time can be booked for."""
        return self._tasks

    @Property(Rows, notify=made)
    def days(self) -> Rows:
        """Five days, Saturdays and Sundays left out."""
        return self._days

    @Property(Rows, notify=made)
    def times(self) -> Rows:
        """Quarters of the day, free or not."""
        return self._times

    @Property(Rows, notify=made)
    def found(self) -> Rows:
        """Bookings that a search found."""
        return self._found

    @Property(str, notify=changed)
    def task(self) -> str:
        """Task that is chosen."""
        return self._task

    @Property(str, notify=changed)
    def task_text(self) -> str:
        """Name of the task that is chosen."""
        settings = self._site.tasks.get(self._task)
        return "" if settings is None else self._house.words(settings.name)

    @Property(int, notify=changed)
    def minutes(self) -> int:
        """Length of the task that is chosen."""
        settings = self._site.tasks.get(self._task)
        return 0 if settings is None else int(settings.length.total_seconds() // 60)

    @Property(str, notify=changed)
    def bring(self) -> str:
        """Papers that the citizen must have with them, or nothing."""
        settings = self._site.tasks.get(self._task)
        return "" if settings is None or settings.bring is None else self._house.words(settings.bring)

    @Property(bool, notify=changed)
    def topic(self) -> bool:
        """Whether it may be said beforehand what it is about."""
        settings = self._site.tasks.get(self._task)
        return settings is not None and settings.topic

    @Property(str, notify=changed)
    def place(self) -> str:
        """Town of the branch library where the citizen will sit; empty for the house."""
        return "" if self._branch is None else self._site.branches[self._branch].town

    @Property(bool, notify=changed)
    def elsewhere(self) -> bool:
        """Whether the task can be done at a branch library as well."""
        return len(places_for(self._site, self._task)) > 1

    @Property(str, notify=changed)
    def day(self) -> str:
        """Day that is chosen, as ISO 8601."""
        return self._day.isoformat()

    @Property(str, notify=changed)
    def time(self) -> str:
        """Time that is chosen, as a key of `times`; empty for none."""
        return self._time

    @Property(str, notify=changed)
    def when(self) -> str:
        """Day and time that are chosen, in words."""
        chosen = next((t for t in self._free if t.start.isoformat() == self._time), None)
        if chosen is None:
            return ""
        return f"{self._house.date_text(chosen.start).capitalize()} · {self._house.time_text(chosen.start)}"

    @Property(str, notify=changed)
    def state(self) -> str:
        """State of the wish: empty, asking, booked, moved, cancelled, refused or silent."""
        return self._state

    @Property(str, notify=changed)
    def code(self) -> str:
        """Code of the booking that was made, e.g. "K7M 4PX"."""
        return f"{self._code[:3]} {self._code[3:]}".strip()

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Reason of a refusal."""
        return self._reason

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def facts(self) -> dict[str, str | int]:
        """Facts of a refusal."""
        return dict(self._facts)

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """Whether the day has no free time."""
        return self._full

    @Property(str, notify=changed)
    def moving(self) -> str:
        """Code of the booking that gets another time, or nothing."""
        return self._moving

    # ---- what staff do

    @Slot()
    def start(self) -> None:
        """Begin anew: today, the first task, the first free time."""
        self._first = self._day = self._workday(self._house.now().date())
        self._task = next(iter(self._site.tasks), "")
        self._moving, self._seeking, self._branch = "", True, None
        self._unanswered = None
        self._settle("")
        self._found.show([])
        self._redraw()
        self._ask_times()

    @Slot(str)
    def choose_task(self, task: str) -> None:
        """Show the free times of a task; a booking that was to be moved stays as it is."""
        self._moving = ""
        self._turn_to_task(task)

    @Slot()
    def next_place(self) -> None:
        """Go on to the next place where the task can be done, and show its free times."""
        places = places_for(self._site, self._task)
        self._branch = places[(places.index(self._branch) + 1) % len(places)]
        self._seeking = True
        self._settle("")
        self._ask_times()

    @Slot(str)
    def choose_day(self, day: str) -> None:
        """Show the free times of a day."""
        self._day, self._seeking = date.fromisoformat(day), False
        self._settle("")
        self._ask_times()

    @Slot(int)
    def leaf(self, days: int) -> None:
        """Go to the next or the previous working day."""
        step = 1 if days > 0 else -1
        day = self._day + timedelta(days=step)
        while day.weekday() > 4:  # noqa: PLR2004 - Friday
            day += timedelta(days=step)
        today = self._house.now().date()
        if today <= day <= today + timedelta(days=FURTHEST):
            listed = [row.day for row in self._days.rows]
            if day.isoformat() not in listed:
                self._first = day if step > 0 else self._days_back(day)
            self.choose_day(day.isoformat())
            self._redraw()

    @Slot(str)
    def choose_time(self, key: str) -> None:
        """Choose a free time."""
        if any(t.start.isoformat() == key for t in self._free):
            self._time = key
            self.changed.emit()

    @Slot(int)
    def step(self, places: int) -> None:
        """Choose the nearest free time so many places on in the table, or beyond."""
        keys = [row.time for row in self._times.rows]
        if self._time not in keys:
            return
        place = keys.index(self._time) + places
        while 0 <= place < len(keys):
            if self._times.rows[place].free:
                self.choose_time(keys[place])
                return
            place += 1 if places > 0 else -1

    @Slot(str, str, str, str, bool)
    def book(self, name: str, contact: str, born: str, topic: str, ends_visit: bool) -> None:  # noqa: FBT001
        """Book the chosen time and print its slip; or give the booking that is moved this time."""
        chosen = next((t for t in self._free if t.start.isoformat() == self._time), None)
        if chosen is None or self._state in ("asking", "booked", "moved"):
            return
        if self._moving:
            self._order("move-booking", m.MoveBooking(code=self._moving, start=chosen.start), "moved")
            return
        birthday = day_of_birth(born)
        if birthday is None:
            self._refuse(NO_DAY, {})
            return
        kiosk = next((k.id for k in self._site.kiosks), None)
        self._order("book", m.Book(
            task=self._task, start=chosen.start, channel="desk",
            name=name.strip()[:60], contact=contact.strip()[:120],
            born=birthday, topic=topic.strip()[:400] if self.topic else "", paper_at=kiosk,
            ends_visit_at=self._desk if ends_visit else None, branch=self._branch,
        ), "booked")

    @Slot(str)
    def find(self, words: str) -> None:
        """Look bookings up by code or contact; without words all of the chosen day."""
        said = words.strip()
        try:
            wish = m.FindBookings(code=said.replace(" ", "").upper())
        except ValueError:  # no code, so it is a contact
            wish = m.FindBookings(contact=said[:120]) if said else m.FindBookings(day=self._day)
        self._ask("find-bookings", wish, self._take_found)

    @Slot(str, str, str)
    def move(self, code: str, task: str, branch: str) -> None:
        """Choose another time for a booking; it stays at its place."""
        self._moving, self._branch = code, branch or None
        self._turn_to_task(task)

    @Slot(str)
    def cancel(self, code: str) -> None:
        """Take a booking back."""
        self._order("cancel-booking", m.AboutBooking(code=code), "cancelled")

    # ---- wire

    def _turn_to_task(self, task: str) -> None:
        self._task, self._seeking = task, True
        if self._branch not in places_for(self._site, task):
            self._branch = None
        self._settle("")
        self._ask_times()

    def _ask(
        self, action: str, payload: m.Payload, then: Callable[[m.Reply | None], None], request: str = "",
    ) -> None:
        request = request or new_id()
        self._waiting[request] = then
        self._bridge.ask(action, payload, request_id=request, timeout=ANSWER_SECONDS)

    @Slot(str, object)
    def _answered(self, request: str, reply: m.Reply | None) -> None:
        then = self._waiting.pop(request, None)
        if then is not None:
            then(reply)

    def _order(self, action: str, payload: m.Payload, outcome: str) -> None:
        before = self._unanswered
        request = before[2] if before is not None and before[:2] == (action, payload) else new_id()
        self._settle("asking")

        def then(reply: m.Reply | None) -> None:
            self._unanswered = (action, payload, request) if reply is None else None
            if not self._refused(reply) and reply is not None:
                booking = m.Booked.model_validate(reply.result).booking
                self._code, self._moving = booking.code, ""
                self._found.show([
                    replace(row, standing=booking.state) if row.code == booking.code else row
                    for row in self._found.rows
                ])
                self._settle(outcome)
                self.booked.emit()

        self._ask(action, payload, then, request)

    def _refused(self, reply: m.Reply | None) -> bool:
        if reply is None:
            self._settle("silent")
        elif reply.refusal is not None:
            self._refuse(reply.refusal.reason, reply.refusal.facts)
            if self._reason == "just_taken":
                self._ask_times()
        else:
            return False
        return True

    def _refuse(self, reason: str, facts: dict[str, str | int]) -> None:
        self._reason, self._facts = reason, facts
        self._settle("refused")

    def _ask_times(self) -> None:
        self._free, self._time, self._full = (), "", False
        self._times.show([])
        asked = task, day, branch = self._task, self._day, self._branch

        def then(reply: m.Reply | None) -> None:
            if asked == (self._task, self._day, self._branch) and not self._refused(reply) and reply is not None:
                self._take_times(m.FreeTimes.model_validate(reply.result))

        self._ask("slots", m.AskSlots(task=task, day=day, branch=branch), then)
        self.changed.emit()

    def _take_times(self, told: m.FreeTimes) -> None:
        self._free = told.times
        last = self._days.rows[-1].day if self._days.rows else ""
        if not told.times and self._seeking and self._day.isoformat() < last:
            self._day = self._workday(self._day + timedelta(days=1))
            self._ask_times()
            return
        self._seeking, self._full = False, not told.times
        self._times.show(time_rows(told.times, self._house))
        self._time = told.times[0].start.isoformat() if told.times else ""
        self.changed.emit()

    def _take_found(self, reply: m.Reply | None) -> None:
        if not self._refused(reply) and reply is not None:
            found = m.BookingsFound.model_validate(reply.result)
            self._found.show(found_rows(found, self._site, self._house))
            self._settle("found" if found.bookings else "nothing")

    # ---- showing

    def _settle(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    @Slot()
    def _redraw(self) -> None:
        self._tasks.show(task_rows(self._site, self._house))
        if self._first != date.min:
            self._days.show(self._day_rows())
            self._times.show(time_rows(self._free, self._house))
        self.changed.emit()

    def _day_rows(self) -> list[DayRow]:
        rows, day, locale = [], self._first, QLocale(self._house.shown)
        for _ in range(DAYS):
            names = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")
            month = locale.monthName(day.month, QLocale.FormatType.ShortFormat).rstrip(".")
            rows.append(DayRow(day=day.isoformat(), weekday=names, short=f"{day.day}. {month}"))
            day = self._workday(day + timedelta(days=1))
        return rows

    def _days_back(self, day: date) -> date:
        for _ in range(DAYS - 1):
            day -= timedelta(days=3 if day.weekday() == 0 else 1)
        return max(day, self._workday(self._house.now().date()))

    @staticmethod
    def _workday(day: date) -> date:
        while day.weekday() > 4:  # noqa: PLR2004 - Friday
            day += timedelta(days=1)
        return day
