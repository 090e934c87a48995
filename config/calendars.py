"""Calendars of other systems whose bookings a house takes in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from config.values import AbsolutePath, Duration, Mistake, Name, Settings, Zone, shown

_SHORTEST = timedelta(seconds=30)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def parse_calendar_url(value: object) -> str:
    """Return the address of a calendar; plain http only on this machine; raises Mistake."""
    fix = 'Write e.g. "https://kalender.example.dk/borgerservice.ics"'
    parts = _parts(value) if isinstance(value, str) and value.isprintable() else None
    if parts is None or parts.scheme not in ("https", "http") or not parts.hostname:
        raise Mistake(f"is {shown(value)}, which is no web address", fix)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise Mistake(f"is {shown(value)}, which is not encrypted, and bookings tell who comes", fix)
    return str(value)


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address, None for one whose brackets or port will not do."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts


def _not_too_often(every: timedelta) -> timedelta:
    if every < _SHORTEST:
        raise Mistake(f'is "{int(every.total_seconds())} s", which asks too often', 'Write "30 s" or more')
    return every


class CalendarSettings(Settings):
    """One calendar: a file, a folder of files, or an address; looked at every so often."""

    id: Name
    path: AbsolutePath | None = None
    """A file, or a folder whose .ics and .csv files are all taken."""
    url: Annotated[str, BeforeValidator(parse_calendar_url)] | None = None
    every: Annotated[Duration, AfterValidator(_not_too_often)] = timedelta(minutes=5)
    tasks: Mapping[Annotated[str, StringConstraints(min_length=2)], Name] = Field(default={})
    """Words of summaries and categories, and the task that each means."""
    task: Name | None = None
    """The task of events whose words tell none."""
    time_zone: Zone | None = None
    """The zone of iCalendar times that name none; without it they are refused."""

    @model_validator(mode="after")
    def _has_one_source(self) -> CalendarSettings:
        if (self.path is None) == (self.url is None):
            raise Mistake("needs either a path or a url", 'Write one of them, e.g. path = "/srv/kvik/calendars"')
        return self
