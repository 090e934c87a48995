"""From a scanner's URL in the site's file to the reader of that scanner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.scanners.classify import Scan
from kiosk.scanners.reader import Opener, Reader
from queueing.clock import Clock


def reader_of(url: str, classify: Callable[[bytes], Scan], clock: Clock) -> Reader | None:
    """Return the reader of a scanner's URL, still to be started; None for keys that come to the window."""
    parts = urlsplit(url)
    if parts.scheme == "keyboard":
        return None
    return Reader(Path(parts.path), _opener(parts.scheme), classify, clock)


def _opener(scheme: str) -> Opener:
    if scheme == "evdev":
        from kiosk.scanners.wedge import WedgePort  # noqa: PLC0415 - evdev only where a scanner types

        return WedgePort
    from kiosk.scanners.serial_port import SerialPort  # noqa: PLC0415 - pyserial only where there is a port

    return SerialPort
