"""Visits at the stations of branch libraries: what a citizen does there, and how a station stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broker import messages as m
from broker.topics import STATION
from config.site import Site
from kvik.answers import RefusedError, answer, answering
from kvik.citizens import language_of
from kvik.console import Console, open_console, payload_of
from kvik.options import DEFAULT_DATA, DataOption, JsonOption, SiteOption, StationArgument
from kvik.parts import DeviceOption, FullscreenOption, HeadlessOption, part_arguments, run_part
from kvik.words import number, wait

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)
stations = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def visit() -> None:
    """Start, ready or end a visit at a branch library's station."""


@app.command()
def start(
    station: StationArgument,
    *,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the citizen.", show_default="the house's own"),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let the citizen at a station join the line.

    Example: kvik visit start station-fuglebjerg
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask("start-visit", payload_of(
            m.StartVisit, station=station, language=language_of(console, lang),
        ))
        slip = m.Slip.model_validate(result["slip"])
        answer(console.words.slip(slip), {"ticket": slip.number, **result}, as_json=as_json)


@app.command()
def ready(
    station: StationArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that the citizen at a station is ready, or back after a missed call.

    Example: kvik visit ready station-fuglebjerg
    """
    _at_station("ready-visit", "The citizen at {place} is ready.", station, data, site, as_json=as_json)


@app.command()
def end(
    station: StationArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """End the visit at a station: the conversation is finished, or the citizen leaves the line.

    Example: kvik visit end station-fuglebjerg
    """
    _at_station("end-visit", "The visit at {place} has ended.", station, data, site, as_json=as_json)


@stations.callback()
def station(
    context: typer.Context, *, device: DeviceOption = None, headless: HeadlessOption = False,
    fullscreen: FullscreenOption = False, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
) -> None:
    """Run the station of a branch library, or say how one stands.

    Example: kvik station --device station-fuglebjerg
    """
    if context.invoked_subcommand is None:
        run_part("branch.app", part_arguments(data, site, device, headless=headless, fullscreen=fullscreen))


@stations.command()
def status(
    station: StationArgument, *, data: DataOption = DEFAULT_DATA, site: SiteOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether a station is connected, and who sits there.

    Example: kvik station status station-fuglebjerg
    """
    with answering(as_json=as_json), open_console(data, site) as console:
        _must_exist(console.site, station)
        state = console.retained(STATION, device=station)
        if state is None:
            raise RefusedError("no_answer", "The hub has not told anything of it yet.",
                               "Wait a second and look again; its log is DATA/logs/hub.log.")
        online = console.is_online(station)
        answer(
            _status_text(console, state, online=online), {"online": online, **_shown(state)}, as_json=as_json,
        )


# ---- inside


def _at_station(action: str, said: str, station: str, data: Path, site: Path | None, *, as_json: bool) -> None:
    with answering(as_json=as_json), open_console(data, site) as console:
        result = console.ask(action, payload_of(m.AtStation, station=station))
        answer(said.format(place=_place(console.site, station)), result, as_json=as_json)


def _must_exist(site: Site, station: str) -> None:
    known = [s.id for s in site.stations]
    if station not in known:
        raise RefusedError("unknown_station", f"There is no station {station[:40]!r}.",
                           f"Use one of: {', '.join(known) or 'none; this house has no stations'}.")


def _shown(state: m.StationState) -> dict[str, object]:
    """Return a station's state for scripts; where its conversation is held concerns its two ends alone."""
    return state.model_dump(mode="json", exclude={"visit": {"conversation"}})


def _status_text(console: Console, state: m.StationState, *, online: bool) -> str:
    line = f"{_place(console.site, state.station)}: {'connected' if online else 'NOT CONNECTED'}"
    return f"{line}\n{'Nobody is there.' if state.visit is None else _visit_text(console, state.visit)}"


def _visit_text(console: Console, visit: m.StationVisit) -> str:
    facts: list[str] = [visit.state]
    if visit.state == "called":
        facts = [f"in conversation with {visit.place}"]
    elif visit.state == "waiting":
        facts += [f"{visit.ahead} ahead", wait(visit.wait)]
    if visit.booked_for is not None:
        facts.append(f"booked for {console.words.clock(visit.booked_for)}")
    return f"{number(visit.number)}  {', '.join(facts)}{', ready' if visit.ready else ''}"


def _place(site: Site, station: str) -> str:
    settings = next((s for s in site.stations if s.id == station), None)
    return station if settings is None else f"{site.branches[settings.branch].name} ({station})"
