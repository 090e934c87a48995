"""Start-up of a kiosk: what it is made of, and how the parts are joined."""

from __future__ import annotations

import screens.plain_import  # noqa: F401 - before whatever else is imported; see there

# isort: split

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from broker.messages import Envelope
from broker.topics import PRINT, SUMMONSES
from config.errors import UnknownDeviceError
from kiosk.paper import PaperWorks
from kiosk.scanner import scanner_of
from kiosk.session import Session
from screens.app import Face, Stage, run
from screens.services import ServiceList
from screens.sound import Chime

STATION = "station"
"""Entry of services that start at a branch library, not here."""


class Kiosk(QObject):
    """The parts of one kiosk."""

    def __init__(self, stage: Stage, chime: Chime | None = None) -> None:
        super().__init__()
        site, bridge = stage.site, stage.bridge
        if stage.device not in (known := [kiosk.id for kiosk in site.kiosks]):
            raise UnknownDeviceError(f"{stage.device} is no kiosk.", f"Use one of: {', '.join(known)}.")
        self.services = ServiceList(
            site, stage.house, bridge, only=lambda s: s.entry != STATION and s.branch == stage.branch, parent=self,
        )
        self.session = Session(
            site=site, house=stage.house, bridge=bridge, services=self.services,
            books=any(k.books for k in site.kiosks if k.id == stage.device), parent=self,
        )
        self.paper = PaperWorks(
            site=site, device=stage.device, printer=stage.connection.printer, clock=stage.clock,
            roll=stage.connection.folder.roll_file(stage.device), bridge=bridge, parent=self,
        )
        self.scanner = scanner_of(stage.connection, stage.clock, self)
        self.chime = chime or Chime(self)
        self.session.issued.connect(self.paper.print)
        self.session.again.connect(self.paper.print_again)
        self.paper.ready.connect(self.session.note_printer)
        self.session.booked_here.connect(self.paper.print_booking)
        self.paper.booking_settled.connect(self.session.settle_booking)
        self.session.warned.connect(self.chime.play)
        self.paper.settled.connect(self.session.settle)
        self.scanner.scanned.connect(self.session.come_back)
        self.scanner.booking_scanned.connect(self.session.check_in)
        self.scanner.plugged.connect(self.session.note_scanner)
        self.scanner.plugged.connect(self.paper.note_scanner)
        self.scanner.card_scanned.connect(self.session.check_in_by_card)
        self.scanner.card_refused.connect(self.session.refuse_card)
        self.scanner.strange.connect(self.session.refuse_code)
        bridge.received.connect(self._hear)
        bridge.listen(PRINT, device=stage.device)
        bridge.listen(SUMMONSES)

    def properties(self) -> dict[str, QObject]:
        """Return what Main.qml needs."""
        return {"session": self.session, "services": self.services}

    def start(self) -> None:
        """Open printer and scanner; the first frame stands already."""
        self.session.note_scanner(self.scanner.always_there)
        self.scanner.start()
        self.paper.start()

    def stop(self) -> None:
        """Let go of scanner, printer and sound."""
        self.scanner.stop()
        self.paper.stop()
        self.chime.stop()

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        """Print what the house orders, without disturbing whoever stands at the screen, and hear who is called."""
        if topic == SUMMONSES.name:
            self.session.note_summonses(envelope.data)
        elif topic == PRINT.name and envelope.data.slip is not None:
            self.paper.print(envelope.data.slip)
        elif topic == PRINT.name and envelope.data.booking is not None:
            self.paper.print_booking(envelope.data.booking)


FACE = Face(
    name="kiosk", room=Path(__file__).parent, module="Kiosk", size=(1080, 1920), panel_mm=(476, 846), build=Kiosk,
)


def main(argv: Sequence[str]) -> int:
    """Run a kiosk until it is told to end; returns the exit code."""
    return run(FACE, argv)
