"""The parts of a house as processes of their own: each runs its room's main program in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal

import typer

from kvik.options import DEFAULT_DATA, DataOption, SiteOption

DeviceOption = Annotated[str | None, typer.Option("--device", help="Its identity, as the site names it.")]
HeadlessOption = Annotated[
    bool, typer.Option("--headless", help="Paint without a screen; pictures go to DATA/screens."),
]
SerialOption = Annotated[
    Path | None, typer.Option("--serial", metavar="PATH", help="A push-button box on this serial port."),
]
KeyboardOption = Annotated[
    bool, typer.Option("--keyboard", help="Keys of this terminal: Space or Enter calls, r calls again."),
]
ButtonsOption = Annotated[
    bool, typer.Option("--all", help="Every button that the site names a device for, in one program."),
]
LearnArgument = Annotated[
    Literal["learn"] | None,
    typer.Argument(metavar="[learn]", help="Say what is pressed in the next 30 s, and what to write for it."),
]
BrokerOption = Annotated[
    str | None,
    typer.Option("--broker", metavar="[USER@]HOST[:PORT]", help="With learn: where radio buttons are heard."),
]
FullscreenOption = Annotated[bool, typer.Option("--fullscreen", help="Fill the panel.")]


def hub(*, data: DataOption = DEFAULT_DATA, site: SiteOption = None) -> None:
    """Run the hub, which owns the queue.

    Example: kvik hub --data data
    """
    run_part("broker.hub", part_arguments(data, site))


def kiosk(
    *, device: DeviceOption = None, headless: HeadlessOption = False, fullscreen: FullscreenOption = False,
    data: DataOption = DEFAULT_DATA, site: SiteOption = None,
) -> None:
    """Run a kiosk.

    Example: kvik kiosk --device kiosk-1
    """
    run_part("kiosk.app", part_arguments(data, site, device, headless=headless, fullscreen=fullscreen))


def display(
    *, device: DeviceOption = None, headless: HeadlessOption = False, fullscreen: FullscreenOption = False,
    data: DataOption = DEFAULT_DATA, site: SiteOption = None,
) -> None:
    """Run a hall display.

    Example: kvik display --device hall-1
    """
    run_part("display.app", part_arguments(data, site, device, headless=headless, fullscreen=fullscreen))


def desk(
    *, device: DeviceOption = None, headless: HeadlessOption = False, fullscreen: FullscreenOption = False,
    serial: SerialOption = None, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
) -> None:
    """Run the window of a desk.

    Example: kvik desk --device desk-skranke-1
    """
    own = ["--serial", str(serial)] if serial is not None else []
    run_part("desk.app", [*part_arguments(data, site, device, headless=headless, fullscreen=fullscreen), *own])


def button(
    learn: LearnArgument = None, *, device: DeviceOption = None, serial: SerialOption = None,
    keyboard: KeyboardOption = False, buttons: ButtonsOption = False, broker: BrokerOption = None,
    data: DataOption = DEFAULT_DATA, site: SiteOption = None,
) -> None:
    """Run the driver of a desk's button; without --serial or --keyboard the one that the site names.

    Example: kvik button --device button-skranke-1 --keyboard
    """
    if learn is not None:
        run_part("desk.learn", ["--data", str(data), *(["--broker", broker] if broker is not None else [])])
    own = ["--serial", str(serial)] if serial is not None else []
    own += ["--keyboard"] if keyboard else []
    own += ["--all"] if buttons else []
    run_part("desk.button_app", [*part_arguments(data, site, device), *own])


def part_arguments(
    data: Path, site: Path | None, device: str | None = None, *,
    headless: bool = False, fullscreen: bool = False,
) -> list[str]:
    """Return the command line that a part's own main program understands."""
    arguments = ["--data", str(data)]
    arguments += ["--site", str(site)] if site is not None else []
    arguments += ["--device", device] if device is not None else []
    arguments += ["--headless"] if headless else []
    arguments += ["--fullscreen"] if fullscreen else []
    return arguments


def run_part(module: str, arguments: Sequence[str]) -> None:
    """Run a room's main program in this process, and end with its exit code."""
    main: Callable[[Sequence[str]], int] = import_module(module).main
    sys.exit(main(arguments))
