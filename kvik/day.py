"""The day that a house lives: which offset its clock starts with, and the time it has come to.

The house's time never goes back over a restart: numbers, waits and the log would lose their order.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ValidationError

from kvik.answers import RefusedError

NOTE_SECONDS = 5.0
"""How often the time is noted; a house that was killed goes on by as much later."""


class Lived(BaseModel):
    """How far a house has come."""

    until: AwareDatetime
    simulated: bool
    """Whether its clock was set by --at."""


class Start(NamedTuple):
    """With which offset the clock starts, and what people are told of it."""

    offset: timedelta
    told: str


class DayBook:
    """Keeps how far a house has come, in one small file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Lived | None:
        """Return how far the house came; None for a new house, or a file that cannot be read."""
        try:
            return Lived.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None

    def note(self, until: datetime, *, simulated: bool) -> None:
        """Keep how far the house has come."""
        new = self._path.with_suffix(".new")
        new.write_text(Lived(until=until, simulated=simulated).model_dump_json() + "\n", encoding="utf-8")
        new.replace(self._path)


def choose_start(wanted: datetime | None, lived: Lived | None, real: datetime, zone: ZoneInfo) -> Start:
    """Return how the clock starts; raises RefusedError for an earlier day than was lived already.

    `wanted` is the time of --at, None without it.
    """
    resumed = None if lived is None else lived.until + timedelta(seconds=NOTE_SECONDS)
    if wanted is None:
        if lived is None or resumed is None or not lived.simulated or resumed <= real:
            return Start(timedelta(0), "")
        return Start(resumed - real, "goes on where --at had brought it")
    if resumed is None or resumed <= wanted:
        return Start(wanted - real, "set by --at")
    if resumed.astimezone(zone).date() > wanted.astimezone(zone).date():
        raise _too_early(wanted.astimezone(zone), resumed.astimezone(zone))
    return Start(resumed - real, "goes on with the day that --at names")


def _too_early(wanted: datetime, lived: datetime) -> RefusedError:
    return RefusedError(
        "earlier_day",
        f"This house has come to {lived:%Y-%m-%d %H:%M}; --at {wanted:%Y-%m-%dT%H:%M} is on an earlier day.",
        f"Use --at {lived:%Y-%m-%d}T10:00 or later, or a new house: --data with another folder.",
        {"lived": lived.isoformat(), "wanted": wanted.isoformat()},
    )


def real_now() -> datetime:
    """Return the machine's time, from which the house's offset is counted."""
    return datetime.now(UTC)
