"""The relay of the outbox: committed calls go to the broker until it has acknowledged them.

The database is the durable place. A letter is published right after its commit; the mark that it was
acknowledged rides on the next transaction, and what has no mark is published again after every connect.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from broker.topics import CALL

if TYPE_CHECKING:
    from broker.link import Link
    from queueing.ports import Letter


class Outbox:
    """Publishes letters and remembers which were acknowledged; marks are collected by the writer."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._lock = threading.Lock()
        self._acknowledged: set[int] = set()

    def send(self, letters: Iterable[Letter], now: datetime) -> None:
        """Publish letters; one whose time is over is only marked, since the board shows it anyway."""
        for letter in letters:
            if letter.expires_at <= now:
                self._mark(letter.seq)
            else:
                self._publish(letter)

    def take_acknowledged(self) -> frozenset[int]:
        """Return the seqs to be marked as sent in the transaction that now begins."""
        with self._lock:
            taken = frozenset(self._acknowledged)
            self._acknowledged.clear()
        return taken

    def put_back(self, seqs: frozenset[int]) -> None:
        """Keep marks whose transaction failed for the next one."""
        with self._lock:
            self._acknowledged |= seqs

    def has_marks(self) -> bool:
        """Whether marks wait for a transaction."""
        return bool(self._acknowledged)

    def _publish(self, letter: Letter) -> None:
        self._link.publish_raw(CALL, letter.payload.encode(), then=lambda: self._mark(letter.seq))

    def _mark(self, seq: int) -> None:
        with self._lock:
            self._acknowledged.add(seq)
