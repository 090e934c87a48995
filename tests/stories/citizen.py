"""A citizen at a kiosk's screen: the kiosk in this process, everything behind it real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from broker.identity import identity_of
from broker.link import Link
from broker.topics import SERVICES
from config.connection import find_connection, house_clock
from kiosk.app import FACE, Kiosk
from screens.app import Arguments, Stage, discard, house_of, load, make_application, make_engine, show
from screens.bridge import Bridge
from screens.languages import OWN, Languages
from screens.sound import Chime
from tests.stories.conftest import StoryHouse

SIZE = (540, 960)


class Citizen:
    """Fingers and eyes at one kiosk."""

    def __init__(self, kiosk: Kiosk, window: QQuickWindow, qtbot: Any) -> None:
        self.kiosk = kiosk
        self.session: Any = kiosk.session
        self.window = window
        self._qtbot = qtbot
        self._finger = QTest.createTouchDevice()

    def wait_for(self, condition: Any) -> None:
        self._qtbot.waitUntil(condition)

    def card(self, service: str) -> QQuickItem:
        found = _find(self.window.contentItem(), service)
        assert found is not None, f"no card of {service} on the screen"
        return found

    def sees_ready(self, service: str) -> None:
        """Wait until the card of a service says that one may take a ticket."""
        self.wait_for(lambda: bool(self.card(service).property("ready")))

    def tap(self, item: QQuickItem) -> None:
        self.tap_at(self.middle_of(item))

    def tap_at(self, point: QPoint) -> None:
        QTest.touchEvent(self.window, self._finger).press(1, point, self.window)
        QTest.touchEvent(self.window, self._finger).release(1, point, self.window)

    @staticmethod
    def middle_of(item: QQuickItem) -> QPoint:
        return item.mapToScene(item.boundingRect().center()).toPoint()


@contextmanager
def at_kiosk(house: StoryHouse, qtbot: Any) -> Iterator[Citizen]:
    """Stand before kiosk-1 of a house."""
    connection = find_connection(device="kiosk-1", data=house.folder.path)
    engine, clock = make_engine(), house_clock(connection)
    link = Link(identity_of(connection), clock)
    bridge = Bridge(link, engine)
    bridge.listen(SERVICES)
    stage = Stage(
        connection=connection, headless=True, clock=clock, link=link, bridge=bridge, house=house_of(engine),
    )
    stage.house.open(stage.site, clock, Languages(make_application(), (OWN, FACE.room)), bridge)
    kiosk = Kiosk(stage, Chime(players=(("true",),)))  # heard on no machine
    with ExitStack() as stack:
        stack.callback(discard, engine)
        stack.callback(link.stop)
        stack.callback(kiosk.stop)
        window = load(engine, FACE, kiosk, FACE.panel_mm)
        show(window, FACE, Arguments(headless=True, size=SIZE))
        link.start()
        kiosk.start()
        yield Citizen(kiosk, window, qtbot)


def _find(item: QQuickItem, service: str) -> QQuickItem | None:
    if item.property("service") == service and item.property("takesTickets") is not None:
        return item
    return next(filter(None, (_find(child, service) for child in item.childItems())), None)
