"""Printers at the command line: one that is simulated, a file sent to one, and how one is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
ToOption = Annotated[str, typer.Option("--to", metavar="URL", help="The printer, e.g. tcp://10.0.0.7:9100.")]


@app.callback()
def printer() -> None:
    """Simulate a printer, print a file, ask a printer how it is."""


@app.command()
def simulate(
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 9100,
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help="Where tickets go.")] = Path("tickets"),
    fault: Annotated[
        list[str] | None, typer.Option("--fault", help="Start with something wrong, e.g. paper_out."),
    ] = None,
) -> None:
    """Run a simulated ESC/POS printer until Ctrl-C; each ticket becomes PNG, text and the bytes received.

    Example: kvik printer simulate --port 9100 --folder tickets
    """
    from printer.simulated import main  # noqa: PLC0415 - drawing loads Pillow, which the others do without

    faults = [part for name in fault or () for part in ("--fault", name)]
    sys.exit(main(["--port", str(port), "--folder", str(folder), *faults]))
