"""What a citizen does: take a ticket."""

from __future__ import annotations

from typing import Annotated

import typer

from broker import messages as m
from kvik.answers import RefusedError, answer, answering
from kvik.console import Console, open_console, payload_of
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption


def take(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Id of a service, e.g. kvik.")],
    *,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the paper.", show_default="the house's own"),
    ] = None,
    kiosk: Annotated[
        str | None, typer.Option("--kiosk", help="Kiosk that prints it.", show_default="the first that is there"),
    ] = None,
    no_paper: Annotated[bool, typer.Option("--no-paper", help="Print nothing.")] = False,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a ticket.

    Example: kvik take kvik --lang en
    """
    if kiosk is not None and no_paper:
        raise typer.BadParameter("--kiosk and --no-paper exclude each other.")
    with answering(as_json=as_json), open_console(data, site) as console:
        language = language_of(console, lang)
        paper_at = None if no_paper else kiosk or kiosk_there(console)
        wish = payload_of(m.Take, service=service.lower(), language=language, paper_at=paper_at)
        result = console.ask("take", wish)
        slip = m.Slip.model_validate(result["slip"])
        paper = f"paper at {paper_at}" if paper_at else "no paper" if no_paper else "no paper: no kiosk is there"
        answer(
            f"{console.words.slip(slip)}  ({paper})",
            {"ticket": slip.number, "paper_at": paper_at, **result}, as_json=as_json,
        )


def language_of(console: Console, wanted: str | None) -> str:
    """Return the language that was wanted, else the house's own; raises RefusedError."""
    known = console.site.languages
    if wanted is None:
        return known[0]
    if wanted not in known:
        raise RefusedError(
            "unknown_language", f"This house has no {wanted!r}.", f"Use one of: {', '.join(known)}.",
        )
    return wanted


def kiosk_there(console: Console) -> str | None:
    """Return the first kiosk that is there."""
    return next((k.id for k in console.site.kiosks if console.is_online(k.id)), None)
