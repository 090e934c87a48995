"""Standing aside: a device whose place was taken waits until the other machine is gone, and does not fight.

MQTT 5 has a reason for a session that was taken over, and Mosquitto 2.1 gives it. Mosquitto 2.0 closes the
connection without a word, as it does when it is killed; so whoever lost it that way looks before it comes back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from broker.glance import Sight

FIRST_PAUSE_SECONDS = 1.0


class Aside:
    """Looks whether the place is taken, then every `pause` seconds, and comes back when it is not."""

    def __init__(
        self, pause: float, *, look: Callable[[], Sight], taken: Callable[[], None], come_back: Callable[[], None],
    ) -> None:
        self._pause = pause
        self._look = look
        self._taken = taken
        self._come_back = come_back
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, *, known: bool) -> None:
        """Begin in the background; `known` when it is certain that the place was taken. Returns at once."""
        with self._lock:
            self._thread = threading.Thread(target=self._wait, args=(known,), name="link-aside", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End, for good; it does not come back after this returned."""
        self._ended.set()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _wait(self, known: bool) -> None:  # noqa: FBT001 - a thread's argument
        if known:
            self._taken()
        pause = FIRST_PAUSE_SECONDS
        while not self._ended.wait(pause):
            seen = self._look()
            if seen is Sight.FREE or (seen is Sight.UNKNOWN and not known):
                if not self._ended.is_set():
                    self._come_back()
                return
            pause = self._pause
            if not known:
                known = True
                self._taken()
