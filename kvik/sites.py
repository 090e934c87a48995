"""The site and the clock that a command means, whether or not its house runs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from config.folder import HouseFile, data_folder
from config.load import load_site
from config.site import Site
from queueing.clock import SystemClock


def house_in(data: Path) -> HouseFile | None:
    """Return what the house that runs on a data folder tells, None when none runs there."""
    house = data_folder(data).last_house()
    return house if house is not None and house.runs else None


def site_of(given: Path | None, house: HouseFile | None) -> Site:
    """Return the site that was named, else that of the house, else the shipped one; raises ConfigErrors."""
    named = house.site_file if house is not None else None
    return load_site(given or (Path(named) if named else None))


def clock_of(house: HouseFile | None) -> SystemClock:
    """Return the clock of a house that runs, else the machine's."""
    return SystemClock(timedelta(seconds=house.clock_offset_seconds if house is not None else 0))
