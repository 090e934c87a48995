"""Calendars from the command line: take bookings of other systems in, give the house's own out, look on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from broker import messages as m
from broker.topics import CALENDARS
from config.calendars import parse_calendar_url
from config.values import Mistake, parse_zone
from kvik.answers import RefusedError, answer, answering
from kvik.console import Console, open_console, payload_of
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.words import Words, table

if TYPE_CHECKING:
    from config.site import Site

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
_MOST_DAYS = 366
_OWED = ("booked", "arrived")
_OUTCOMES = ("taken", "changed", "cancelled", "unchanged")


@app.callback()
def calendar() -> None:
    """Take bookings of other systems in, and give the house's own out."""


@app.command("import")
def import_(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="An .ics or .csv file, a folder, or an address."),
    ],
    *,
    task: Annotated[str | None, typer.Option("--task", help="Task of events whose words tell none.")] = None,
    zone: Annotated[
        str | None,
        typer.Option("--zone", help="Zone of iCalendar times that name none.", show_default="refuse them"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take bookings in; the same file again changes nothing.

    Example: kvik calendar import bookinger.ics --task pas
    """
    from broker.calendars.feeds import import_file  # noqa: PLC0415 - the readers load only where they read
    from broker.calendars.fetching import fetch  # noqa: PLC0415 - as above
    from broker.calendars.taking import combined  # noqa: PLC0415 - as above

    if "://" in source:
        _check_address(source)
    with answering(as_json=as_json), open_console(data, site) as console:
        floating = None if zone is None else _zone(zone)
        words = {text: t for settings in console.site.calendars.values() for text, t in settings.tasks.items()}
        report = combined(
            import_file(console.site, name, raw, console.now, lambda part: _store(console, part), tasks=words,
                        task=task, floating=floating)
            for name, raw in fetch(source)
        )
        answer(_report_text(report), report.model_dump(mode="json"), as_json=as_json)


@app.command()
def export(
    *,
    desk: Annotated[str | None, typer.Option("--desk", help="Bookings of the services of this desk.")] = None,
    service: Annotated[str | None, typer.Option("--service", help="Bookings of this service.")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="An .ics or .csv file.",
                                            show_default="the terminal, as iCalendar")] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=_MOST_DAYS, help="How many days from today on.")] = 60,
    initials: Annotated[bool, typer.Option("--initials", help="Add the initials of who comes.")] = False,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the house's bookings out as iCalendar or CSV; nothing else about persons.

    Example: kvik calendar export --desk skranke-1 --to skranke-1.ics
    """
    from broker.calendars.export import to_csv, to_ics  # noqa: PLC0415 - loads only where it writes

    if (desk is None) == (service is None):
        raise typer.BadParameter("Give --desk or --service.")
    with answering(as_json=as_json), open_console(data, site) as console:
        found = _found(console, _services(console.site, desk, service), days)
        if to is not None and to.suffix.lower() == ".csv":
            text = to_csv(found, ZoneInfo(console.site.time_zone), initials=initials)
        else:
            text = to_ics(found, console.site, now=console.now, initials=initials).decode()
        if to is None:
            answer(text, {"bookings": len(found), "calendar": text}, as_json=as_json)
            return
        _write(to, text)
        answer(f"{len(found)} bookings in {to}", {"bookings": len(found), "file": str(to)}, as_json=as_json)


@app.command()
def status(*, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False) -> None:
    """Show what came of the calendars that the hub watches, and what it refused.

    Example: kvik calendar status --json
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        found = console.retained(CALENDARS)
        if found is None:
            raise RefusedError("no_answer", "The hub has not told anything yet.",
                               "Wait a second and look again; its log is DATA/logs/hub.log.")
        answer(status_text(console.words, console.now, found), found.model_dump(mode="json"), as_json=as_json)


# ---- inside


def _store(console: Console, part: Sequence[m.ImportedBooking]) -> m.ImportReport:
    result = console.ask("import-bookings", payload_of(m.ImportBookings, bookings=tuple(part)))
    return m.ImportReport.model_validate({key: value for key, value in result.items() if key != "request"})


def _zone(typed: str) -> str:
    try:
        return parse_zone(typed)
    except Mistake as mistake:
        raise typer.BadParameter(f"it {mistake}", param_hint="--zone") from None


def _check_address(typed: str) -> None:
    try:
        parse_calendar_url(typed)
    except Mistake as mistake:
        raise typer.BadParameter(f"it {mistake}", param_hint="FILE|URL") from None


def _services(site: Site, desk: str | None, service: str | None) -> frozenset[str]:
    house = site.house()
    return frozenset(house.desk(desk).services if desk is not None else {house.service(service or "").id})


def _found(console: Console, services: frozenset[str], days: int) -> list[m.BookingFound]:
    today = console.words.local(console.now).date()
    found: list[m.BookingFound] = []
    for n in range(days):
        result = console.ask("find-bookings", payload_of(m.FindBookings, day=today + timedelta(days=n)))
        bookings = m.BookingsFound.model_validate({"bookings": result["bookings"]}).bookings
        found += [b for b in bookings if b.booking.service in services and b.booking.state in _OWED]
    return found


def _write(to: Path, text: str) -> None:
    try:
        to.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise RefusedError("unwritable", f"{to} cannot be written: {error.strerror}.",
                           "Name a file in a folder that you may write to.") from None


def _report_text(report: m.ImportReport) -> str:
    done = (f"{report.taken} taken, {report.changed} changed, {report.cancelled} cancelled, "
            f"{report.unchanged} unchanged, {len(report.refused)} refused")
    if not report.refused:
        return done
    return f"{done}\n{_refused_text(report.refused)}"


def _refused_text(refused: Sequence[m.NotImported]) -> str:
    return table(("where", "reason", "", "to mend it"), [(r.where, r.reason, r.message, r.fix) for r in refused])


def status_text(words: Words, now: datetime, found: m.Calendars) -> str:
    """Return what is known of the calendars that the hub watches."""
    if not found.calendars:
        return "The hub watches no calendar; [calendars] in the site's file names some."
    overview = table(
        ("calendar", "looked at", "new at", *_OUTCOMES, "refused"),
        [
            (c.calendar, words.moment(c.looked_at, now) if c.looked_at else "-",
             words.moment(c.changed_at, now) if c.changed_at else "-",
             *(getattr(c.report, outcome) for outcome in _OUTCOMES), c.refused)
            for c in found.calendars
        ],
    )
    return "\n\n".join([overview, *filter(None, map(_trouble_text, found.calendars))])


def _trouble_text(state: m.CalendarState) -> str:
    """Return what is to be mended about one calendar, empty for nothing."""
    lines = []
    if state.trouble is not None:
        times = "once" if state.failures == 1 else f"{state.failures} times in a row"
        lines.append(f"{state.calendar} could not be read {times}: {state.trouble.message} {state.trouble.fix}")
    if state.refused:
        more = state.refused - len(state.report.refused)
        lines.append(f"{state.calendar} refused:\n{_refused_text(state.report.refused)}")
        lines += [f"and {more} more"] if more else []
    return "\n".join(lines)
