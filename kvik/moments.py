"""Times and dates as options of a command: what is wrong with one ends it with exit code 2."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import typer

from config.moments import parse_moment
from config.values import Mistake


def local_moment(typed: str, zone: ZoneInfo, now: datetime, option: str = "--at") -> datetime:
    """Return a typed local time in UTC: "2026-11-23T10:00", "2026-11-23 10.00", or "10:00" for today.

    Of a time that comes twice it says which one is meant. Raises BadParameter, also for one that is skipped.
    """
    try:
        moment = parse_moment(typed, zone, now)
    except Mistake as mistake:
        raise typer.BadParameter(f"it {mistake}", param_hint=option) from None
    if moment.note is not None:
        typer.echo(f"{moment.note}.", err=True)
    return moment.at


def local_day(typed: str, option: str = "--day") -> date:
    """Return a typed date, "2026-11-23"; raises BadParameter."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise typer.BadParameter(f"{typed!r} is no date; write 2026-11-23.", param_hint=option) from None
