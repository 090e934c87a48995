"""Samples and what is said of them: median, p95, p99 by nearest rank."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing; samples in milliseconds."""

    name: str
    samples: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the nearest-rank percentile; `share` from 0 to 1."""
        ordered = sorted(self.samples)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    @property
    def median(self) -> float:
        """Return the median."""
        return self.percentile(0.5)

    def as_json(self) -> dict[str, float | int]:
        """Return the figure for scripts, in milliseconds."""
        return {
            "samples": len(self.samples), "p50_ms": round(self.median, 3),
            "p95_ms": round(self.percentile(0.95), 3), "p99_ms": round(self.percentile(0.99), 3),
        }


@dataclass(frozen=True, slots=True)
class Goal:
    """One promise: what was measured, what was promised, and whether it was kept."""

    name: str
    measured: float
    bound: float
    unit: str
    at_most: bool = True

    @property
    def kept(self) -> bool:
        """Whether the measurement is on the right side of the bound."""
        return self.measured <= self.bound if self.at_most else self.measured >= self.bound

    def as_json(self) -> dict[str, float | str | bool]:
        """Return the goal for scripts."""
        return {
            "goal": self.name, "measured": round(self.measured, 3), "bound": round(self.bound, 3),
            "unit": self.unit, "kept": self.kept,
        }


def figure(name: str, seconds: Sequence[float]) -> Figure:
    """Return a figure from samples in seconds."""
    return Figure(name, tuple(1000 * s for s in seconds))
