"""A button that types: a foot pedal or a one-key keyboard, taken from the kernel with a grab.

No window ever sees its keys. It is opened by its stable name, and opened again after every loss.
"""

from __future__ import annotations

import fcntl
import logging
import select
import struct
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast

from desk.button import Edge, Stroke
from desk.driver import Lamp, Plug, Tell
from queueing.clock import Clock

log = logging.getLogger(__name__)
SOURCE = "evdev"
POLL_SECONDS = 0.2
RETRY_SECONDS = 0.5
"""Pause between attempts to open; a replugged pedal is back well within 5 s."""
STOP_SECONDS = 5.0
EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
"""The kernel had no room for what was typed."""
UP, DOWN, REPEAT = 0, 1, 2
_EDGES = {UP: Edge.UP, DOWN: Edge.DOWN, REPEAT: Edge.REPEAT}
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
    fcntl.ioctl(device.fileno(), _EVIOCSCLOCKID, struct.pack("i", time.CLOCK_MONOTONIC))
    return cast("Keyboard", device)


class EvdevButton:
    """The driver of one pedal; its thread is the only one that touches the device."""

    def __init__(self, path: Path, clock: Clock, open_device: Callable[[Path], Keyboard] = open_keyboard) -> None:
        self.path = path
        self._clock = clock
        self._open = open_device
        self._tell: Tell = lambda _happening: None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._lamp = Lamp.OFFLINE
        self._lit: Lamp | None = None
        self._trouble = ""

    def start(self, tell: Tell) -> None:
        """Open the device as soon as it is there, and tell what is pressed."""
        self._tell = tell
        self._thread = threading.Thread(target=self._run, name=f"button {self.path.name}")
        self._thread.start()

    def show(self, lamp: Lamp) -> None:
        """Light the keyboard's lights, within 0.2 s."""
        self._lamp = lamp

    def stop(self) -> None:
        """Let go of the device and end the thread, within about 0.2 s."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=STOP_SECONDS)

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
        while not self._stopping.is_set():
            self._light(device)
            if poll.poll(POLL_SECONDS * 1000):
                for event in device.read():
                    self._hear(event)

    def _hear(self, event: InputEvent) -> None:
        if event.type == EV_SYN and event.code == SYN_DROPPED:  # what came up may be among what was lost
            self._tell(Plug(SOURCE, present=False, detail="events were lost"))
        if event.type == EV_KEY and event.value in _EDGES:
            at = min(event.timestamp(), self._clock.monotonic())
            self._tell(Stroke(f"{SOURCE}:{event.code}", _EDGES[event.value], at))

    def _light(self, device: Keyboard) -> None:
        """Show the newest lamp; a button without lights keeps its presses."""
        lamp = self._lamp
        if lamp is self._lit:
            return
        self._lit = lamp
        with suppress(OSError):
            for light in (NUM_LOCK, CAPS_LOCK, SCROLL_LOCK):
                device.set_led(light, int(light in _LIGHTS[lamp]))

    def _complain(self, trouble: str) -> None:
        """Log trouble once, not at every attempt."""
        if trouble != self._trouble:
            log.warning("%s", trouble)
        self._trouble = trouble


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
