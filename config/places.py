"""Checks of where things stand: branch libraries, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator

from config.mistakes import Found
from config.raw import Raw, names, one_of, strings, tables

_STAND_SOMEWHERE = ("services", "information", "desks", "kiosks", "displays", "stations")


def place_mistakes(raw: Raw) -> Iterator[Found]:
    """Yield what stands at a branch that there is not, and what is served where nobody can come."""
    yield from _unknown_branches(raw)
    yield from _desks_elsewhere(raw)
    yield from _stations_without_service(raw)


def _unknown_branches(raw: Raw) -> Iterator[Found]:
    branches = names(raw, "branches")
    for group in _STAND_SOMEWHERE:
        for place, table in tables(raw, group):
            name = table.get("branch")
            if isinstance(name, str) and name not in branches:
                fix = one_of(name, branches) if branches else f"Add a table [branches.{name}]"
                yield Found((*place, "branch"), f'is "{name}", and there is no such branch library', fix)


def _desks_elsewhere(raw: Raw) -> Iterator[Found]:
    """Yield desks that serve what citizens of another place queue for; a screen is met from anywhere."""
    services = {str(place[-1]): table for place, table in tables(raw, "services")}
    for place, desk in tables(raw, "desks"):
        for number, name in strings(desk.get("services")):
            service = services.get(name, {"branch": desk.get("branch")})
            if service.get("branch") != desk.get("branch") and service.get("entry") != "station":
                yield Found((*place, "services", number), f'is "{name}", which is given at another place',
                            "Give desk and service the same branch, or none")


def _stations_without_service(raw: Raw) -> Iterator[Found]:
    offered = any(table.get("entry") == "station" for _place, table in tables(raw, "services"))
    for place, _table in tables(raw, "stations") if not offered else ():
        yield Found(place, "is a station, and no service is given over a screen",
                    'Give the service that officers serve over a screen entry = "station"')
