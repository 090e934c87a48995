"""Scanners that are not there: one that types events as the kernel would hand them on, one on a pseudo-terminal.

Both keep the manners of real ones: a stable path that comes and goes with the plug, events that wait in a buffer
of the kernel's size, key-ups that the kernel makes up when the plug is pulled, and a grab that only one may have.
"""

from __future__ import annotations

import errno
import os
import threading
import time
import tty
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kiosk.scanners.keys import DOWN, EV_KEY, EV_SYN, REPEAT, SYN_DROPPED, UP, key_of

BUFFER = 64
"""Events that the kernel keeps for a slow reader."""
LEFT_SHIFT = 42
DRAIN = 65536
REST = 0.001
"""Seconds between two keys, when the driver has not read the ones before."""
LONGEST_REST = 1.0


class Event(NamedTuple):
    """One event of the input layer."""

    type: int
    code: int
    value: int


class OpenKeyboard:
    """A simulated keyboard as one program has opened it."""

    def __init__(self, wedge: SimulatedWedge) -> None:
        self._wedge = wedge
        self._signal, self._signalled = os.pipe()
        self._events: deque[Event] = deque()
        self._lock = threading.Lock()
        self._gone = False

    @property
    def waiting(self) -> int:
        """Number of events that wait to be read."""
        return len(self._events)

    def fileno(self) -> int:
        """Return a descriptor that is readable while events wait, and once the plug is pulled."""
        return self._signal

    def grab(self) -> None:
        """Keep the events from everybody else; raises EBUSY when somebody else has done so."""
        self._wedge.grab_for(self)

    def read(self) -> Iterator[Event]:
        """Return the events that wait; raises ENODEV when the plug is pulled and EAGAIN when none wait."""
        with self._lock:
            events = list(self._events)
            self._events.clear()
            if events and not self._gone:
                os.read(self._signal, DRAIN)
        if not events:
            number = errno.ENODEV if self._gone else errno.EAGAIN
            raise OSError(number, os.strerror(number))
        return iter(events)

    def close(self) -> None:
        """Let go of the keyboard."""
        self._wedge.let_go(self)
        for end in (self._signal, self._signalled):
            with suppress(OSError):
                os.close(end)

    def take(self, events: list[Event]) -> None:
        """Queue events; where they do not fit, all that wait are lost, as in the kernel."""
        with self._lock:
            if len(self._events) + len(events) > BUFFER:
                self._events.clear()
                events = [Event(EV_SYN, SYN_DROPPED, 0)]
            self._events.extend(events)
            os.write(self._signalled, b"!")

    def pull(self) -> None:
        """Have nothing more but what waits."""
        with self._lock:
            self._gone = True
            os.write(self._signalled, b"!")


class SimulatedWedge:
    """A scanner that types: plug it in, open it by its path, type."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen_by_windows: list[Event] = []
        """What other programs got to see."""
        self._readers: list[OpenKeyboard] = []
        self._owner: OpenKeyboard | None = None
        self._down: list[int] = []
        self._plugged = False

    def open(self, path: Path) -> OpenKeyboard:
        """Open the keyboard, as a driver does; raises ENOENT while it is not plugged in."""
        if not self._plugged or path != self.path:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        keyboard = OpenKeyboard(self)
        self._readers.append(keyboard)
        return keyboard

    def plug(self) -> None:
        """Plug it in; programs that had it open before must open it again."""
        self._plugged = True

    def unplug(self) -> None:
        """Pull the plug: the kernel lets the keys come up that are down, and the device is gone."""
        self.play([Event(EV_KEY, code, UP) for code in self._down])
        self._plugged, self._down = False, []
        for reader in self._readers:
            reader.pull()

    def type(self, text: str, *, end: str = "\r") -> None:
        """Type a text and the key behind it."""
        for sign in text + end:
            self.press(sign)

    def press(self, sign: str, *, repeats: int = 0) -> None:
        """Press and release the key of a sign, with Shift where it needs it; no faster than a driver reads."""
        self._rest()
        code, shifted = key_of(sign)
        keys = [LEFT_SHIFT, code] if shifted else [code]
        for key in keys:
            self.hold(key, repeats=repeats)
        for key in reversed(keys):
            self.release(key)

    def hold(self, code: int, *, repeats: int = 0) -> None:
        """Press a key and leave it down."""
        self._down.append(code)
        self.play([Event(EV_KEY, code, DOWN), *[Event(EV_KEY, code, REPEAT)] * repeats])

    def release(self, code: int) -> None:
        """Let a key come up."""
        self._down.remove(code)
        self.play([Event(EV_KEY, code, UP)])

    def play(self, events: list[Event]) -> None:
        """Hand events to whoever may see them, with the kernel's mark at their end."""
        if not events:
            return
        events = [*events, Event(EV_SYN, 0, 0)]
        if self._owner is None:
            self.seen_by_windows += events
        for reader in [self._owner] if self._owner else self._readers:
            reader.take(events)

    def _rest(self) -> None:
        """Wait a little for a driver that has not read what was typed before."""
        deadline = time.monotonic() + LONGEST_REST
        while any(r.waiting > BUFFER // 2 for r in self._readers) and time.monotonic() < deadline:
            time.sleep(REST)

    def grab_for(self, keyboard: OpenKeyboard) -> None:
        """Give the events to one program alone; raises EBUSY when another has them."""
        if self._owner is not None:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        self._owner = keyboard

    def let_go(self, keyboard: OpenKeyboard) -> None:
        """Forget a program that has closed the keyboard."""
        if keyboard in self._readers:
            self._readers.remove(keyboard)
        if self._owner is keyboard:
            self._owner = None


class SimulatedSerial:
    """A scanner on a pseudo-terminal; its path stays the same when it is plugged in again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        """Plug it in."""
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.path.symlink_to(os.ttyname(self._ends[1]))

    def unplug(self) -> None:
        """Pull the plug, if it is in."""
        if self._ends is not None:
            self.path.unlink()
            for end in reversed(self._ends):
                os.close(end)
            self._ends = None

    def send(self, data: bytes) -> None:
        """Send bytes; raises OSError while it is not plugged in."""
        if self._ends is None:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        while data:
            data = data[os.write(self._ends[0], data):]
