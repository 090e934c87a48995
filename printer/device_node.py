"""What printers behind a device node have in common: a path that comes and goes, a descriptor that is polled."""

from __future__ import annotations

import errno
import os
from abc import ABC, abstractmethod
from contextlib import suppress

from printer.descriptor import read_some, write_some
from printer.transport import Gone, Unreachable


class DeviceNode(ABC):
    """A printer at a path; each opening follows it anew, so a stable name finds it wherever it is plugged."""

    def __init__(self, scheme: str, path: str) -> None:
        self._scheme = scheme
        self._path = path
        self._fd: int | None = None

    @property
    def address(self) -> str:
        """Return the url."""
        return f"{self._scheme}://{self._path}"

    def open(self, timeout: float) -> None:  # noqa: ARG002 - a local device opens at once or not at all
        """Open the device for us alone; raises Unreachable with what to do."""
        self.close()
        try:
            self._fd = self._opened(self._path)
        except OSError as error:
            raise Unreachable(f"{self.address}: {_reason(error, self._path)}") from error

    def write(self, data: memoryview, timeout: float) -> int:
        """Pass on what the kernel takes within `timeout` seconds; 0 is a stall. Raises Gone."""
        fd = self._descriptor()
        try:
            return write_some(fd, data, timeout)
        except OSError as error:
            if error.errno == errno.ENOSPC:  # how the kernel's printer driver says that the paper is out
                return 0
            raise self._gone(error) from error

    def read(self, timeout: float) -> bytes:
        """Return what came within `timeout` seconds, or nothing; raises Gone when it was unplugged."""
        fd = self._descriptor()
        try:
            return read_some(fd, timeout)
        except OSError as error:
            raise self._gone(error) from error

    def paper_out(self) -> bool:
        """Return whether the port says so; False where it says nothing."""
        return False

    def close(self) -> None:
        """Let go of the device; what the kernel has not sent is thrown away, so that it cannot print late."""
        fd, self._fd = self._fd, None
        if fd is None:
            return
        self._discard(fd)
        with suppress(OSError):
            os.close(fd)

    @abstractmethod
    def _opened(self, path: str) -> int:
        """Return a descriptor of the device that nobody else can open; raises OSError."""

    @abstractmethod
    def _discard(self, fd: int) -> None:
        """Throw away what the kernel holds and has not sent."""

    def _descriptor(self) -> int:
        if self._fd is None:
            raise Gone(f"{self.address}: not connected. Check power and cable.")
        return self._fd

    def _gone(self, error: OSError) -> Gone:
        self.close()
        return Gone(f"{self.address}: {error.strerror or error}. Check power and cable.")


def _reason(error: OSError, path: str) -> str:
    """Return what is wrong with a device that does not open, and how to mend it."""
    match error.errno:
        case errno.ENOENT | errno.ENODEV | errno.ENXIO | errno.EIO:
            return "nothing is plugged in there. Check power, cable and the name of the device."
        case errno.EBUSY | errno.EAGAIN:
            return "another program uses it. End that program; CUPS and ModemManager take such devices."
        case errno.EACCES | errno.EPERM:
            return f"access is denied. Put the user into the group of `ls -lL {path}`, usually lp or dialout."
        case _:
            return f"{error.strerror or error}. Check the name of the device."
