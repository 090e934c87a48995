"""A button that types and is not there: it keeps the kernel's manners, so that drivers can be held to them.

A stable path comes and goes with the plug, one program alone may grab it, keys that are down come up when the
plug is pulled, and after that there is nothing but ENODEV.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from desk.evdev_button import DOWN, EV_KEY, EV_SYN, REPEAT, SYN_DROPPED, UP

F13 = 183
"""The kernel's number of the key that a pedal types."""
DRAIN = 65536


class Event(NamedTuple):
    """One event of the input layer."""

    type: int
    code: int
    value: int
    at: float

    def timestamp(self) -> float:
        """Return when it happened, in monotonic seconds."""
        return self.at


class SimulatedButton:
    """One pedal; as an opened device it serves one program at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lights: dict[int, int] = {}
        self.grabbed = False
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._ends: tuple[int, int] | None = None
        self._plugged = False
        self._down: set[int] = set()

    # ---- what a person does

    def plug(self) -> None:
        """Plug it in."""
        self._plugged = True

    def unplug(self) -> None:
        """Pull the plug: the kernel lets the keys come up that are down, and the device is gone."""
        for code in sorted(self._down):
            self.happen(EV_KEY, code, UP)
        self._plugged = False
        self._down.clear()
        self._wake()

    def down(self, code: int = F13) -> None:
        """Press a key and keep it down."""
        self._down.add(code)
        self.happen(EV_KEY, code, DOWN)

    def repeat(self, code: int = F13) -> None:
        """Have the kernel repeat a key that is down."""
        self.happen(EV_KEY, code, REPEAT)

    def up(self, code: int = F13) -> None:
        """Let a key come up."""
        self._down.discard(code)
        self.happen(EV_KEY, code, UP)

    def overflow(self) -> None:
        """Lose events, as the kernel does for a program that does not read."""
        self.happen(EV_SYN, SYN_DROPPED, 0)

    def happen(self, kind: int, code: int, value: int, *, ago: float = 0.0) -> None:
        """Have one event, `ago` seconds in the past."""
        with self._lock:
            self._events.append(Event(kind, code, value, time.monotonic() - ago))
        self._wake()

    # ---- what a program does

    def open(self, path: Path) -> SimulatedButton:
        """Open it, as a driver does; raises ENOENT while it is not plugged in."""
        if not self._plugged or path != self.path:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        with self._lock:
            self._events.clear()
            self._ends = os.pipe()
        return self

    def fileno(self) -> int:
        """Return a descriptor that is readable while events wait, and once the plug is pulled."""
        if self._ends is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._ends[0]

    def grab(self) -> None:
        """Keep the events from everybody else; raises EBUSY when somebody else has done so."""
        if self.grabbed:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        self.grabbed = True

    def read(self) -> Iterable[Event]:
        """Return the events that wait; raises ENODEV when the plug is pulled and none wait."""
        with self._lock:
            events, self._events = self._events, []
            if self._plugged and self._ends is not None:
                os.read(self._ends[0], DRAIN)
        if not events and not self._plugged:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return events

    def set_led(self, led_num: int, value: int) -> None:
        """Switch a light."""
        self.lights[led_num] = value

    def close(self) -> None:
        """Let go of it."""
        self.grabbed = False
        with self._lock:
            ends, self._ends = self._ends, None
        for end in ends or ():
            with suppress(OSError):
                os.close(end)

    def _wake(self) -> None:
        with self._lock:
            if self._ends is not None:
                os.write(self._ends[1], b"!")
