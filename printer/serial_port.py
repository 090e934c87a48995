"""Printers at serial ports, real or behind USB; pyserial sets the port up, and the descriptor carries.

pyserial's own writing tells nothing of how far it came when it times out.
"""

from __future__ import annotations

import errno
import os
import termios
from contextlib import suppress
from enum import StrEnum

import serial

from printer.device_node import DeviceNode

BAUD_RATES = (9600, 19_200, 38_400, 57_600, 115_200)


class Flow(StrEnum):
    """How the printer says that its buffer is full; DTR/DSR, as old manuals have it, does not exist on Linux."""

    RTSCTS = "rtscts"
    XONXOFF = "xonxoff"
    NONE = "none"


class SerialTransport(DeviceNode):
    """One printer at one port, which is locked; name it by /dev/serial/by-id or by udev."""

    def __init__(self, path: str, baud: int, flow: Flow) -> None:
        super().__init__("serial", path)
        self._baud = baud
        self._flow = flow

    def _opened(self, path: str) -> int:
        try:
            port = serial.Serial(
                path, self._baud, exclusive=True, timeout=0, rtscts=self._flow is Flow.RTSCTS,
                xonxoff=self._flow is Flow.XONXOFF,
            )
        except serial.SerialException as error:
            # Its lock and its set-up fail without the number that the system gave, in a context or a sentence.
            raise OSError(_number(error), str(error)) from error
        except termios.error as error:
            raise OSError(errno.ENODEV, str(error)) from error
        try:
            return os.dup(port.fileno())  # the lock lives in the open file, which the two share
        finally:
            with suppress(OSError, termios.error):
                port.close()

    def _discard(self, fd: int) -> None:
        with suppress(termios.error):  # not an OSError; raised when it was unplugged
            termios.tcflush(fd, termios.TCIOFLUSH)


def _number(error: serial.SerialException) -> int:
    cause = error.__context__
    found = error.errno or (cause.errno if isinstance(cause, OSError) else None)
    return found or errno.ENODEV
