"""The small contract between the spool and the wire to a printer.

A transport never waits longer than it is told, says exactly how much it passed on, and sorts what goes wrong by
who can mend it. It is used by one thread.
"""

from __future__ import annotations

from typing import Protocol
from urllib.parse import SplitResult, urlsplit


class TransportError(Exception):
    """Something outside this program stands between us and the printer; the sentence says what, and the mend."""


class Unreachable(TransportError):  # noqa: N818 - reads as what is wrong
    """The printer could not be opened: switched off, unplugged, wrong address, or in use by another."""


class Gone(TransportError):  # noqa: N818
    """The connection was open and is not any more: unplugged, or closed by the printer."""


class Stalled(TransportError):  # noqa: N818
    """The connection stands, and the printer takes no more: paper out, cover open, or hung."""


class BadAddress(ValueError):  # noqa: N818
    """A printer's address in the configuration that no transport understands."""


class Transport(Protocol):
    """A way to one printer."""

    @property
    def address(self) -> str:
        """Return the printer's url, for logs and messages."""
        ...

    def open(self, timeout: float) -> None:
        """Connect within `timeout` seconds; raises Unreachable."""
        ...

    def write(self, data: memoryview, timeout: float) -> int:
        """Pass on what can be passed on within `timeout` seconds and return how many bytes: 0 is a stall.

        Raises Gone; nothing of `data` was passed on by a call that raises.
        """
        ...

    def read(self, timeout: float) -> bytes:
        """Return what the printer said, empty when it was quiet for `timeout` seconds; raises Gone."""
        ...

    def close(self) -> None:
        """Let go; never raises, and may be called twice."""
        ...


def open_transport(url: str) -> Transport:
    """Return the transport for a printer's url such as `tcp://10.0.0.7:9100`; raises BadAddress.

    It is not connected yet: that is the work of the spool, again and again.
    """
    parts = _split(url)
    if parts.scheme != "tcp":
        raise BadAddress(f'Printer "{url}": the scheme "{parts.scheme}" is not known. Write tcp://HOST:PORT.')
    from printer.tcp import DEFAULT_PORT, TcpTransport  # noqa: PLC0415 - only the transport in use is loaded

    return TcpTransport(str(parts.hostname), parts.port or DEFAULT_PORT)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(f'Printer "{url}": {error}. Write tcp://HOST:PORT with a port from 1 to 65535.') from None
    if parts.scheme == "tcp" and (not parts.hostname or port == 0):
        raise BadAddress(f'Printer "{url}": host or port is missing. Write tcp://HOST:PORT.')
    return parts
