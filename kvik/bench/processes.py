"""What the processes of a house need: time to start, memory, and processor while nothing happens."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from kvik.bench.trial import Trial

_TICK = os.sysconf("SC_CLK_TCK")
_FIRST_FRAME = re.compile(r"first frame.*?([0-9.]+) s")


@dataclass(frozen=True, slots=True)
class Needs:
    """One process: seconds to ready (and to the first frame), megabytes, share of one core while idle."""

    name: str
    ready_seconds: float
    first_frame_seconds: float | None
    resident_mb: float
    own_mb: float
    """Proportional share: pages that several processes hold count in parts."""
    idle_share: float

    def as_json(self) -> dict[str, float | str | None]:
        """Return the needs for scripts."""
        return {
            "process": self.name, "ready_s": round(self.ready_seconds, 3),
            "first_frame_s": self.first_frame_seconds, "rss_mb": round(self.resident_mb, 1),
            "pss_mb": round(self.own_mb, 1), "idle_core_share": round(self.idle_share, 4),
        }


def needs(trial: Trial, idle_seconds: float) -> list[Needs]:
    """Measure every process of the trial while nobody uses the house."""
    pids = {"mosquitto": trial.broker.pid, **{n: p.pid for n, p in trial.processes.items()}}
    before = {name: _cpu_seconds(pid) for name, pid in pids.items()}
    time.sleep(idle_seconds)
    return [
        Needs(
            name, trial.ready_seconds.get(name, 0.0), _first_frame(trial.folder.logs / f"{name}.log"),
            _kilobytes(pid, "Rss") / 1024, _kilobytes(pid, "Pss") / 1024,
            (_cpu_seconds(pid) - before[name]) / idle_seconds,
        )
        for name, pid in pids.items()
    ]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _kilobytes(pid: int, what: str) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(rf"^{what}:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) if found else 0


def _first_frame(log: Path) -> float | None:
    """Return what a face wrote into its log about its first frame, None for a process without one."""
    found = _FIRST_FRAME.search(log.read_text(errors="replace")) if log.exists() else None
    return float(found.group(1)) if found else None
