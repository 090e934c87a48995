"""Reading and writing a file descriptor that never blocks: sockets, serial ports and printers' device nodes."""

from __future__ import annotations

import errno
import os
import select

CHUNK = 4096
_ENDED = select.POLLHUP | select.POLLRDHUP | select.POLLERR | select.POLLNVAL


def wait_for(fd: int, event: int, timeout: float) -> int:
    """Return what poll saw within `timeout` seconds: the event, an end of the connection, or 0."""
    poll = select.poll()
    poll.register(fd, event | select.POLLRDHUP)
    found = poll.poll(max(0, round(timeout * 1000)))
    return found[0][1] if found else 0


def write_some(fd: int, data: memoryview, timeout: float) -> int:
    """Write what the kernel takes within `timeout` seconds and return how many bytes; raises OSError."""
    if not wait_for(fd, select.POLLOUT, timeout):
        return 0
    try:
        return os.write(fd, data)
    except BlockingIOError:
        return 0


def read_some(fd: int, timeout: float) -> bytes:
    """Return what came within `timeout` seconds, or nothing; raises OSError, also when the other side is gone.

    Nothing with the line still up is no end: a USB printer that has nothing to say sends empty packets.
    """
    seen = wait_for(fd, select.POLLIN, timeout)
    if not seen:
        return b""
    try:
        data = os.read(fd, CHUNK)
    except BlockingIOError:
        data = b""
    if not data and seen & _ENDED:
        raise OSError(errno.EPIPE, "the other side closed the connection")
    return data
