"""Looking at a house: its board, one ticket's story, and what happens."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from broker import messages as m
from broker.topics import BOARD, SERVICES
from kvik.answers import RefusedError, answer, answering, tell_json
from kvik.console import Console, open_console, payload_of
from kvik.events import Events, Line
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption, TicketArgument
from kvik.words import Words, number, table, ticket_label, wait

NEWEST = 8
"""Calls that people are shown; scripts get them all."""
GLANCE_SECONDS = 0.25


def board(*, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False) -> None:
    """Show the newest calls, and how long each service's line is.

    Example: kvik board --json
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        calls, services = console.retained(BOARD), console.retained(SERVICES)
        if calls is None or services is None:
            raise RefusedError("no_answer", "The hub has not told anything yet.",
                               "Wait a second and look again; its log is DATA/logs/hub.log.")
        live = console.is_online("hub")
        if not live:
            typer.echo("The hub is silent; this is what it said last.", err=True)
        result = {"live": live, **calls.model_dump(mode="json"), **services.model_dump(mode="json")}
        answer(_board_text(console, calls, services), result, as_json=as_json)


def why(
    ticket: TicketArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain why a ticket is where it is, with all that happened to it.

    Example: kvik why K012
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask("why", payload_of(m.AboutTicket, ticket=ticket_label(ticket)))
        answer(_why_text(console.words, result), result, as_json=as_json)


def watch(
    *,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=0, help="End after so long.", show_default="never"),
    ] = None,
    count: Annotated[
        int | None, typer.Option("--count", min=1, help="End after so many events.", show_default="never"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show events as they happen, until Ctrl-C; with --json one object on each line.

    Example: kvik watch --count 10 --json
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        events, shown = Events(console), 0
        until = None if seconds is None else time.monotonic() + seconds
        try:
            while (until is None or time.monotonic() < until) and (count is None or shown < count):
                for line in events.wait(GLANCE_SECONDS):
                    _show(line, console.words, as_json=as_json)
                    shown += 1
        except KeyboardInterrupt:
            typer.echo("", err=True)


def _show(line: Line, words: Words, *, as_json: bool) -> None:
    if as_json:
        tell_json(line.content)
    else:
        typer.echo(f"{words.second(line.at)}  {line.text}")


def _board_text(console: Console, calls: m.Board, services: m.Services) -> str:
    words, now = console.words, console.now
    called = table(
        ("called", "", "to", "service"),
        [
            (words.second(c.called_at), number(c.number), c.place, words.service(c.service))
            for c in calls.calls[:NEWEST]
        ],
    ) if calls.calls else "Nobody has been called today."
    lines = table(
        ("service", "", "waiting", "wait", "staff", "until", "opens"),
        [
            (
                words.service(s.service), "open" if s.open else "closed", str(s.waiting), wait(s.wait),
                str(s.staff), words.clock(s.closes_at) if s.closes_at else "-",
                words.moment(s.opens_at, now) if s.opens_at else "-",
            )
            for s in services.services
        ],
    )
    return f"{console.site.name}  {words.clock(now)}\n\n{called}\n\n{lines}"


def _why_text(words: Words, result: dict[str, Any]) -> str:
    found = m.Explained.model_validate({k: v for k, v in result.items() if k != "request"})
    story = "\n".join(f"  {words.second(event.at)}  {words.happening(event)}" for event in found.history)
    return f"{number(found.ticket)}  {found.state}\n{found.sentences['en']}\n{story}"
