"""Opening hours and duty, as the site's configuration says."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from kvik.answers import answer, answering
from kvik.console import words_of
from kvik.moments import local_moment
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.sites import clock_of, house_in, site_of
from kvik.words import Words, table
from queueing.hours import Hours
from queueing.house import House, ServiceId


def hours(
    service: Annotated[
        str | None, typer.Argument(metavar="SERVICE", help="Id of a service, e.g. kvik; else all of them."),
    ] = None,
    *,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="Local time: 2026-12-24T10:00, or 10:00.", show_default="now"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is open, with how many staff, until when, and when it opens next.

    Example: kvik hours kvik --at 2026-12-24T10:00
    """
    with answering(as_json=as_json):
        running = house_in(data)
        found = site_of(site, running)
        now, words = clock_of(running).now(), words_of(found)
        moment = now if at is None else local_moment(at, ZoneInfo(found.time_zone), now)
        house = found.house()
        rows = [service_hours(house.hours, name, moment) for name in _wanted(house, service)]
        closed = house.hours.closed_reason(house.hours.business_day(moment))
        result = {"at": words.local(moment).isoformat(), "house_closed": closed, "services": rows}
        answer(_in_words(rows, moment, closed, words), _json_times(result, words), as_json=as_json)


def service_hours(hours: Hours, service: ServiceId, at: datetime) -> dict[str, Any]:
    """Return one service's state at a time: open, staff, closing, next opening, and the day's stretches."""
    closes = hours.closes_at(service, at)
    return {
        "service": service, "open": closes is not None, "staff": hours.staff(service, at),
        "closes_at": closes, "opens_at": hours.opens_at(service, closes or at),
        "today": [{"from": s.start, "to": s.end} for s in hours.stretches(service, hours.business_day(at))],
    }


def _wanted(house: House, service: str | None) -> list[ServiceId]:
    return list(house.services) if service is None else [house.service(service.lower()).id]


def _in_words(rows: list[dict[str, Any]], at: datetime, closed: str | None, words: Words) -> str:
    local = words.local(at)
    lines = [f"{local:%A} {local.day} {local:%B %Y, %H:%M}" + (f"  house closed: {closed}" if closed else "")]
    return "\n".join([*lines, table(
        ("service", "", "staff", "until", "next opening", "today"),
        [(
            words.service(row["service"]), "open" if row["open"] else "closed", row["staff"] or "-",
            words.clock(row["closes_at"]) if row["closes_at"] else "-",
            words.moment(row["opens_at"], at) if row["opens_at"] else "none planned",
            ", ".join(f"{words.clock(s['from'])}-{words.clock(s['to'])}" for s in row["today"]) or "-",
        ) for row in rows],
    )])


def _json_times(content: Any, words: Words) -> Any:  # noqa: ANN401 - JSON, at any depth
    """Return the content with every time as local ISO 8601."""
    if isinstance(content, datetime):
        return words.local(content).isoformat()
    if isinstance(content, dict):
        return {key: _json_times(value, words) for key, value in content.items()}
    if isinstance(content, list):
        return [_json_times(value, words) for value in content]
    return content
