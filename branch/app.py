"""Start-up of a station: what it is made of, and how the parts are joined."""

from __future__ import annotations

import screens.plain_import  # noqa: F401 - before whatever else is imported; see there

# isort: split

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from branch.line import Line
from branch.office import Office
from branch.session import Session
from branch.talk import Talk
from broker.messages import Envelope
from broker.topics import STATION
from screens.app import Face, Stage, run
from screens.sound import Chime
from screens.video import VideoCall


class Station(QObject):
    """The parts of one station."""

    def __init__(self, stage: Stage, chime: Chime | None = None) -> None:
        super().__init__()
        site, house, bridge, device = stage.site, stage.house, stage.bridge, stage.device
        branch = next(s.branch for s in site.stations if s.id == device)
        self.chime = chime or Chime(self)
        self.video = VideoCall(site.video, site.branches[branch].town, headless=stage.headless, parent=self)
        self.talk = Talk(
            device=device, bridge=bridge, video=self.video, chime=self.chime, headless=stage.headless, parent=self,
        )
        self.session = Session(
            site=site, device=device, house=house, bridge=bridge, talk=self.talk,
            office=Office(site, branch, house, bridge, self), line=Line(house, bridge, self), parent=self,
        )
        self.session.warned.connect(self.chime.play)
        bridge.received.connect(self._hear)
        bridge.listen(STATION, device=device)

    def properties(self) -> dict[str, QObject]:
        """Return what Main.qml needs."""
        return {"session": self.session}

    def start(self) -> None:
        """Nothing waits for the first frame here."""

    def stop(self) -> None:
        """End picture and sound."""
        self.video.stop()
        self.chime.stop()

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        if topic == STATION.name:
            self.session.hear(envelope.data)


FACE = Face(
    name="station", room=Path(__file__).parent, module="Branch", size=(1920, 1080), panel_mm=(527, 296),
    build=Station,
)


def main(argv: Sequence[str]) -> int:
    """Run a station until it is told to end; returns the exit code."""
    return run(FACE, argv)
