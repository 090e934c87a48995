from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from broker.identity import Identity
from broker.link import Link
from broker.messages import Envelope, Services, ServiceState
from broker.topics import Role
from config.load import load_site
from config.site import Site
from queueing.clock import ManualClock
from screens import app as start
from screens.bridge import Bridge
from screens.house import House
from screens.languages import OWN, Languages
from tests.patience import PATIENCE

MORNING = datetime(2026, 11, 23, 9, 42, 10, tzinfo=UTC)
"""Monday, 10.42 in Næstved."""


@dataclass
class Room:
    """A house without a broker: the real link is never started, messages are put into the real bridge."""

    app: QGuiApplication
    engine: QQmlApplicationEngine
    site: Site
    clock: ManualClock
    bridge: Bridge
    house: House
    _beats: int = field(default=0)

    def tell(self, *services: ServiceState) -> None:
        """Let the hub's services message arrive."""
        self._beats += 1
        sent = self.clock.now() + timedelta(microseconds=self._beats)
        data = Services(services=services)
        message = Envelope[Services](id="s", source="hub", type="services", time=sent, data=data)
        self.bridge.received.emit("services", message)

    def show(self, qml: str) -> QQuickWindow:
        """Show a window of the given QML."""
        self.engine.loadData(qml.encode())
        window = self.engine.rootObjects()[-1]
        assert isinstance(window, QQuickWindow)
        window.show()
        settle()
        return window


@pytest.fixture
def room(qapp: QGuiApplication) -> Iterator[Room]:
    start.make_application()
    engine = start.make_engine()
    site = load_site(None)
    clock = ManualClock(MORNING)
    identity = Identity(
        device="kiosk-1", password="none", host="127.0.0.1", port=1, site=site.id, role=Role.KIOSK,
    )
    link = Link(identity, clock)
    bridge = Bridge(link, engine)
    house = start.house_of(engine)
    house.open(site, clock, Languages(qapp, (OWN, Path("kiosk").absolute())), bridge)
    yield Room(qapp, engine, site, clock, bridge, house)
    house.speak("da")
    link.stop()
    start.discard(engine)


def settle() -> None:
    """Let all that is under way happen; pages that have gone really go, as they do in a running loop."""
    for _ in range(4):
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(holds: Callable[[], object]) -> None:
    """Turn Qt's wheel until the condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "did not come true in time"
        QTest.qWait(5)


def items(root: QQuickItem) -> Iterator[QQuickItem]:
    """Yield an item and all visible ones in it; findChild would miss delegates."""
    if root.isVisible():
        yield root
        for child in root.childItems():
            yield from items(child)


def touch(window: QQuickWindow, item: QQuickItem, times: int = 1) -> None:
    """Touch the middle of an item with a finger, so many times in a row."""
    middle = item.mapToScene(item.boundingRect().center())
    touch_at(window, QPoint(round(middle.x()), round(middle.y())), times)


def touch_at(window: QQuickWindow, point: QPoint, times: int = 1) -> None:
    """Touch a point of a window, so many times in a row."""
    for _ in range(times):
        QTest.touchEvent(window, finger()).press(0, point, window).commit()
        QTest.touchEvent(window, finger()).release(0, point, window).commit()
    settle()


def finger() -> object:
    if not _FINGERS:
        _FINGERS.append(QTest.createTouchDevice())
    return _FINGERS[0]


_FINGERS: list[object] = []
KEY = Qt.Key
