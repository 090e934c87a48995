"""A time that a citizen books at the kiosk: what there is to choose, what was chosen, and its confirmation."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.messages import AboutBooking, AskDays, AskSlots, Book, Booked, ConfirmBooking, FreeDays, FreeTimes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from broker.messages import BookingView, FreeTime, Payload
    from config.site import Site, TaskSettings
    from screens.house import House

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MOST_CHOICES = 6
"""On one screen (A-06)."""
FRESH_MS = 500
LOST = {"just_taken": "just_taken", "not_bookable": "just_taken", "hold_lapsed": "hold_lapsed"}
"""Troubles by the refusals of one time that leave the others to choose from."""


class Choosing(StrEnum):
    """What is being chosen."""

    TASK = "task"
    DAY = "day"
    TIME = "time"
    SURE = "sure"
    """The time is held; the citizen is asked once more."""
    DONE = "done"
    """It is booked."""


_BEFORE = {Choosing.DAY: Choosing.TASK, Choosing.TIME: Choosing.DAY, Choosing.SURE: Choosing.TIME}


@QmlElement
class Reservation(QObject):
    """Task, day and time, one screen each; forgotten as soon as the citizen is done."""

    changed = Signal()
    booked = Signal(object)
    """The BookingView of a time that was booked and wants paper."""

    def __init__(
        self, site: Site, house: House, ask: Callable[[str, Payload], None], parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._house = house
        self._ask = ask
        self._step = Choosing.TASK
        self._tasks: Sequence[TaskSettings] = ()
        self._days: Sequence[date] = ()
        self._times: Sequence[FreeTime] = ()
        self._first = 0
        """Place of the first choice that is shown."""
        self._trouble = self._paper = self._task = ""
        self._more_days: date | None = None
        self._day: date | None = None
        self._wanted: datetime | None = None
        self.booking: BookingView | None = None
        """What is held or booked."""
        self.fresh = QTimer(self, singleShot=True, interval=FRESH_MS)
        """Runs while the choices are new: the second touch of two was meant for those before (A-13)."""
        house.language_changed.connect(self.changed)

    # ---- what QML reads

    @Property(str, notify=changed)
    def step(self) -> str:
        """Name of what is being chosen: task, day, time, sure or done."""
        return self._step.value

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def choices(self) -> list[dict[str, str]]:
        """Key and words of each choice of this screen."""
        return [{"key": key, "words": words} for key, words in self._choices()]

    @Property(bool, notify=changed)
    def more(self) -> bool:
        """Whether there are others than these."""
        if self._step is Choosing.DAY:
            return self._more_days is not None
        return len(self._tasks if self._step is Choosing.TASK else self._times) > MOST_CHOICES

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Trouble with the last choice: just_taken, hold_lapsed, full, or nothing."""
        return self._trouble

    @Property(str, notify=changed)
    def task_name(self) -> str:
        """Name of the task, in the language shown."""
        task = self._site.tasks.get(self._task)
        return "" if task is None else self._house.words(task.name)

    @Property(str, notify=changed)
    def service_name(self) -> str:
        """Name of the task's service, in the language shown."""
        task = self._site.tasks.get(self._task)
        return "" if task is None else self._house.words(self._site.services[task.service].name)

    @Property(str, notify=changed)
    def day_name(self) -> str:
        """Day that was chosen, e.g. "tirsdag 24. november"."""
        return "" if self._day is None else self._day_words(self._day)

    @Property(str, notify=changed)
    def clock(self) -> str:
        """Time of day that is held or booked, e.g. "10.15"."""
        return "" if self.booking is None else self._house.time_text(self.booking.start)

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where the service is, in the language shown."""
        settings = None if self.booking is None else self._site.services.get(self.booking.service)
        return "" if settings is None else self._house.words(settings.place)

    @Property(str, notify=changed)
    def bring(self) -> str:
        """Things to have along, in the language shown."""
        task = self._site.tasks.get(self._task)
        return "" if task is None or task.bring is None else self._house.words(task.bring)

    @Property(str, notify=changed)
    def code(self) -> str:
        """Code of the booking."""
        return "" if self.booking is None else self.booking.code

    @Property(str, notify=changed)
    def paper(self) -> str:
        """State of the confirmation's paper: printing, printed, failed or unknown."""
        return self._paper

    # ---- what a citizen does

    @Slot(str)
    def choose(self, key: str) -> None:
        """Take a task, a day or a time."""
        if self.fresh.isActive():
            return
        match self._step:
            case Choosing.TASK:
                self._ask("free-days", AskDays(task=key, since=self._house.now().date()))
            case Choosing.DAY:
                self._ask("slots", AskSlots(task=self._task, day=date.fromisoformat(key)))
            case Choosing.TIME:
                self._wanted = datetime.fromisoformat(key)
                self._ask("book", Book(
                    task=self._task, start=self._wanted, channel="kiosk", hold=True,
                    language=self._house.shown,
                ))

    @Slot()
    def show_more(self) -> None:
        """Show more days, or the next choices, and after the last the first."""
        if self._step is Choosing.DAY and self._more_days is not None:
            self._ask("free-days", AskDays(task=self._task, since=self._more_days))
            return
        self._first += MOST_CHOICES
        if self._first >= len(self._tasks if self._step is Choosing.TASK else self._times):
            self._first = 0
        self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        """Book the time that is held."""
        if self.held:
            self._ask("confirm-booking", ConfirmBooking(code=self.held))

    @Slot()
    def give_back(self) -> None:
        """Take the booking on the screen back."""
        if self.booking is not None:
            self._ask("cancel-booking", AboutBooking(code=self.booking.code))

    @Slot(str, str)
    def settle(self, code: str, paper: str) -> None:
        """Show what became of the confirmation's paper, if it is the one on the screen."""
        if self.booking is not None and self.booking.code == code:
            self._paper = paper
            self.changed.emit()

    # ---- what the session notes

    @property
    def held(self) -> str:
        """Code of a time that is kept, but not booked yet."""
        return self.booking.code if self.booking is not None and self._step is not Choosing.DONE else ""

    def give_up(self) -> str:
        """Forget the time that is kept, and return its code; nothing where none is."""
        held = self.held
        if held:
            self.booking = None
        return held

    def clear(self) -> None:
        """Forget all."""
        self._tasks = self._days = self._times = ()
        self._trouble = self._paper = self._task = ""
        self._more_days = self._day = self._wanted = self.booking = None
        self._turn_to(Choosing.TASK)

    def begin(self, service: str) -> bool:
        """Begin with the tasks of a service, or all where it has none; False where there is one only."""
        self.clear()
        tasks = self._site.tasks.values()
        self._tasks = [task for task in tasks if task.service == service] or list(tasks)
        if self._has_choice:
            return True
        self.fresh.stop()
        self.choose(self._tasks[0].id)
        return False

    def take(self, asked: Payload, told: Mapping[str, Any]) -> bool:
        """Go on with what the house told; False once the booking is taken back."""
        match asked:
            case AskDays(task=task):
                found = FreeDays.model_validate(told)
                self._task, self._days, self._more_days = task, found.days, found.more
                self._turn_to(Choosing.DAY)
            case AskSlots(day=day):
                self._day = day
                self._take_times(FreeTimes.model_validate(told).times)
            case Book():
                self.booking, self._trouble = Booked.model_validate(told).booking, ""
                self._turn_to(Choosing.SURE)
            case ConfirmBooking():
                self.booking, self._paper = Booked.model_validate(told).booking, "printing"
                self._turn_to(Choosing.DONE)
                self.booked.emit(self.booking.model_copy(update={"language": self._house.shown}))
            case _:
                self.clear()
                return False
        return True

    def choose_again(self, asked: Payload, reason: str) -> bool:
        """Say what became of the chosen time, and show which are left; False after any other refusal."""
        if not isinstance(asked, Book | ConfirmBooking) or reason not in LOST:
            return False
        self._trouble, self.booking = LOST[reason], None
        self._times = [t for t in self._times if t.start != self._wanted]
        self._turn_to(Choosing.TIME)
        if self._day is not None:
            self._ask("slots", AskSlots(task=self._task, day=self._day))
        return True

    def go_back(self) -> bool:
        """Return to the step before; False at the first one. The trouble is over."""
        before = _BEFORE.get(self._step)
        self._trouble, self.booking = "", None
        if before is None or (before is Choosing.TASK and not self._has_choice):
            return False
        self._turn_to(before)
        return True

    # ---- inside

    @property
    def _has_choice(self) -> bool:
        return len(self._tasks) != 1

    def _take_times(self, times: Sequence[FreeTime]) -> None:
        """Show a day's times, the best-staffed first (B-01); where the last one is gone, the days once more."""
        if times:
            self._times = sorted(times, key=lambda t: (-t.staff, t.start))
            self._turn_to(Choosing.TIME)
            return
        self._trouble = "full"
        self._ask("free-days", AskDays(task=self._task, since=self._house.now().date()))

    def _turn_to(self, step: Choosing) -> None:
        self._step, self._first = step, 0
        self.fresh.start()
        self.changed.emit()

    def _choices(self) -> list[tuple[str, str]]:
        shown = slice(self._first, self._first + MOST_CHOICES)
        if self._step is Choosing.TASK:
            return [(t.id, self._house.words(t.name)) for t in self._tasks[shown]]
        if self._step is Choosing.DAY:
            return [(day.isoformat(), self._day_words(day)) for day in self._days]
        times = sorted(self._times[shown], key=lambda t: t.start)
        return [(t.start.isoformat(), self._house.time_text(t.start)) for t in times]

    def _day_words(self, day: date) -> str:
        noon = datetime.combine(day, time(12), tzinfo=self._house.now().tzinfo)
        return self._house.date_text(noon)
