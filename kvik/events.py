"""The house's events as lines: for `kvik watch`, and for the view of `kvik run`."""

from __future__ import annotations

import queue
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker import messages as m
from broker.topics import ALARMS, HAPPENING
from kvik.console import Console
from kvik.words import Words, alarm


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, for people and for scripts."""

    at: datetime
    text: str
    content: dict[str, Any]


class Events:
    """Listens to a house and hands out what happens, one line after the other."""

    def __init__(self, console: Console) -> None:
        self._words: Words = console.words
        self._box: queue.SimpleQueue[m.Envelope[Any]] = queue.SimpleQueue()
        self._alarms: dict[tuple[str, ...], m.Alarm] = {}
        self._seen = 0
        console.listen(HAPPENING, self._box)
        console.listen(ALARMS, self._box)

    def wait(self, timeout: float) -> list[Line]:
        """Return what the next message tells; nothing when none came within `timeout` seconds."""
        try:
            envelope = self._box.get(timeout=timeout)
        except queue.Empty:
            return []
        if isinstance(envelope.data, m.Happening):
            return self._happened(envelope.data)
        return self._alarms_changed(envelope)

    def _happened(self, event: m.Happening) -> list[Line]:
        if event.seq <= self._seen:  # delivered at least once, shown once
            return []
        self._seen = event.seq
        content = {"type": "happening", **event.model_dump(mode="json")}
        return [Line(event.at, self._words.happening(event), content)]

    def _alarms_changed(self, envelope: m.Envelope[m.Alarms]) -> list[Line]:
        """Return the alarms that are new, and those that are over."""
        now: dict[tuple[str, ...], m.Alarm] = {(a.device, a.kind, a.detail): a for a in envelope.data.alarms}
        before, self._alarms = self._alarms, now
        raised = [_alarm_line(a.since, a, raised=True) for key, a in now.items() if key not in before]
        over = [_alarm_line(envelope.time, a, raised=False) for key, a in before.items() if key not in now]
        return over + raised


def _alarm_line(at: datetime, found: m.Alarm, *, raised: bool) -> Line:
    content = {"type": "alarm", "raised": raised, "at": at.isoformat(), **found.model_dump(mode="json")}
    return Line(at, f"{'ALARM' if raised else 'over:'}  {alarm(found)}", content)
