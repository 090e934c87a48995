"""What `kvik run` shows on the terminal: what runs, how to take part, and the day as it happens."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import typer

from broker import messages as m
from kvik.answers import RefusedError
from kvik.console import Console, payload_of
from kvik.events import Line
from kvik.options import DEFAULT_DATA
from kvik.premises import Premises
from kvik.supervisor import Faces
from kvik.words import Words


class View:
    """The terminal of one house."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def news(self, text: str) -> None:
        """Show what the supervisor has to tell."""
        typer.echo(f"          {text}")

    def line(self, line: Line) -> None:
        """Show one event, with the house's time."""
        typer.echo(f"{self._words.second(line.at)}  {line.text}")

    @staticmethod
    def opening(name: str) -> None:
        """Show that the house is being opened; it takes a few seconds."""
        typer.echo(f"Opening {name} ...")

    def opened(self, premises: Premises, faces: Faces, console: Console, names: list[str]) -> None:
        """Show what runs and how to take part."""
        folder, words = premises.folder, self._words
        now = words.local(console.now)
        told = f"  ({premises.start.told})" if premises.start.told else ""
        screens = str(_short(folder.screens)) if faces.headless else "windows on this machine's screen"
        rows = [
            ("time", f"{now:%A} {now.day} {now:%B %Y, %H:%M}{told}"),
            ("runs", ", ".join(names)),
            ("tickets", f"{_short(folder.tickets)}  (picture, text and bytes of each)"),
            ("screens", screens + ("  (pictures, painted without a screen)" if faces.headless else "")),
            ("logs", str(_short(folder.logs))),
        ]
        for name, text in rows:
            typer.echo(f"  {name:8}{text}")
        self._how_to_take_part(premises)

    def _how_to_take_part(self, premises: Premises) -> None:
        kvik, data = _program(), _data_option(premises.folder.path)
        site = premises.site
        service = next((s.id for s in site.services.values() if s.entry in ("walk-in", "either")), "SERVICE")
        desk = next((d.id for d in site.desks.values() if service in d.services), "DESK")
        typer.echo("\nTake part, from another terminal:")
        visits = tuple(f"visit start {s.id}" for s in site.stations[:1])
        for command in (f"take {service}", *visits, f"press {desk}", "board", "watch", "--help"):
            typer.echo(f"  {kvik} {command}{'' if command == '--help' else data}")
        typer.echo("\nCtrl-C closes the house; the next start goes on with its day.")


class Hands:
    """The keys of the view: somebody who takes tickets and presses the first desk's button."""

    def __init__(self, console: Console, desk: str, service: str) -> None:
        self._console = console
        self._desk = desk
        self._actions = {
            "k": ("take", payload_of(m.Take, service=service, language=console.site.language,
                                     paper_at=next((k.id for k in console.site.kiosks), None))),
            "n": ("press", payload_of(m.Press, desk=desk)),
            "r": ("recall", payload_of(m.AtDesk, desk=desk)),
        }

    @property
    def help(self) -> str:
        """Return what the keys do."""
        place = self._console.words.desk(self._desk)
        return f"Keys: k take a ticket, n next at {place}, r call again, q quit."

    def do(self, key: str) -> str | None:
        """Do what a key stands for; returns the refusal, if it was refused."""
        if key not in self._actions:
            return None
        try:
            self._console.ask(*self._actions[key])
        except RefusedError as refused:
            return f"{refused.message} {refused.fix}"
        return None


def _program() -> str:
    """Return how this command line is called from here."""
    if shutil.which("kvik"):
        return "kvik"
    beside = Path(sys.executable).with_name("kvik")
    return str(_short(beside)) if beside.exists() else f"{_short(Path(sys.executable))} -m kvik"


def _data_option(path: Path) -> str:
    return "" if path == DEFAULT_DATA.absolute() else f" --data {_short(path)}"


def _short(path: Path) -> Path:
    """Return a path as seen from here, when it lies below."""
    here = Path(os.getcwd())  # noqa: PTH109 - not resolved, as people see it
    return path.relative_to(here) if path.is_relative_to(here) else path
