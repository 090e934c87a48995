"""The roll call after the broker was away: who was there before and does not tell so again is gone.

A broker that is started again keeps no last will, so a device that left with it would seem to be there for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

ANSWER_SECONDS = 15.0
"""Everyone is back within 5 s of the broker; this is patience with slow lines."""


class RollCall:
    """Collects who tells its presence after each connect, and says when the time is up."""

    def __init__(self, time_is_up: Callable[[], None]) -> None:
        self._time_is_up = time_is_up
        self._heard: set[str] = set()
        self._timer: threading.Timer | None = None

    @property
    def heard(self) -> frozenset[str]:
        """Return who has told since the roll call began."""
        return frozenset(self._heard)

    def begin(self) -> None:
        """Begin anew; on the link's thread, before it hears anybody."""
        self.stop()
        self._heard = set()
        self._timer = threading.Timer(ANSWER_SECONDS, self._time_is_up)
        self._timer.daemon = True
        self._timer.start()

    def answer(self, device: str) -> None:
        """Note that a device told its presence; on the link's thread."""
        self._heard.add(device)

    def stop(self) -> None:
        """Call nobody any more."""
        if self._timer is not None:
            self._timer.cancel()
