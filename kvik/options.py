"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DATA = Path("data")

DataOption = Annotated[
    Path, typer.Option("--data", envvar="KVIK_DATA", metavar="DIR", help="The house's data folder."),
]
SiteOption = Annotated[
    Path | None,
    typer.Option(
        "--site", envvar="KVIK_SITE", metavar="FILE", show_default="the one that runs, else the shipped one",
        help="Configuration of the site.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")]
DeskArgument = Annotated[str, typer.Argument(metavar="DESK", help="Id of a desk, e.g. skranke-1.")]
StationArgument = Annotated[
    str, typer.Argument(metavar="STATION", help="Id of a station, e.g. station-fuglebjerg."),
]
BranchOption = Annotated[
    str | None,
    typer.Option("--branch", help="Branch library where the citizen sits at a screen.", show_default="the house"),
]
CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="A booking's code, e.g. H4K7PX.")]
TicketArgument = Annotated[str, typer.Argument(metavar="TICKET", help="A ticket's number, e.g. K012.")]
