"""The desk button as one pure state machine: strokes of any source go in, decisions come out.

A press acts when the button goes down. Only while a long press would mean something, because somebody is at
the desk and may be called again, it acts when the button comes up, or as a recall after 1.5 s.

Contacts that bounce, keys that repeat themselves, a box that says a line twice, a press from long ago and a
button that is stuck never make a second call: at least 2 s lie between two decisions that reach the hub, and
a press in that time is told as ignored, never kept for later (S-06).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEBOUNCE = 0.4
"""Seconds after any edge in which the same button going down is the same press."""
SETTLE = 0.03
"""Seconds that a release must last; shorter ones are bouncing contacts."""
LONG_PRESS = 1.5
COOL_DOWN = 2.0
STALE_AFTER = 5.0
LONG_AGO = float("-inf")


class Edge(StrEnum):
    """What a button did."""

    DOWN = "down"
    UP = "up"
    REPEAT = "repeat"
    """It is still down, says a source that repeats itself."""
    CLICK = "click"
    """One whole short press, from a source that tells no releases."""
    HOLD = "hold"
    """One whole long press, from a source that measures by itself."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing that a button did."""

    button: str
    """Source and button, e.g. "serial:1"."""
    edge: Edge
    at: float
    """When, in seconds of the monotonic clock; by the device where it knows."""
    counter: int | None = None
    """The button's own count of presses; the same twice within 5 s is the same press."""


class Verdict(StrEnum):
    """What a stroke means."""

    CALL = "call"
    RECALL = "recall"
    COOLING = "cooling"
    """Ignored, since the last one is less than 2 s old."""
    STALE = "stale"
    """Ignored, since it happened more than 5 s ago."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict; calls and recalls are numbered from 1."""

    verdict: Verdict
    button: str
    sequence: int = 0
    counter: int | None = None


class _Phase(StrEnum):
    UP = "up"
    HELD = "held"
    """Down, and not yet known whether for short or for long."""
    SETTLING = "settling"
    """Up again, unless the contacts only bounced."""
    SPENT = "spent"
    """Down, and already answered."""


@dataclass(slots=True)
class _Key:
    """What is known of one button."""

    phase: _Phase = _Phase.UP
    down_at: float = LONG_AGO
    edge_at: float = LONG_AGO
    counter: int | None = None

    @property
    def deadline(self) -> float | None:
        """When time alone decides."""
        if self.phase is _Phase.HELD:
            return self.down_at + LONG_PRESS
        return self.edge_at + SETTLE if self.phase is _Phase.SETTLING else None


class ButtonMachine:
    """All the buttons of one desk; times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._keys: dict[str, _Key] = {}
        self._cool_from = LONG_AGO
        self._sequence = 0

    def feed(self, stroke: Stroke, now: float, *, may_recall: bool) -> list[Decision]:
        """Take in a stroke and return what is decided by now; `may_recall` gives long presses a meaning."""
        due = self.tick(now)
        key = self._keys.setdefault(stroke.button, _Key())
        at = min(stroke.at, now)
        if now - at > STALE_AFTER:
            return due + self._stale(stroke, key)
        if stroke.edge is Edge.UP:
            self._up(key, at)
            return due
        if stroke.edge is Edge.REPEAT or self._is_bounce(stroke, key, at):
            return due
        return due + self._pressed(stroke, key, now, may_recall=may_recall)

    def tick(self, now: float) -> list[Decision]:
        """Return what time alone has decided: a press held for long, or released for good."""
        due = [
            (name, key) for name, key in self._keys.items()
            if key.deadline is not None and key.deadline <= now
        ]
        return [self._time_is_up(name, key, now) for name, key in due]

    def next_tick(self) -> float | None:
        """Return when `tick` has something to decide, or None."""
        return min((d for d in (key.deadline for key in self._keys.values()) if d is not None), default=None)

    def unplugged(self, source: str) -> None:
        """Forget a source's buttons: what was down when the plug was pulled is no press."""
        for name in [name for name in self._keys if name.startswith(f"{source}:")]:
            del self._keys[name]

    def cancel(self) -> None:
        """Take the last decision as not acted upon: the next press need not wait."""
        self._cool_from = LONG_AGO

    # ---- inside

    def _stale(self, stroke: Stroke, key: _Key) -> list[Decision]:
        key.phase = _Phase.UP
        is_press = stroke.edge in (Edge.DOWN, Edge.CLICK, Edge.HOLD)
        return [Decision(Verdict.STALE, stroke.button, counter=stroke.counter)] if is_press else []

    def _up(self, key: _Key, at: float) -> None:
        key.edge_at = max(key.edge_at, at)
        if key.phase is _Phase.HELD:
            key.phase = _Phase.SETTLING
        elif key.phase is _Phase.SPENT:
            key.phase = _Phase.UP

    def _is_bounce(self, stroke: Stroke, key: _Key, at: float) -> bool:
        """Whether this going down belongs to a press that is known already."""
        gap = at - key.edge_at
        if stroke.counter is not None and stroke.counter == key.counter and gap < STALE_AFTER:
            return True  # the box says a line again
        key.edge_at, key.counter = max(key.edge_at, at), stroke.counter
        bounced = gap < DEBOUNCE
        if bounced and stroke.edge is Edge.DOWN:
            key.phase = {_Phase.UP: _Phase.SPENT, _Phase.SETTLING: _Phase.HELD}.get(key.phase, key.phase)
        return bounced

    def _pressed(self, stroke: Stroke, key: _Key, now: float, *, may_recall: bool) -> list[Decision]:
        key.phase = _Phase.SPENT if stroke.edge is Edge.DOWN else _Phase.UP
        if now - self._cool_from < COOL_DOWN:
            return [Decision(Verdict.COOLING, stroke.button, counter=stroke.counter)]
        if stroke.edge is Edge.DOWN and may_recall:
            key.phase, key.down_at = _Phase.HELD, key.edge_at
            return []
        verdict = Verdict.RECALL if stroke.edge is Edge.HOLD else Verdict.CALL
        return [self._decide(verdict, stroke.button, key, now)]

    def _time_is_up(self, name: str, key: _Key, now: float) -> Decision:
        held = key.phase is _Phase.HELD or key.edge_at - key.down_at >= LONG_PRESS
        key.phase = _Phase.SPENT if key.phase is _Phase.HELD else _Phase.UP
        return self._decide(Verdict.RECALL if held else Verdict.CALL, name, key, now)

    def _decide(self, verdict: Verdict, name: str, key: _Key, now: float) -> Decision:
        if now - self._cool_from < COOL_DOWN:
            return Decision(Verdict.COOLING, name, counter=key.counter)
        self._cool_from = now
        self._sequence += 1
        return Decision(verdict, name, self._sequence, key.counter)

