"""Start-up of a desk's window: what it is made of, and how the parts are joined."""

from __future__ import annotations

import screens.plain_import  # noqa: F401 - before whatever else is imported; see there

# isort: split

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from broker.link import new_id
from desk.conversation import DeskConversation
from desk.counter import Counter
from desk.driver import Driver, Lamp
from desk.key_button import KeyButton
from screens.app import Face, Stage, run
from screens.sound import Chime

DEFAULT_DEVICE = "desk-skranke-1"


class DeskPart(QObject):
    """The parts of one desk: the counter, the window's own keys, and a box if there is one."""

    def __init__(self, stage: Stage, serial: Path | None = None) -> None:
        super().__init__()
        if stage.desk is None:
            raise OSError(f"{stage.device} belongs to no desk; use e.g. {DEFAULT_DEVICE}")
        self._clock = stage.clock
        self._serial = serial
        self._drivers: list[Driver] = []
        self.counter = Counter(
            site=stage.site, desk=stage.desk, device=stage.device, session=new_id()[:8], house=stage.house,
            bridge=stage.bridge, clock=stage.clock, parent=self,
        )
        self.counter.lamp_changed.connect(self._light)
        self._chime = Chime(self)
        self.counter.summoned.connect(self._chime.play)
        self._conversation = DeskConversation(
            stage, self.counter.guest_now, stage.site.desks[stage.desk].name, self,
        )

    def properties(self) -> dict[str, QObject]:
        """Return what Main.qml needs."""
        return {"counter": self.counter}

    def start(self) -> None:
        """Listen to the buttons; the first frame stands already."""
        for window in QGuiApplication.topLevelWindows():
            if isinstance(window, QQuickWindow):
                self._add(KeyButton(window, self._clock))
        if self._serial is not None:
            from desk.serial_button import SerialButton  # noqa: PLC0415 - only where there is a box

            self._add(SerialButton(self._serial, self._clock))

    def stop(self) -> None:
        """Let go of the buttons, and end a picture that is open."""
        self._conversation.stop()
        for driver in self._drivers:
            driver.stop()
        self._drivers.clear()

    def _add(self, driver: Driver) -> None:
        self._drivers.append(driver)
        driver.show(Lamp.READY if self.counter.reachable else Lamp.OFFLINE)
        driver.start(self.counter.take)

    @Slot(str)
    def _light(self, lamp: str) -> None:
        for driver in self._drivers:
            driver.show(Lamp(lamp))


FACE = Face(
    name="desk", room=Path(__file__).parent, module="Desk", size=(900, 640), panel_mm=(238, 169), build=DeskPart,
)


def main(argv: Sequence[str]) -> int:
    """Run a desk's window until it is told to end; returns the exit code."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--serial", type=Path)
    parser.add_argument("--device", default=DEFAULT_DEVICE)
    given, rest = parser.parse_known_args(argv)
    face = replace(FACE, build=partial(DeskPart, serial=given.serial))
    return run(face, ["--device", given.device, *rest])
