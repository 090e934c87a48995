"""The roll of paper: how much of it is used, kept on disk, and how many tickets it still holds (P-03).

Many printers have no near-end sensor, and one that is badly set speaks too late; counting always works. A new
roll is noted by whoever puts it in, and noticed when a printer that was out of paper is well again.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from config.files import replace_file

logger = logging.getLogger(__name__)

USUAL_SLIP_MM = 150.0
"""Length of a ticket until there is a mean of our own."""
ENOUGH = 10
"""Tickets of which a mean can be taken."""
NEAR_END = 60
"""Tickets left at which staff are told; P-03 asks for 50, and counting is not exact."""
LOST_ON_CHANGE_MM = 300.0
"""What is pulled out and torn off when a roll is put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """One roll since it was put in; lengths in millimetres."""

    since: str
    """When it was put in, ISO 8601."""
    used_mm: float = LOST_ON_CHANGE_MM
    slips: int = 0

    @property
    def slip_mm(self) -> float:
        """Return the mean length of a ticket."""
        return (self.used_mm - LOST_ON_CHANGE_MM) / self.slips if self.slips >= ENOUGH else USUAL_SLIP_MM


class RollCounter:
    """Counts one kiosk's paper in a file, which the command line may renew at any time."""

    def __init__(self, file: Path, length_m: float, now: datetime) -> None:
        self._file = file
        self._length_mm = 1000 * length_m
        self._roll = Roll(since=now.isoformat())
        self._complained = False

    @property
    def roll(self) -> Roll:
        """Return the roll as the file has it; one that cannot be read is begun anew."""
        try:
            content: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
            self._roll = Roll(**content)
        except FileNotFoundError:
            pass
        except (OSError, ValueError, TypeError) as error:
            self._complain("read", error)
        return self._roll

    @property
    def tickets_left(self) -> int:
        """Return how many tickets the roll still holds, by its length and theirs."""
        roll = self.roll
        return max(0, int((self._length_mm - roll.used_mm) / max(1.0, roll.slip_mm)))

    @property
    def near_end(self) -> bool:
        """Whether somebody should bring a new roll."""
        return self.tickets_left < NEAR_END

    def use(self, mm: float) -> None:
        """Count a ticket of some length; one that took no paper counts not."""
        if mm > 0:
            roll = self.roll
            self._keep(Roll(since=roll.since, used_mm=roll.used_mm + mm, slips=roll.slips + 1))

    def renew(self, now: datetime) -> bool:
        """Note that a new roll was put in, and return whether the file has it."""
        return self._keep(Roll(since=now.isoformat()))

    def _keep(self, roll: Roll) -> bool:
        self._roll = roll
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(asdict(roll)) + "\n")
        except OSError as error:
            self._complain("written", error)
            return False
        return True

    def _complain(self, what: str, error: Exception) -> None:
        """Say once that the count lives in memory only; printing goes on."""
        if not self._complained:
            self._complained = True
            logger.warning("%s cannot be %s: %s. Paper is counted from now on.", self._file, what, error)
