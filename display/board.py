"""What stands on the board: call events and board snapshots become one list, in whatever order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from broker.messages import Board, Call

MOST_CALLS = 40
"""As many as a snapshot holds."""


class CallBook:
    """The calls that stand, merged by id; the same message twice, late or out of order changes nothing (R-04).

    A call event adds what no snapshot has told of yet. A snapshot is the truth up to its seq: a call that is
    missing from it was taken back, or is too old to be listed.
    """

    def __init__(self) -> None:
        self._calls: dict[str, Call] = {}
        self.seq = 0
        """Of the last snapshot."""
        self._sent: datetime | None = None

    def hear(self, call: Call) -> None:
        """Take in a call event."""
        if call.seq > self.seq:
            self._keep([*self._calls.values(), call])

    def heal(self, board: Board, sent: datetime) -> None:
        """Take in a snapshot that the hub sent at that time.

        A lower seq that was sent later comes from a hub restored from its backup, and counts.
        """
        if self._sent is not None and board.seq <= self.seq and sent <= self._sent:
            return
        ahead = [c for c in self._calls.values() if c.seq > board.seq] if board.seq >= self.seq else []
        self.seq, self._sent = board.seq, sent
        self._keep([*board.calls, *ahead])

    def standing(self) -> tuple[Call, ...]:
        """Return the newest call of each number, newest first."""
        by_number: dict[str, Call] = {}
        for call in self._calls.values():
            by_number.setdefault(call.number, call)
        return tuple(by_number.values())

    def _keep(self, calls: Iterable[Call]) -> None:
        newest_first = sorted(calls, key=lambda call: call.seq, reverse=True)
        self._calls = {call.id: call for call in newest_first[:MOST_CALLS]}
