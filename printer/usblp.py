"""Printers at USB by the kernel's own driver: `/dev/usb/lp0`, or a name that udev gave it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress

from printer.device_node import DeviceNode

LPGETSTATUS = 0x060B
PAPER_OUT = 0x20
"""Bit of the port's status; a printer that is well says 18h, one without paper 38h."""
AskPort = Callable[[int, int, bytearray], object]


class UsblpTransport(DeviceNode):
    """One printer at the driver usblp, which lets in one program at a time; `ask_port` is the kernel's ioctl."""

    def __init__(self, path: str, ask_port: AskPort = fcntl.ioctl) -> None:
        super().__init__("usblp", path)
        self._ask_port = ask_port

    def paper_out(self) -> bool:
        """Return whether the port's status says so, which it can when the printer itself is silent."""
        answer = bytearray(4)
        with suppress(OSError):  # unplugged, or no such question here; reading and writing will tell
            if self._fd is not None:
                self._ask_port(self._fd, LPGETSTATUS, answer)
        return bool(answer[0] & PAPER_OUT)

    def _opened(self, path: str) -> int:
        return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)

    def _discard(self, fd: int) -> None:
        """Nothing: the driver holds no more than one packet, and that is under way."""
