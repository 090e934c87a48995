"""A push-button box at the end of a real pseudo-terminal, that can be plugged in and pulled out."""

from __future__ import annotations

import os
import select
import time
import tty
from pathlib import Path

from tests.patience import PATIENCE


class Box:
    """The box's end of the line; the program opens `path`, which stays the same when it is replugged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._master = -1
        self._slave = -1
        self._heard = b""

    def plug(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path.symlink_to(os.ttyname(self._slave))

    def unplug(self) -> None:
        if self._master >= 0:
            self.path.unlink()
            os.close(self._slave)
            os.close(self._master)
            self._master = -1

    def says(self, text: str | bytes) -> None:
        os.write(self._master, text.encode() if isinstance(text, str) else text)

    def press(self, count: int, button: int = 1) -> None:
        self.says(f"D {button} {count}\nU {button} {count}\n")

    def hears(self, line: str) -> None:
        """Wait until the program has said this line."""
        deadline = time.monotonic() + PATIENCE
        while f"{line}\n".encode() not in self._heard:
            ready, _, _ = select.select([self._master], [], [], deadline - time.monotonic())
            assert ready, f"never heard {line!r}; heard was {self._heard!r}"
            self._heard += os.read(self._master, 256)

    def forget(self) -> None:
        """Forget what was said so far."""
        self._heard = b""
