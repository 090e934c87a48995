from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from broker.identity import Identity
from broker.link import Link
from broker.messages import Board, Call, Envelope, Payload, Services, ServiceState, Wait
from broker.topics import BOARD, CALL, SERVICES, Role, Topic
from config.connection import Connection
from config.folder import DataFolder
from config.load import load_site
from config.site import Site
from display.app import FACE, Display
from queueing.clock import Clock, ManualClock
from screens.app import Stage, discard, house_of, load, make_application, make_engine, panel_of
from screens.bridge import Bridge
from screens.languages import OWN, Languages
from screens.sound import Chime

NOON = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""Monday 23 November, 10.42 in Næstved."""
SERVICES_BY_LETTER = {"K": "kvik", "B": "borgerservice", "L": "bibliotekar", "I": "it-hjaelp"}
QUIET = (("true",),)
"""A player that ends at once."""


def call(seq: int, number: str, place: str = "Skranke 3", *, at: datetime = NOON, times: int = 1) -> Call:
    """Return a call; the desk's id is made from the place's name."""
    return Call(
        id=f"2026-11-23-{number}.{seq}", seq=seq, number=number, service=SERVICES_BY_LETTER[number[0]],
        desk=re.sub("[^a-z0-9]+", "-", place.lower()), place=place, called_at=at,
        expires_at=at + timedelta(seconds=120), times=times, language="da",
    )


def board(*calls: Call, seq: int | None = None) -> Board:
    """Return the snapshot that holds these calls, in whatever order they are given."""
    newest_first = tuple(sorted(calls, key=lambda c: c.seq, reverse=True))
    return Board(seq=newest_first[0].seq if seq is None else seq, calls=newest_first)


def service_state(service: str, wait: Wait, *, open: bool = True, waiting: int = 0) -> ServiceState:  # noqa: A002
    day = NOON.replace(minute=0)
    return ServiceState(
        service=service, open=open, takes_tickets=open, staff=int(open), waiting=waiting, ahead=waiting, wait=wait,
        closes_at=day.replace(hour=17) if open else None,
        opens_at=None if open else day.replace(hour=9) + timedelta(days=1),
    )


def all_open() -> Services:
    return Services(services=(
        service_state("kvik", Wait(kind="range", low=3, high=6), waiting=2),
        service_state("borgerservice", Wait(kind="unknown"), open=False),
        service_state("bibliotekar", Wait(kind="now")),
        service_state("it-hjaelp", Wait(kind="range", low=10, high=10), waiting=1),
        service_state("skaerm", Wait(kind="unknown"), open=False),
    ))


def all_closed() -> Services:
    names = ("kvik", "borgerservice", "bibliotekar", "it-hjaelp", "skaerm")
    return Services(services=tuple(service_state(n, Wait(kind="closed"), open=False) for n in names))


class Loudspeaker:
    """A player that writes down when it begins and ends, instead of sounding."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "played"
        self.program = folder / "player"
        self.program.write_text(f"#!/bin/sh\necho begin >> {self.log}\nsleep 0.05\necho end >> {self.log}\n")
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)

    def chime(self) -> Chime:
        return Chime(players=[(str(self.program),)])

    @property
    def heard(self) -> list[str]:
        return self.log.read_text().split() if self.log.exists() else []


class Screen:
    """A whole hall display in this process, painted in memory."""

    def __init__(
        self, *, data: Path, clock: Clock, identity: Identity, chime: Chime, site: Site, qtbot: QtBot,
    ) -> None:
        self.clock, self._site, self._qtbot = clock, site, qtbot
        self.link = Link(identity, clock)
        self.engine = make_engine()
        self.bridge = Bridge(self.link, self.engine)
        self.bridge.listen(SERVICES)
        self.house = house_of(self.engine)
        connection = Connection(
            host=identity.host, port=identity.port, site=site, device=identity.device, role="display", desk=None,
            password=identity.password, clock_offset=timedelta(0), folder=DataFolder(data),
        )
        app = cast("QGuiApplication", QGuiApplication.instance())
        self.house.open(site, clock, Languages(app, (OWN, FACE.room)), self.bridge)
        self.part = Display(
            Stage(connection=connection, headless=True, clock=clock, link=self.link, bridge=self.bridge,
                  house=self.house), chime,
        )
        self.hall = self.part.hall
        self.window: QQuickWindow | None = None
        self._sent = 0
        self._closed = False

    def show(self, width: int = 1920, height: int = 1080) -> None:
        panel = panel_of(self._site, "hall-1")
        assert panel is not None
        self.window = load(self.engine, FACE, self.part, panel)
        self.window.resize(width, height)
        with self._qtbot.waitSignal(self.window.frameSwapped):
            self.window.show()

    def hear(self, topic: Topic, payload: Payload, sent: datetime | None = None) -> None:
        """Hand over a message as the bridge does when one has come."""
        self._sent += 1
        envelope: Envelope[Any] = Envelope(
            id=f"m{self._sent}", source="hub", type=topic.name, data=payload,
            time=sent or self.clock.now() + timedelta(microseconds=self._sent),
        )
        self.bridge.received.emit(topic.name, envelope)

    def hear_calls(self, *calls: Call) -> None:
        for each in calls:
            self.hear(CALL, each)
        self.hear(BOARD, board(*calls))

    def items(self, name: str) -> list[QQuickItem]:
        """Return the visible items of one name, e.g. "CallLine"."""
        assert self.window is not None
        return [i for i in _tree(self.window.contentItem()) if i.objectName() == name and i.isVisible()]

    def texts(self) -> list[QQuickItem]:
        """Return the visible items with text."""
        assert self.window is not None
        return [i for i in _tree(self.window.contentItem())
                if i.isVisible() and i.inherits("QQuickText") and i.property("text")]

    def words(self) -> str:
        """Return all that can be read, from top to bottom of the tree."""
        return "\n".join(str(text.property("text")) for text in self.texts()).replace("\u00a0", " ")

    def picture(self) -> QImage:
        assert self.window is not None
        QCoreApplication.processEvents()
        return self.window.grabWindow()

    def close(self) -> None:
        """Take it down; a second time changes nothing."""
        if self._closed:
            return
        self._closed = True
        self.part.stop()
        self.link.stop()
        discard(self.engine)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _tree(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _tree(child)


@pytest.fixture(scope="session")
def site() -> Site:
    return load_site(None)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def speaker(tmp_path: Path) -> Loudspeaker:
    return Loudspeaker(tmp_path)


@pytest.fixture
def screen_of(tmp_path: Path, qtbot: QtBot, site: Site) -> Iterator[Callable[..., Screen]]:
    """Return a maker of hall displays; without an identity there is no broker, and a test hands messages over."""
    make_application()
    with ExitStack() as stack:
        def make(
            clock: Clock, identity: Identity | None = None, *, chime: Chime | None = None, site: Site = site,
        ) -> Screen:
            nowhere = Identity(
                device="hall-1", password="", host="127.0.0.1", port=1, site=site.id, role=Role.DISPLAY,
            )
            screen = Screen(
                data=tmp_path / "data", clock=clock, identity=identity or nowhere, site=site, qtbot=qtbot,
                chime=chime or Chime(players=QUIET),
            )
            stack.callback(screen.close)
            return screen

        yield make
