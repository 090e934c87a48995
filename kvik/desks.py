"""What staff do at a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from broker import messages as m
from kvik.answers import RefusedError, answer, answering
from kvik.console import Console, open_console, payload_of
from kvik.options import DEFAULT_DATA, DataOption, DeskArgument, JsonOption, SiteOption, TicketArgument
from kvik.words import Words, number, ticket_label


def press(
    desk: DeskArgument,
    *,
    ticket: Annotated[
        str | None,
        typer.Option("--ticket", metavar="TICKET", help="Call this one instead of who is next, e.g. K012."),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Call the next citizen to a desk.

    The visit under way there, if any, ends as finished. Example: kvik press skranke-1
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        label = None if ticket is None else ticket_label(ticket)
        result = console.ask("press", payload_of(m.Press, desk=desk, ticket=label))
        answer(_called(console.words, desk, result), result, as_json=as_json)


def recall(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Call the citizen at a desk again.

    At most three calls, a minute apart. Example: kvik recall skranke-1
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask("recall", payload_of(m.AtDesk, desk=desk))
        answer(_called(console.words, desk, result), result, as_json=as_json)


def finish(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """End the visit at a desk.

    Example: kvik finish skranke-1
    """
    _at_desk("finish", "The visit at {desk} is finished.", desk, data, site, as_json=as_json)


def no_show(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Note that the citizen called to a desk did not come.

    Example: kvik no-show skranke-1
    """
    _at_desk("no-show", "The citizen called to {desk} is noted as not met.", desk, data, site, as_json=as_json)


def undo(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Take the last call of a desk back, within 30 seconds.

    The ticket gets its place again. Example: kvik undo skranke-1
    """
    _at_desk("undo", "The last call to {desk} is taken back.", desk, data, site, as_json=as_json)


def park(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Set the visit at a desk aside; it keeps its place.

    Example: kvik park skranke-1
    """
    _at_desk("park", "The visit at {desk} is set aside.", desk, data, site, as_json=as_json)


def pause(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Pause a desk.

    Example: kvik pause skranke-1
    """
    _at_desk("pause", "{desk} is paused.", desk, data, site, as_json=as_json)


def open_desk(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Open a desk, also after a pause.

    Example: kvik open skranke-1
    """
    _at_desk("open", "{desk} is open.", desk, data, site, as_json=as_json)


def close(
    desk: DeskArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None, as_json: JsonOption = False,
) -> None:
    """Close a desk for today.

    Example: kvik close skranke-1
    """
    _at_desk("close", "{desk} is closed for today.", desk, data, site, as_json=as_json)


def transfer(
    desk: DeskArgument,
    *,
    to: Annotated[str, typer.Option("--to", metavar="SERVICE|DESK", help="Where the citizen goes next.")],
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send the citizen at a desk on to a service or another desk.

    Number and time of arrival stay. Example: kvik transfer skranke-1 --to bibliotekar
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        wish = payload_of(m.Transfer, desk=desk, **_goal(console, to))
        result = console.ask("transfer", wish)
        name = console.words.place(to)
        answer(f"The citizen at {console.words.desk(desk)} is sent on to {name}.", result, as_json=as_json)


def resume(
    ticket: TicketArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a parked ticket back into the line.

    Example: kvik resume K012
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        label = ticket_label(ticket)
        result = console.ask("resume-ticket", payload_of(m.AboutTicket, ticket=label))
        answer(f"{number(label)} is back in the line.", result, as_json=as_json)


def _at_desk(action: str, said: str, desk: str, data: Path, site: Path | None, *, as_json: bool) -> None:
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask(action, payload_of(m.AtDesk, desk=desk))
        answer(said.format(desk=console.words.desk(desk)), result, as_json=as_json)


def _called(words: Words, desk: str, result: dict[str, Any]) -> str:
    """Return what a press led to, in words."""
    done = m.Called.model_validate({k: v for k, v in result.items() if k != "request"})
    finished = f"{number(done.finished)} is finished. " if done.finished else ""
    finished += f"{number(done.set_aside)} is set aside until its line is back. " if done.set_aside else ""
    if done.call is None:
        return f"{finished}Nobody waits for {words.desk(desk)}."
    return f"{finished}{words.call(done.call)}"


def _goal(console: Console, name: str) -> dict[str, str]:
    """Return the field of a transfer that a name stands for."""
    if name in console.site.services:
        return {"to_service": name}
    if name in console.site.desks:
        return {"to_desk": name}
    raise RefusedError(
        "unknown_goal", f"There is no service or desk {name[:40]!r}.",
        f"Services: {', '.join(console.site.services)}. Desks: {', '.join(console.site.desks)}.",
    )
