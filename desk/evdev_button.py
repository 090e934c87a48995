"""A button that types: a foot pedal or a one-key keyboard, taken from the kernel with a grab.

No window ever sees its keys. It is opened by its stable name, and opened again after every loss.
"""

from __future__ import annotations

import fcntl
import logging
import os
import select
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast
from urllib.parse import parse_qs, urlsplit

from desk.button import Edge, Stroke
from desk.driver import Lamp, Plug, Tell
from desk.lamps import Lamps
from queueing.clock import Clock

log = logging.getLogger(__name__)
SOURCE = "evdev"
RETRY_SECONDS = 0.5
"""Pause between attempts to open; a replugged pedal is back well within 5 s."""
STOP_SECONDS = 5.0
EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
"""The kernel had no room for what was typed."""
UP, DOWN, REPEAT = 0, 1, 2
_EDGES = {UP: Edge.UP, DOWN: Edge.DOWN, REPEAT: Edge.REPEAT}
MODIFIERS = frozenset({29, 42, 54, 56, 97, 100, 125, 126})
"""Control, Shift, Alt and Meta: some pedals press them around their key."""
NUM_LOCK, CAPS_LOCK, SCROLL_LOCK = 0, 1, 2
"""Lights of a keyboard: the house is reached; the press was taken; look at the screen."""
_LIGHTS = {
    Lamp.READY: {NUM_LOCK}, Lamp.BUSY: {NUM_LOCK, CAPS_LOCK}, Lamp.ACCEPTED: {NUM_LOCK, CAPS_LOCK},
    Lamp.SHOWN: {NUM_LOCK, CAPS_LOCK}, Lamp.OVER: {NUM_LOCK, SCROLL_LOCK}, Lamp.NOBODY: {NUM_LOCK, SCROLL_LOCK},
    Lamp.IGNORED: {NUM_LOCK}, Lamp.REFUSED: {NUM_LOCK, SCROLL_LOCK}, Lamp.OFFLINE: {SCROLL_LOCK},
}
_EVIOCSCLOCKID = 0x400445A0
"""The ioctl that chooses the clock of the kernel's event times."""


class InputEvent(Protocol):
    """One event of the kernel's input layer."""

    @property
    def type(self) -> int:
        """Kind of event."""
        ...

    @property
    def code(self) -> int:
        """Number of the key."""
        ...

    @property
    def value(self) -> int:
        """Up, down or repeat."""
        ...

    def timestamp(self) -> float:
        """Return when it happened, in seconds of the monotonic clock."""
        ...


class Keyboard(Protocol):
    """What is asked of an input device; evdev's InputDevice is one."""

    def fileno(self) -> int:
        """Return a descriptor that becomes readable with events and with the plug being pulled."""
        ...

    def grab(self) -> None:
        """Keep the events from everybody else; raises OSError when somebody else has done so."""
        ...

    def read(self) -> Iterable[InputEvent]:
        """Return the events that wait; raises OSError when the plug is pulled."""
        ...

    def set_led(self, led_num: int, value: int) -> None:
        """Switch a light; raises OSError where that cannot be."""
        ...

    def close(self) -> None:
        """Let go of the device, and of the grab with it."""
        ...


def open_keyboard(path: Path) -> Keyboard:
    """Return the kernel's input device at a path, with event times of the monotonic clock; raises OSError."""
    from evdev import InputDevice  # noqa: PLC0415 - only where a button types

    device = InputDevice(str(path))
    try:
        fcntl.ioctl(device.fileno(), _EVIOCSCLOCKID, struct.pack("i", time.CLOCK_MONOTONIC))
    except OSError:
        device.close()
        raise
    return cast("Keyboard", device)


class EvdevButton:
    """The driver of one pedal; its thread is the only one that touches the device.

    `key` is the number of the one key that counts; without it all but Shift and its like do. Without `grab`
    other programs see the keys, too.
    """

    def __init__(
        self, path: Path, clock: Clock, open_device: Callable[[Path], Keyboard] = open_keyboard, *,
        key: int | None = None, grab: bool = True,
    ) -> None:
        self.path = path
        self.key = key
        self._grab = grab
        self._clock = clock
        self._open = open_device
        self._tell: Tell = lambda _happening: None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._wake = self._wake_end = -1
        self._lock = threading.Lock()
        self._lamps = Lamps(Lamp.OFFLINE)
        self._lit: Lamp | None = None
        self._trouble = ""

    def start(self, tell: Tell) -> None:
        """Open the device as soon as it is there, and tell what is pressed."""
        self._tell = tell
        self._wake, self._wake_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._thread = threading.Thread(target=self._run, name=f"button {self.path.name}")
        self._thread.start()

    def show(self, lamp: Lamp) -> None:
        """Light the keyboard's lights."""
        with self._lock:
            self._lamps.show(lamp, self._clock.monotonic())
            self._interrupt()

    def stop(self) -> None:
        """Let go of the device and end the thread."""
        self._stopping.set()
        if self._thread is None:
            return
        with self._lock:
            self._interrupt()
        self._thread.join(timeout=STOP_SECONDS)
        with self._lock:
            for end in (self._wake, self._wake_end):
                os.close(end)
            self._thread, self._wake_end = None, -1

    # ---- the thread

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                device = self._grabbed()
            except OSError as error:
                self._complain(f"{self.path} cannot be opened: {_why(error)}; plug the button in")
            else:
                self._serve(device)
            self._stopping.wait(RETRY_SECONDS)

    def _grabbed(self) -> Keyboard:
        device = self._open(self.path)
        try:
            if self._grab:
                device.grab()
        except OSError:
            device.close()
            raise
        return device

    def _serve(self, device: Keyboard) -> None:
        """Read until the plug is pulled or the driver stops."""
        self._trouble, self._lit = "", None
        self._tell(Plug(SOURCE, present=True, detail=str(self.path)))
        why = "stopped"
        try:
            self._read(device)
        except OSError as error:
            why = _why(error)
            self._complain(f"the button at {self.path} is gone: {why}; plug it in again")
        finally:
            device.close()
        self._tell(Plug(SOURCE, present=False, detail=why))

    def _read(self, device: Keyboard) -> None:
        poll = select.poll()
        poll.register(device.fileno(), select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        while not self._stopping.is_set():
            ready = [number for number, _ in poll.poll(self._light(device))]
            if self._wake in ready:
                os.read(self._wake, 4096)
            if device.fileno() in ready:
                for event in device.read():
                    self._hear(event)

    def _hear(self, event: InputEvent) -> None:
        if event.type == EV_SYN and event.code == SYN_DROPPED:  # what came up may be among what was lost
            self._tell(Plug(SOURCE, present=False, detail="events were lost"))
        if event.type == EV_KEY and event.value in _EDGES and self._counts(event.code):
            at = min(event.timestamp(), self._clock.monotonic())
            self._tell(Stroke(f"{SOURCE}:{event.code}", _EDGES[event.value], at))

    def _counts(self, code: int) -> bool:
        return code not in MODIFIERS if self.key is None else code == self.key

    def _light(self, device: Keyboard) -> float | None:
        """Show the lamp of now, if the button has lights; returns the milliseconds until it changes by itself."""
        now = self._clock.monotonic()
        with self._lock:
            lamp, left = self._lamps.at(now), self._lamps.seconds_left(now)
        if lamp is not self._lit:
            self._lit = lamp
            with suppress(OSError):  # what is really wrong with the device, reading it will tell
                for light in (NUM_LOCK, CAPS_LOCK, SCROLL_LOCK):
                    device.set_led(light, int(light in _LIGHTS[lamp]))
        return None if left is None else max(1.0, left * 1000)

    def _interrupt(self) -> None:
        """Wake the thread out of its poll; a pipe that is full wakes it already."""
        if self._wake_end >= 0:
            with suppress(BlockingIOError):
                os.write(self._wake_end, b".")

    def _complain(self, trouble: str) -> None:
        """Log trouble once, not at every attempt."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble


def key_of(url: str) -> int | None:
    """Return the key that a button's URL names, as in `?key=183`; None for all of them."""
    found = parse_qs(urlsplit(url).query).get("key", [""])[0]
    return int(found) if found.isascii() and found.isdigit() else None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
