"""What keeps a house right: its configuration checked, its contract written out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broker import asyncapi
from broker.acl import access_list
from broker.nats import account
from config.files import replace_file
from config.folder import DataFolder
from config.load import load_site
from config.report import summary, summary_lines
from config.site import Site
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
        site = load_site(file)
        _check_printers(file, site)
        lines = [f"{file} has no mistakes. It says:", "", *summary_lines(site, site.language)]
        answer("\n".join(lines), summary(site), as_json=as_json)


def _check_printers(file: Path, site: Site) -> None:
    """Look at what only the drivers know: models and addresses of printers; raises RefusedError."""
    from printer.addresses import open_transport  # noqa: PLC0415
    from printer.models import UnknownModel, find_model  # noqa: PLC0415 - no other command here prints
    from printer.transport import BadAddress  # noqa: PLC0415

    for kiosk in site.kiosks:
        try:
            find_model(kiosk.printer_model)
            if kiosk.printer != SIMULATED:
                open_transport(kiosk.printer)
        except (UnknownModel, BadAddress) as error:
            what = f"{file}: the printer of {kiosk.id} will not do."
            raise RefusedError("bad_printer", what, str(error)) from None


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
