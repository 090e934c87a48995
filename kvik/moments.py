"""Times as people type them."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import typer

from queueing.hours import first_instant


def local_moment(typed: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Return a typed local time in UTC: "2026-11-23T10:00", "2026-11-23 10:00", or "10:00" for today.

    Raises BadParameter, which ends the command with exit code 2.
    """
    try:
        wall = _wall(typed, now.astimezone(zone))
    except ValueError:
        raise typer.BadParameter(
            f"{typed!r} is no local time; write 2026-11-23T10:00, or 10:00 for today.", param_hint="--at",
        ) from None
    return first_instant(wall, zone)


def _wall(typed: str, today: datetime) -> datetime:
    text = typed.strip().replace(".", ":")
    if "T" in text or " " in text:
        wall = datetime.fromisoformat(text)
    else:
        wall = datetime.combine(today.date(), time.fromisoformat(text))
    if wall.tzinfo is not None:
        raise ValueError("a zone is given")
    return wall
