"""What became of published messages: the broker's acknowledgements, matched with who waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Delivery:
    """What became of one published message."""

    def __init__(self) -> None:
        self._done = threading.Event()

    def wait(self, timeout: float) -> bool:
        """Wait for the broker's acknowledgement; False when it did not come within `timeout` seconds."""
        return self._done.wait(timeout)

    def acknowledged(self) -> None:
        """Mark as taken over by the broker."""
        self._done.set()


class Acknowledgements:
    """Matches the broker's acknowledgements with messages, also when one comes before publish() returned."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._expected: dict[int, Callable[[], None]] = {}
        self._early: set[int] = set()

    def expect(self, mid: int, then: Callable[[], None]) -> None:
        """Call `then` once the message with this number is acknowledged, which may be so already."""
        with self._lock:
            if mid not in self._early:
                self._expected[mid] = then
                return
            self._early.remove(mid)
        then()

    def came(self, mid: int) -> None:
        """Take in the acknowledgement of the message with this number."""
        with self._lock:
            then = self._expected.pop(mid, None)
            if then is None:
                self._early.add(mid)
        if then is not None:
            then()
