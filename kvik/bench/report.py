"""The bench's findings as a table for people and as JSON for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kvik.bench.figures import Figure, Goal
from kvik.bench.paper import SlipSize
from kvik.bench.processes import Needs

YEAR_OF_SLOTS_MS = 100.0
WIRE = 3.0
"""A tap or press takes at most so many times one fsync and two hops."""
FRAMES = 2
HISTORY = 1.2
TICKETS_A_SECOND = 500.0
HUB_READY, HUB_MB = 1.0, 80.0
FRAME_READY, FACE_MB = 0.6, 100.0
IDLE = 0.01


@dataclass(slots=True)
class Findings:
    """Everything that one run measured."""

    machine: dict[str, str | int]
    figures: list[Figure] = field(default_factory=list)
    rates: dict[int, float] = field(default_factory=dict)
    """Durable tickets a second, by number of clients."""
    store_opened_seconds: dict[int, float] = field(default_factory=dict)
    """By number of visits in the past."""
    slips: list[SlipSize] = field(default_factory=list)
    needs: list[Needs] = field(default_factory=list)

    def median(self, name: str) -> float | None:
        """Return the median of a figure in milliseconds, None when it was not measured."""
        return next((f.median for f in self.figures if f.name == name), None)

    def floor(self) -> float:
        """Return the least that a durable answer over the wire can cost, in milliseconds."""
        return (self.median("one fsync") or 0) + (self.median("two MQTT hops") or 0)

    def goals(self) -> list[Goal]:
        """Return every promise that this run can judge."""
        return [*self._latencies(), *self._history(), *self._rates(), *self._processes()]

    def as_json(self) -> dict[str, Any]:
        """Return everything for scripts."""
        return {
            "machine": self.machine, "limit_ms": round(self.floor(), 3),
            "figures": {f.name: {**f.as_json(), "ratio": self._ratio(f)} for f in self.figures},
            "tickets_per_second": {str(n): round(rate, 1) for n, rate in self.rates.items()},
            "store_opened_s": {str(n): round(s, 3) for n, s in self.store_opened_seconds.items()},
            "slips": [size.as_json() for size in self.slips],
            "processes": [n.as_json() for n in self.needs],
            "goals": [g.as_json() for g in self.goals()],
        }

    def as_table(self) -> list[str]:
        """Return the lines of the table."""
        lines = [f"{'':34}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'x limit':>9}"]
        lines += [
            f"{f.name:34}{f.median:9.2f}{f.percentile(.95):9.2f}{f.percentile(.99):9.2f}{self._ratio(f):9.2f}"
            for f in self.figures
        ]
        lines += [f"{f'tickets a second, {n} clients':34}{rate:9.0f}" for n, rate in self.rates.items()]
        lines += [f"{f'store opened after {n} visits':34}{s:9.2f} s" for n, s in self.store_opened_seconds.items()]
        lines += [f"{size.kind:34}{size.sent_bytes:9} bytes{size.mm:9.0f} mm" for size in self.slips]
        lines += ["", *_needs_table(self.needs), ""]
        return lines + [_judged(goal) for goal in self.goals()]

    def _ratio(self, found: Figure) -> float:
        return round(found.median / self.floor(), 2) if self.floor() else 0.0

    def _latencies(self) -> list[Goal]:
        bound = WIRE * self.floor()
        frames = FRAMES * (self.median("one painted frame") or 0)
        wanted = (("tap to committed number", bound), ("press to committed call", bound),
                  ("press to painted frame", bound + frames), ("book to committed code", bound),
                  ("check-in to committed number", bound), ("slot search over a year", YEAR_OF_SLOTS_MS))
        return [Goal(name, found, most, "ms") for name, most in wanted if (found := self.median(name)) is not None]

    def _history(self) -> list[Goal]:
        calls = [f for f in self.figures if f.name.startswith("call-next after")]
        return [
            Goal(f"{f.name}, times that of the shortest past", f.median / calls[0].median, HISTORY, "x")
            for f in calls[1:]
        ]

    def _rates(self) -> list[Goal]:
        most = max(self.rates, default=0)
        return [
            Goal(f"durable tickets a second, {most} clients", self.rates[most], TICKETS_A_SECOND, "/s",
                 at_most=False),
        ] if most else []

    def _processes(self) -> list[Goal]:
        found = []
        for need in self.needs:
            if need.name == "hub":
                found += [Goal("hub ready", need.ready_seconds, HUB_READY, "s"),
                          Goal("hub memory", need.resident_mb, HUB_MB, "MB")]
            elif need.first_frame_seconds is not None:
                found += [Goal(f"{need.name} first frame", need.first_frame_seconds, FRAME_READY, "s"),
                          Goal(f"{need.name} memory", need.own_mb, FACE_MB, "MB")]
            found.append(Goal(f"{need.name} idle", need.idle_share * 100, IDLE * 100, "% of a core"))
        return found


def _needs_table(needs: Sequence[Needs]) -> list[str]:
    lines = [f"{'process':12}{'ready s':>9}{'frame s':>9}{'RSS MB':>9}{'PSS MB':>9}{'idle %':>9}"]
    for need in needs:
        frame = "" if need.first_frame_seconds is None else f"{need.first_frame_seconds:.2f}"
        lines.append(
            f"{need.name:12}{need.ready_seconds:9.2f}{frame:>9}{need.resident_mb:9.1f}{need.own_mb:9.1f}"
            f"{100 * need.idle_share:9.2f}",
        )
    return lines


def _judged(goal: Goal) -> str:
    sign = "<=" if goal.at_most else ">="
    word = "kept" if goal.kept else "MISSED"
    return f"{word:7}{goal.name}: {goal.measured:.2f} {sign} {goal.bound:.2f} {goal.unit}"
