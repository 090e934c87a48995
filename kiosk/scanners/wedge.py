"""A scanner that types as a keyboard, taken from the kernel with a grab: no window ever sees its keys."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, cast

from kiosk.scanners.keys import InputEvent, Keys
from kiosk.scanners.reader import SILENCE_SECONDS


class Keyboard(Protocol):
    """What is asked of an input device; evdev's InputDevice is one."""

    def fileno(self) -> int:
        """Return a descriptor that becomes readable with events and with the plug being pulled."""
        ...

    def grab(self) -> None:
        """Keep the events from everybody else; raises OSError when somebody else has done so."""
        ...

    def read(self) -> Iterator[InputEvent]:
        """Return the events that wait; raises OSError when the plug is pulled."""
        ...

    def close(self) -> None:
        """Let go of the device, and of the grab with it."""
        ...


def open_keyboard(path: Path) -> Keyboard:
    """Return the kernel's input device at a path; raises OSError."""
    from evdev import InputDevice  # noqa: PLC0415 - only where a scanner types

    return cast("Keyboard", InputDevice(str(path)))


class WedgePort:
    """An open and grabbed keyboard."""

    def __init__(self, path: Path, open_device: Callable[[Path], Keyboard] = open_keyboard) -> None:
        self._device = open_device(path)
        self._keys = Keys()
        try:
            self._device.grab()
        except OSError:
            self._device.close()
            raise
        self._poll = select.poll()
        self._poll.register(self._device.fileno(), select.POLLIN)

    def read(self) -> bytes | None:
        """Return what was typed, None after a silence; raises OSError when the plug is pulled."""
        if not self._poll.poll(SILENCE_SECONDS * 1000):
            return None
        return self._keys.feed(self._device.read())

    def close(self) -> None:
        """Let go of the keyboard."""
        self._device.close()
