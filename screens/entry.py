"""What a citizen types to check in: the booking's code, or day and month of birth and then the time."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from queueing.codes import ALPHABET

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1

DIGITS = "1234567890"
LEAP_YEAR = 2024
"""A year that has every day of birth."""


class Step(StrEnum):
    """What is being typed."""

    CODE = "code"
    BIRTH = "birth"
    TIME = "time"


LENGTHS = {Step.CODE: 6, Step.BIRTH: 4, Step.TIME: 4}
BEFORE = {Step.TIME: Step.BIRTH, Step.BIRTH: Step.CODE}


@QmlElement
class Entry(QObject):
    """The boxes and the pad: one step at a time, forgotten as soon as the citizen is done."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step = Step.CODE
        self._typed = ""
        self._born = ""

    @Property(str, notify=changed)
    def step(self) -> str:
        """Name of what is being typed: code, birth or time."""
        return self._step.value

    @Property(str, notify=changed)
    def typed(self) -> str:
        """Signs so far."""
        return self._typed

    @Property(int, notify=changed)
    def length(self) -> int:
        """How many signs are wanted."""
        return LENGTHS[self._step]

    @Property(str, notify=changed)
    def keys(self) -> str:
        """Signs of the pad, in order."""
        return self._pad

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """Whether every box is filled."""
        return len(self._typed) == LENGTHS[self._step]

    @Property(bool, notify=changed)
    def valid(self) -> bool:
        """Whether what is typed can be: a full code, a day of the year, a time of day."""
        full = len(self._typed) == LENGTHS[self._step]
        return full and (self._step is Step.CODE or self._can_be())

    @property
    def born(self) -> str:
        """Day and month of birth as DDMM, once they are typed."""
        return self._born

    @property
    def time(self) -> time:
        """Return the time that was typed; it must be valid."""
        return time(int(self._typed[:2]), int(self._typed[2:]))

    @Slot(str)
    def type(self, sign: str) -> None:
        """Add a sign of the pad."""
        if sign in self._pad and len(self._typed) < LENGTHS[self._step]:
            self._set(self._step, self._typed + sign)

    @Slot()
    def erase(self) -> None:
        """Take the last sign back."""
        self._set(self._step, self._typed[:-1])

    @Slot()
    def clear(self) -> None:
        """Forget all, and begin with the code."""
        self._born = ""
        self._set(Step.CODE)

    @Slot()
    def find_without_code(self) -> None:
        """Begin with the day of birth instead of the code."""
        self._set(Step.BIRTH)

    def ask_for_time(self) -> None:
        """Keep the day of birth, and go on to the time."""
        self._born = self._typed
        self._set(Step.TIME)

    def know_birthday(self, born: str) -> None:
        """Take a day of birth that was read, and ask for the time."""
        self._born = born
        self._set(Step.TIME)

    def go_back(self) -> bool:
        """Return to the step before; False at the first one."""
        before = BEFORE.get(self._step)
        if before is not None:
            self._set(before)
        return before is not None

    def begin_again(self) -> None:
        """Let the citizen type the code, or day and time, once more."""
        self._set(Step.CODE if self._step is Step.CODE else Step.BIRTH)

    @property
    def _pad(self) -> str:
        return ALPHABET if self._step is Step.CODE else DIGITS

    def _set(self, step: Step, typed: str = "") -> None:
        self._step, self._typed = step, typed
        self.changed.emit()

    def _can_be(self) -> bool:
        first, last = int(self._typed[:2]), int(self._typed[2:])
        try:
            date(LEAP_YEAR, last, first) if self._step is Step.BIRTH else time(first, last)
        except ValueError:
            return False
        return True
