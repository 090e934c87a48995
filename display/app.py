"""Start-up of a hall display: what it is made of, and how the parts are joined."""

from __future__ import annotations

import screens.plain_import  # noqa: F401 - before whatever else is imported; see there

# isort: split

from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import UnknownDeviceError
from display.acknowledger import Acknowledger
from display.announcer import Announcer
from display.hall import Hall
from display.seen import SeenCalls
from display.sight import Sight
from display.surroundings import Surroundings
from screens.app import Face, Stage, run
from screens.services import ServiceList
from screens.sound import Chime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from config.site import DisplaySettings, ServiceSettings, Site

DEVICE = "hall-1"
WALK_IN = ("walk-in", "either")
"""Entries of services that one waits for here without a booking."""
STATION = "station"
"""Entry of services that are met at a branch library, not here."""


class Display:
    """The parts of one hall display."""

    def __init__(self, stage: Stage, chime: Chime | None = None) -> None:
        site, house, bridge, device = stage.site, stage.house, stage.bridge, stage.device
        settings = _settings(site, device)
        self.announcer = Announcer(chime or Chime(bridge), stage.clock, bridge)
        self.hall = Hall(
            clock=stage.clock, house=house, bridge=bridge, announcer=self.announcer,
            seen=SeenCalls(stage.connection.folder.screens / f"{device}.announced"),
            acknowledger=Acknowledger(device, bridge, stage.clock, bridge),
            surroundings=Surroundings(site, settings.branch), parent=bridge,
        )

        def here(service: ServiceSettings) -> bool:
            return service.branch == settings.branch

        self.sight = Sight(device, settings.farthest_seat_m, bridge)
        self.waits = ServiceList(site, house, bridge, only=lambda s: here(s) and s.entry in WALK_IN, parent=bridge)
        self.hours = ServiceList(site, house, bridge, only=lambda s: here(s) and s.entry != STATION, parent=bridge)

    def properties(self) -> dict[str, QObject]:
        """Return what Main.qml needs."""
        return {
            "hall": self.hall, "lines": self.hall.lines, "sight": self.sight,
            "waits": self.waits, "hours": self.hours,
        }

    def start(self) -> None:
        """Do nothing: all is ready when the first frame stands."""

    def stop(self) -> None:
        """Fall silent."""
        self.announcer.stop()


def _settings(site: Site, device: str) -> DisplaySettings:
    known = {display.id: display for display in site.displays}
    if device not in known:
        raise UnknownDeviceError(f"{device!r} is no hall display of the site {site.id}.",
                                 f"Use one of: {', '.join(known) or 'none, add [[displays]] to the site'}.")
    return known[device]


FACE = Face(
    name="display", room=Path(__file__).parent, module="Display", size=(1920, 1080), panel_mm=(1210, 680),
    build=Display,
)


def main(argv: Sequence[str]) -> int:
    """Run a hall display until it is told to end; returns the exit code."""
    return run(FACE, ["--device", DEVICE, *argv])  # the last --device counts
