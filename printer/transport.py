"""The small contract between the spool and the wire to a printer.

A transport never waits longer than it is told, says exactly how much it passed on, and sorts what goes wrong by
who can mend it. It is used by one thread.
"""

from __future__ import annotations

from typing import Protocol


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

    def paper_out(self) -> bool:
        """Whether the wire itself says so, beside what the printer says; False where it says nothing."""
        ...

    def close(self) -> None:
        """Let go; never raises, and may be called twice."""
        ...
