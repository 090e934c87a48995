"""`kvik run`: a whole house on one machine, until Ctrl-C."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from config.devices import desk_device
from config.folder import DataFolder, unwritable
from config.site import Site
from kvik.answers import answering
from kvik.console import words_of
from kvik.events import Events
from kvik.keys import pressed_keys
from kvik.options import DEFAULT_DATA, DataOption, SiteOption
from kvik.premises import Premises, only_house, prepare
from kvik.supervisor import Faces, Supervisor
from kvik.view import Hands, View

BEAT_SECONDS = 0.1


class Ending:
    """Set by Ctrl-C and SIGTERM."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, *_: object) -> None:
        """Note that the house shall close."""
        self.asked = True


def run(
    *,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="Local time at which the house's clock starts, "
                     "e.g. 2026-11-23T10:00.", show_default="now"),
    ] = None,
    headless: Annotated[
        bool, typer.Option("--headless", help="Paint without a screen; chosen by itself where there is none."),
    ] = False,
    desk: Annotated[
        list[str] | None, typer.Option("--desk", help="Desk with a window here; may be repeated.",
                                       show_default="the first one"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
) -> None:
    """Run a whole house on this machine: broker, hub, kiosk, hall, desk, branch station, simulated printer.

    Ctrl-C closes it; started again, it goes on with its day. Example: kvik run --at 2026-11-23T10:00
    """
    folder = DataFolder(data)
    with answering(as_json=False), _ending() as ending:
        folder.create()
        with only_house(folder):
            _log_into(folder.logs / "run.log")
            premises = prepare(folder, site, at)
            faces = _faces(premises.site, desk, headless=headless or not _has_screen())
            _live(premises, faces, ending)


class RunLog(logging.FileHandler):
    """A log that falls silent while its disk is full; the terminal is for the house."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Pass over what could not be written; a bug in a log line is told as usual."""
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)


def _log_into(file: Path) -> None:
    """Log into a file from now on; raises FolderError."""
    try:
        log = RunLog(file, encoding="utf-8")
    except OSError as error:
        raise unwritable(file, error) from error
    logging.basicConfig(
        handlers=[log], level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )


def _live(premises: Premises, faces: Faces, ending: Ending) -> None:
    """Open the house, show its day, and close it however that ends."""
    view = View(words_of(premises.site))
    supervisor = Supervisor(premises, faces, view.news)
    view.opening(premises.site.name)
    try:
        supervisor.open(lambda: not ending.asked)
        if not ending.asked:
            view.opened(premises, faces, supervisor.console, supervisor.running)
            _show_day(premises.site, supervisor, view, ending)
    finally:
        try:
            typer.echo("\nClosing the house ...")
        finally:  # also when nobody reads any more
            supervisor.close()
        typer.echo("Closed.")


def _show_day(site: Site, supervisor: Supervisor, view: View, ending: Ending) -> None:
    desk = next(iter(site.desks.values()))
    hands = Hands(supervisor.console, desk.id, desk.services[0])
    events = Events(supervisor.console)
    with pressed_keys() as key_of:
        if key_of is not None:
            view.news(hands.help)
        while not ending.asked:
            for line in events.wait(BEAT_SECONDS):
                view.line(line)
            supervisor.look_after()
            key = key_of() if key_of is not None else ""
            if key == "q":
                ending.ask()
            refusal = hands.do(key)
            if refusal is not None:
                view.news(refusal)


def _faces(site: Site, desks: list[str] | None, *, headless: bool) -> Faces:
    """Return the screens to open: the first of each kind, and the desks that were named."""
    wanted = [site.house().desk(name).id for name in desks] if desks else list(site.desks)[:1]
    return Faces(
        kiosks=tuple(k.id for k in site.kiosks[:1]), displays=tuple(d.id for d in site.displays[:1]),
        desks=tuple(desk_device(d) for d in wanted), stations=tuple(s.id for s in site.stations[:1]),
        headless=headless,
    )


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _ending() -> Iterator[Ending]:
    """Turn Ctrl-C and SIGTERM into a wish, so that everything is closed in its order."""
    ending = Ending()
    before = {number: signal.signal(number, ending.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
