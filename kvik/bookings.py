"""Booked times from the command line: look for one, book, move, cancel, check in."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from broker import messages as m
from kvik.answers import answer, answering
from kvik.citizens import kiosk_there, language_of
from kvik.console import Console, open_console, payload_of
from kvik.moments import local_day, local_moment
from kvik.options import DEFAULT_DATA, BranchOption, CodeArgument, DataOption, JsonOption, SiteOption
from kvik.words import Words, booking_code, table

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)

TaskArgument = Annotated[str, typer.Argument(metavar="TASK", help="Id of a task, e.g. pas.")]
NameOption = Annotated[str, typer.Option("--name", help="Initials or a name, as the citizen likes.")]
ContactOption = Annotated[str, typer.Option("--contact", help="Phone number or e-mail address.")]
BornOption = Annotated[
    str, typer.Option("--born", metavar="DDMM", help="Day and month of birth, to check in without the code."),
]
TopicOption = Annotated[str, typer.Option("--topic", help="What it is about, for tasks that ask for it.")]
KioskOption = Annotated[str | None, typer.Option("--kiosk", help="Kiosk that prints it.", show_default="no paper")]
CHANNELS = ("phone", "desk", "kiosk", "script")


def slots(
    task: TaskArgument,
    *,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DATE", help="E.g. 2026-11-24.", show_default="today"),
    ] = None,
    branch: BranchOption = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the free times of a task on one day.

    Example: kvik slots pas --day 2026-11-24
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        wanted = console.words.local(console.now).date() if day is None else local_day(day)
        result = console.ask("slots", payload_of(m.AskSlots, task=task.lower(), day=wanted, branch=branch))
        found = m.FreeTimes.model_validate(_plain(result))
        answer(_times_text(console.words, found), result, as_json=as_json)


def book(
    task: TaskArgument,
    *,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="Local time: 2026-11-24T10:15, or 10:15.")],
    name: NameOption = "",
    contact: ContactOption = "",
    born: BornOption = "",
    topic: TopicOption = "",
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the citizen.", show_default="the house's own"),
    ] = None,
    channel: Annotated[
        str, typer.Option("--channel", metavar="CHANNEL", help=f"Who gives it out: {', '.join(CHANNELS)}."),
    ] = "script",
    hold: Annotated[bool, typer.Option("--hold", help="Only keep it for 10 minutes.")] = False,
    kiosk: KioskOption = None,
    branch: BranchOption = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Book a time, or keep it for one who is still choosing.

    Example: kvik book pas --at 2026-11-24T10:15 --name "M. H." --contact 12345678
    """
    if channel not in CHANNELS:
        raise typer.BadParameter(f"{channel!r} is none of: {', '.join(CHANNELS)}.", param_hint="--channel")
    with answering(as_json=as_json), open_console(data, site) as console:
        wish = payload_of(
            m.Book, task=task.lower(), start=_moment(console, at, "--at"), channel=channel,
            language=language_of(console, lang), name=name, contact=contact, born=_born(born), topic=topic,
            hold=hold, paper_at=kiosk, branch=branch,
        )
        _tell_booked(console, console.ask("book", wish), as_json=as_json)


@app.callback()
def booking() -> None:
    """Find, confirm, move or cancel a booking."""


@app.command()
def find(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A booking's code; else look by the options.")]
    = None,
    *,
    contact: Annotated[str | None, typer.Option("--contact", help="Phone number or e-mail address.")] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DATE", help="All of one day.", show_default="today"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look bookings up by code, by contact, or all of one day.

    Example: kvik booking find --contact 12345678
    """
    if sum(given is not None for given in (code, contact, day)) > 1:
        raise typer.BadParameter("CODE, --contact and --day exclude each other.")
    with answering(as_json=as_json), open_console(data, site) as console:
        wish = payload_of(
            m.FindBookings, code=None if code is None else booking_code(code), contact=contact,
            day=None if day is None else local_day(day),
        )
        result = console.ask("find-bookings", wish)
        found = m.BookingsFound.model_validate(_plain(result))
        answer(_found_text(console, found), result, as_json=as_json)


@app.command()
def confirm(  # noqa: PLR0917 - typer's order of options is what `--help` shows
    code: CodeArgument,
    name: NameOption = "",
    contact: ContactOption = "",
    born: BornOption = "",
    topic: TopicOption = "",
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Turn a time that is held into a booking.

    Example: kvik booking confirm H4K7PX --name "M. H."
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        wish = payload_of(
            m.ConfirmBooking, code=booking_code(code), name=name, contact=contact, born=_born(born), topic=topic,
        )
        _tell_booked(console, console.ask("confirm-booking", wish), as_json=as_json)


@app.command()
def move(
    code: CodeArgument,
    *,
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Local time: 2026-11-24T10:15, or 10:15.")],
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a booking another time; its code stays.

    Example: kvik booking move H4K7PX --to 2026-11-25T14:30
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        wish = payload_of(m.MoveBooking, code=booking_code(code), start=_moment(console, to, "--to"))
        _tell_booked(console, console.ask("move-booking", wish), as_json=as_json)


@app.command()
def cancel(
    code: CodeArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Give a booked time back.

    Example: kvik booking cancel H4K7PX
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask("cancel-booking", payload_of(m.AboutBooking, code=booking_code(code)))
        _tell_booked(console, result, as_json=as_json)


def checkin(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A booking's code, e.g. H4K7PX.")] = None,
    *,
    born: BornOption = "",
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="The booked time, together with --born."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the check-in of CODE back.")] = False,
    kiosk: Annotated[
        str | None, typer.Option("--kiosk", help="Kiosk that prints it.", show_default="the first that is there"),
    ] = None,
    no_paper: Annotated[bool, typer.Option("--no-paper", help="Print nothing.")] = False,
    station: Annotated[
        str | None, typer.Option("--station", help="Where the citizen sits, for a time at a branch library."),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a citizen with a booked time in, by code or by birthday and time.

    Example: kvik checkin H4K7PX
    """
    _check_use(code, born, at, undo=undo, both_papers=kiosk is not None and no_paper)
    with answering(as_json=as_json), open_console(data, site) as console:
        if undo:
            result = console.ask("undo-check-in", payload_of(m.AboutBooking, code=booking_code(code or "")))
            _tell_booked(console, result, as_json=as_json)
            return
        paper_at = None if no_paper or station else kiosk or kiosk_there(console)
        wish = payload_of(
            m.CheckIn, code=None if code is None else booking_code(code), born=_born(born) or None,
            start=None if at is None else _moment(console, at, "--at"), paper_at=paper_at,
            station=station,
        )
        result = console.ask("check-in", wish)
        arrived = m.CheckedIn.model_validate(_plain(result))
        answer(
            _arrived_text(console.words, arrived, paper_at),
            {"ticket": arrived.slip.number, "paper_at": paper_at, **result}, as_json=as_json,
        )


# ---- inside


def _check_use(code: str | None, born: str, at: str | None, *, undo: bool, both_papers: bool) -> None:
    if undo and code is None:
        raise typer.BadParameter("--undo needs the CODE of a booking.")
    if code is None and not (born and at):
        raise typer.BadParameter("Give a CODE, or --born and --at together.")
    if code is not None and (born or at):
        raise typer.BadParameter("A CODE needs neither --born nor --at.")
    if both_papers:
        raise typer.BadParameter("--kiosk and --no-paper exclude each other.")


def _moment(console: Console, typed: str, option: str) -> Any:  # noqa: ANN401 - a field of a payload
    return local_moment(typed, ZoneInfo(console.site.time_zone), console.now, option)


def _born(typed: str) -> str:
    """Return day and month as DDMM, also from "23.11" or "23/11"; the wire refuses what is no day."""
    return "".join(sign for sign in typed if sign not in "./- ")


def _plain(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "request"}


def _tell_booked(console: Console, result: dict[str, Any], *, as_json: bool) -> None:
    found = m.Booked.model_validate(_plain(result)).booking
    task = console.site.tasks.get(found.task)
    bring = task.bring[console.site.language] if task is not None and task.bring is not None else None
    shown = f"\nTo bring: {bring}." if bring and found.state in ("held", "booked") else ""
    answer(f"{console.words.booking(found, console.now)}{shown}", {**result, "bring": bring}, as_json=as_json)


def _times_text(words: Words, found: m.FreeTimes) -> str:
    day = f"{words.task(found.task)}, {found.day:%A} {found.day.day} {found.day:%B %Y}"
    if not found.times:
        return f"{day}: no free time."
    first = ", ".join(words.clock(t.start) for t in found.offers)
    return f"{day}\n" + table(
        ("time", "staff", "free"), [(words.clock(t.start), str(t.staff), str(t.free)) for t in found.times],
    ) + f"\nOffer first: {first}"


def _found_text(console: Console, found: m.BookingsFound) -> str:
    if not found.bookings:
        return "No booking was found."
    words, now = console.words, console.now
    return table(
        ("code", "time", "task", "", "ticket", "name", "contact", "topic"),
        [(
            b.booking.code, words.moment(b.booking.start, now), words.task(b.booking.task), b.booking.state,
            b.booking.number or "-", b.person.name or "-", b.person.contact or "-", b.person.topic or "-",
        ) for b in found.bookings],
    )


def _arrived_text(words: Words, arrived: m.CheckedIn, paper_at: str | None) -> str:
    minutes = arrived.minutes_early
    when = f"{minutes} min early" if minutes > 0 else f"{-minutes} min late" if minutes < 0 else "on time"
    kept = "" if arrived.keeps_time else ", takes an ordinary place in the line"
    paper = f"paper at {paper_at}" if paper_at else "no paper"
    return f"{words.slip(arrived.slip)}  for {words.clock(arrived.booking.start)}, {when}{kept}  ({paper})"
