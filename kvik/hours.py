"""Opening hours and duty, as the site's configuration says."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from config.report import hours_report
from kvik.answers import answer, answering
from kvik.moments import local_moment
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.sites import clock_of, house_in, site_of


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
        found, now = site_of(site, running), clock_of(running).now()
        moment = now if at is None else local_moment(at, ZoneInfo(found.time_zone), now)
        report = hours_report(found, moment, None if service is None else service.lower())
        answer("\n".join(report.lines(found.language)), report.as_dict(), as_json=as_json)
