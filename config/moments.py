"""Local times as people type them, with a clear word on the two nights on which the clocks are changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from config.values import Mistake, shown
from queueing.hours import first_instant


@dataclass(frozen=True, slots=True)
class Moment:
    """A typed time in UTC, and what its reader should know about it, if anything."""

    at: datetime
    note: str | None = None


def parse_moment(typed: str, zone: ZoneInfo, now: datetime) -> Moment:
    """Return a local time: "2026-11-23T10:00", "2026-11-23 10.00", "10:00" for today, or with an offset.

    Raises Mistake, also for a time that the clocks skip. Of a time that comes twice, the first is meant.
    """
    wall = _wall(typed, now.astimezone(zone))
    if wall.tzinfo is not None:
        return Moment(wall.astimezone(UTC))
    at = first_instant(wall, zone)
    if at.astimezone(zone).replace(tzinfo=None) != wall:
        raise Mistake(f"is {shown(typed)}, a time that does not exist: that night the clocks are put forward "
                      f"to {at.astimezone(zone):%H:%M}", f"Write {at.astimezone(zone):%Y-%m-%dT%H:%M} or later")
    second = wall.replace(tzinfo=zone, fold=1)
    if second.astimezone(UTC) == at:
        return Moment(at)
    return Moment(at, f"{wall:%H:%M} comes twice that night, when the clocks are put back; the first one is "
                      f"meant. Write {second.isoformat(timespec='minutes')} for the second")


def _wall(typed: str, today: datetime) -> datetime:
    text = typed.strip().replace(".", ":")
    try:
        if len(text) <= len("10:00:00"):
            return datetime.combine(today.date(), time.fromisoformat(text))
        wall = datetime.fromisoformat(text)
    except ValueError:
        wall = None
    if wall is None or not _FIRST_YEAR <= wall.year <= _LAST_YEAR:
        raise Mistake(f"is {shown(typed)}, which is no local time", "Write 2026-11-23T10:00, or 10:00 for today")
    return wall


_FIRST_YEAR = 1970
_LAST_YEAR = 2199
"""Within these, zones have offsets and no sum of times leaves what Python can hold."""
