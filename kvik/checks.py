"""What keeps a house right: its configuration checked, its contract written out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from broker import asyncapi
from broker.acl import access_list
from broker.nats import account
from config.files import replace_file
from config.folder import DataFolder
from config.load import load_site
from config.mistakes import Found
from config.raw import Raw, tables
from config.report import summary, summary_lines
from config.site import Site
from config.values import Mistake, parse_printer
from kvik.answers import RefusedError, answer, answering
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption
from kvik.sites import house_in, site_of

SIMULATED = "tcp://127.0.0.1:0"
"""What a site writes for the printer that `kvik run` starts."""
app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def config() -> None:
    """Check a site's configuration."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A site's TOML file.")],
    *, as_json: JsonOption = False,
) -> None:
    """Check a site's configuration and name every mistake with its line and mend.

    Example: kvik config check config/naestved.toml
    """
    with answering(as_json=as_json):
        site = load_site(file, also=_printer_mistakes)
        lines = [f"{file} has no mistakes. It says:", "", *summary_lines(site, site.language)]
        answer("\n".join(lines), summary(site), as_json=as_json)


def _printer_mistakes(raw: Raw) -> Iterator[Found]:
    """Yield what only the drivers know: models and addresses of printers that will not do."""
    from printer.addresses import open_transport  # noqa: PLC0415
    from printer.models import UnknownModel, find_model  # noqa: PLC0415 - no other command here prints
    from printer.transport import BadAddress  # noqa: PLC0415

    for place, kiosk in tables(raw, "kiosks"):
        model, address = kiosk.get("printer_model"), kiosk.get("printer")
        try:
            if isinstance(model, str):
                find_model(model)
        except UnknownModel as error:
            yield Found((*place, "printer_model"), "will not do", str(error).removesuffix("."))
        try:
            if address != SIMULATED:
                open_transport(parse_printer(address))
        except BadAddress as error:
            yield Found((*place, "printer"), "will not do", str(error).removesuffix("."))
        except Mistake:
            continue  # told by its own check


def contract(
    *,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="DIR", help="Write asyncapi.json and SITE.acl there."),
    ] = None,
    nats: Annotated[
        bool, typer.Option("--nats", help="The house's account for a NATS cluster, SITE.nats.conf, instead; with "
                           "--write it holds the passwords of the data folder, and makes those that are missing."),
    ] = False,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or write the wire's contract: AsyncAPI and access list, or the account for a NATS cluster.

    Example: kvik contract --write docs
    """
    with answering(as_json=as_json):
        found = site_of(site, house_in(data))
        if nats:
            _nats_account(found, DataFolder(data), write, as_json=as_json)
            return
        texts = {"asyncapi.json": asyncapi.text(), f"{found.id}.acl": access_list(found.id, found.devices())}
        if write is None:
            typer.echo(texts["asyncapi.json"], nl=False)
            return
        written = [str(_write(write / name, text)) for name, text in texts.items()]
        answer("\n".join(written), {"written": written}, as_json=as_json)


def _nats_account(site: Site, folder: DataFolder, write: Path | None, *, as_json: bool) -> None:
    """Show the account without passwords, or write it with them for its owner alone."""
    devices = site.devices()
    if write is None:
        typer.echo(account(site.id, devices), nl=False)
        return
    folder.create()
    keys = folder.keys()
    keys.ensure((d.id for d in devices), health_card=site.scanner.health_card)
    written = str(_write(write / f"{site.id}.nats.conf", account(site.id, devices, keys.password), private=True))
    answer(written, {"written": [written]}, as_json=as_json)


def _write(path: Path, text: str, *, private: bool = False) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if private:
            replace_file(path, text)
        else:
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RefusedError(
            "unwritable", f"{path} cannot be written: {error.strerror}.", "Choose another folder with --write.",
        ) from error
    return path
