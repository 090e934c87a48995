"""What can be wrong with the simulated printer; set from any thread while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """All that is wrong at one moment; nothing by default."""

    paper_out: bool = False
    near_end: bool = False
    cover_open: bool = False
    cutter_error: bool = False
    jam: bool = False
    """Paper is caught in the mechanics."""
    offline: bool = False
    """Says that it is offline, and does not print."""
    silent: bool = False
    """Takes data and neither answers nor prints."""
    mute: bool = False
    """Prints, and answers nothing."""
    fence_lost: bool = False
    """Prints and answers, but never tells that it printed."""
    deaf_when_full: bool = False
    """Takes nothing while it stands still with its buffer full, not even real-time commands."""
    refuse: bool = False
    """Nobody listens at the port."""
    reset_after: int | None = None
    """Bytes of a connection after which it is reset; what came before stays in the buffer."""
    silent_after: int | None = None
    """Bytes of print data after which it falls silent."""
    paper_out_after: int | None = None
    """Bytes of print data after which the paper runs out: in the middle of a ticket."""
    bytes_per_second: int | None = None
    """Speed of a slow line; the buffer fills up before it."""
    mm_per_second: float | None = None
    """Speed of the paper; the buffer fills up before it."""
    at_most: int | None = None
    """Bytes that are taken at once, so that hosts see short writes."""
    answer_delay: float | None = None
    """Seconds by which every answer is late."""

    @property
    def stops(self) -> bool:
        """Whether printing stands still."""
        return self.paper_out or self.cover_open or self.cutter_error or self.jam or self.offline or self.silent


class FaultControl:
    """The knobs: thread-safe, and whoever watches is told of every change."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self._lock = Lock()
        self._now = Faults()

    @property
    def now(self) -> Faults:
        """Return what is wrong now."""
        return self._now

    def set(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Faults, checked there
        """Change some faults and leave the others, e.g. `set(paper_out=True)`."""
        with self._lock:
            self._now = replace(self._now, **changes)
        self._changed()

    def clear(self) -> None:
        """Mend everything."""
        self.set(**{fault.name: fault.default for fault in fields(Faults)})


SWITCHES = tuple(fault.name for fault in fields(Faults) if fault.default is False)
"""Faults that are there or not, without a number."""
