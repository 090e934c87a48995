"""A scanner on a serial port: USB-CDC, which needs no speed, or RS-232 at 9600 baud."""

from __future__ import annotations

import errno
import os
import termios
from contextlib import suppress
from pathlib import Path

import serial

from kiosk.scanners.framing import LARGEST
from kiosk.scanners.reader import SILENCE_SECONDS

BAUD = 9600


class SerialPort:
    """An open serial port that nobody else may open; what was scanned before is thrown away by the opening."""

    def __init__(self, path: Path) -> None:
        try:
            self._port = serial.Serial(str(path), BAUD, timeout=SILENCE_SECONDS, exclusive=True)
        except (serial.SerialException, termios.error) as error:
            raise _gone(error) from None

    def read(self) -> bytes | None:
        """Return what was sent, None after a silence; raises OSError when the plug is pulled."""
        try:
            return self._port.read(min(LARGEST, self._port.in_waiting) or 1) or None
        except (OSError, termios.error) as error:
            raise _gone(error) from None

    def close(self) -> None:
        """Let go of the port; after the plug is pulled there is nothing left to do properly."""
        with suppress(OSError, termios.error):
            self._port.close()


def _gone(error: Exception) -> OSError:
    """Return what pyserial or termios raised as the OSError that it is about."""
    number = error.args[0] if error.args and isinstance(error.args[0], int) else errno.ENODEV
    return OSError(number, os.strerror(number))
