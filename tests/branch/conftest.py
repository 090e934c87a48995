from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from branch.app import FACE, Station
from branch.session import StationSession
from broker import messages as m
from broker.identity import Identity
from broker.link import Link
from broker.topics import SERVICES, Role
from config.connection import Connection
from config.folder import DataFolder
from config.load import load_site
from config.site import Site
from queueing.clock import Clock, ManualClock
from screens import app as start
from screens.app import Arguments, Stage
from screens.bridge import Bridge
from screens.languages import OWN, Languages
from screens.sound import Chime
from tests.broker.conftest import House, running_house
from tests.conftest import RealBroker
from tests.screens.at_window import AtWindow
from tests.screens.conftest import settle, touch, until

MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""Monday, 10.42 in Næstved."""
DEVICE = "station-fuglebjerg"
PANEL = (527, 296)
SIZE = (1280, 720)
"""The smallest panel: where words fit here, they fit on a larger one; and it is quickly painted."""
ROOM = "abcdefghijklmnop"


class Seat(AtWindow):
    """A station as it stands in the branch library: window and fingers."""

    def __init__(
        self, app: QGuiApplication, link: Link, clock: Clock, folder: Path, site: Site | None = None,
    ) -> None:
        self.site = site or load_site(None)
        self.link = link
        self._engine: QQmlApplicationEngine = start.make_engine()
        self.bridge = Bridge(link, self._engine)
        self.bridge.listen(SERVICES)
        self.house = start.house_of(self._engine)
        self.house.open(
            self.site, clock, Languages(app, (OWN, FACE.room)), self.bridge, place="Lokalbibliotek Fuglebjerg",
        )
        connection = Connection(
            host="127.0.0.1", port=1, site=self.site, device=DEVICE, role="station", desk=None, password="-",
            clock_offset=timedelta(0), folder=DataFolder(folder),
        )
        self.part = Station(Stage(
            connection=connection, headless=True, clock=clock, link=link, bridge=self.bridge, house=self.house,
        ), Chime(players=(("true",),)))
        self.window = start.load(self._engine, FACE, self.part, PANEL)
        start.show(self.window, FACE, Arguments(headless=True, size=SIZE))
        settle()

    @property
    def session(self) -> StationSession:
        return self.part.session

    @property
    def page(self) -> str:
        return str(self.session.property("page"))

    def reads(self) -> str:
        return super().reads().replace("\u00a0", " ")

    def tap(self, name: str) -> None:
        """Touch a control; fingers are slower than tests."""
        control = self.control(name)
        control.setProperty("quiet", False)  # noqa: FBT003
        touch(self.window, control)

    def type(self, signs: str) -> None:
        for sign in signs:
            control = next(c for c in self.controls() if c.property("spoken") == sign)
            control.setProperty("quiet", False)  # noqa: FBT003
            touch(self.window, control)

    def close(self) -> None:
        self.part.stop()
        self.link.stop()
        self.house.speak("da")
        start.discard(self._engine)
        self.part.deleteLater()
        settle()


class Lone(Seat):
    """A station whose link is never started; what the hub would say is put into its bridge."""

    clock: ManualClock
    _beats = 0

    def hear_services(self, *states: m.ServiceState) -> None:
        self._hear("services", m.Services(services=states))

    def sit(self, state: Any = "waiting", **changes: Any) -> None:
        """Let the hub say that somebody is here."""
        values: dict[str, Any] = {
            "number": "S002", "service": "skaerm", "language": "da", "state": state, "ahead": 0,
            "wait": m.Wait(kind="range", low=4, high=8), "arrived_at": MORNING,
        }
        if state == "called":
            values |= {"place": "Skranke 3", "called_at": MORNING, "times": 1,
                       "conversation": m.Conversation(call="S002.1", room=ROOM)}
        self.hear_visit(m.StationVisit(**values | changes))

    def hear_visit(self, visit: m.StationVisit | None) -> None:
        self._hear("station", m.StationState(station=DEVICE, visit=visit))

    def lose_line(self) -> None:
        self.house._fall_silent()  # noqa: SLF001 - instead of ten seconds' wait
        settle()

    def answer(self, reply: m.Reply | None) -> None:
        """Answer the wish that is open."""
        wish = self.session._wishes.open  # noqa: SLF001 - the hub would read the id from the wire
        assert wish is not None
        self.bridge.replied.emit(wish.id, reply)
        settle()

    def refuse(self, reason: str, **facts: Any) -> None:
        self.session.start()
        refusal = m.Refusal(reason=reason, message="-", fix="-", facts={k: str(v) for k, v in facts.items()})
        self.answer(m.Reply(outcome="refused", refusal=refusal))

    def wipe(self) -> None:
        """Be as in the morning: nobody here, the line up."""
        self.hear_visit(None)
        self.session._line.note_trouble("")  # noqa: SLF001
        self.hear_services(*OPEN)
        self.session.restart()
        settle()

    def _hear(self, topic: str, data: Any) -> None:
        self._beats += 1
        sent = self.clock.now() + timedelta(microseconds=self._beats)
        self.bridge.received.emit(topic, m.Envelope[Any](id="s", source="hub", type=topic, time=sent, data=data))
        settle()


def state(service: str, **changes: Any) -> m.ServiceState:
    values: dict[str, Any] = {
        "open": True, "takes_tickets": True, "staff": 2, "waiting": 2, "ahead": 2,
        "wait": m.Wait(kind="range", low=3, high=6), "closes_at": MORNING + timedelta(hours=7, minutes=18),
    }
    return m.ServiceState(service=service, **values | changes)


FREE = state("borgerservice", takes_tickets=False, next_free=MORNING + timedelta(minutes=153))
OPEN = (state("skaerm"), FREE)
TOMORROW = MORNING + timedelta(days=1, minutes=-42)
CLOSED = (
    state("skaerm", open=False, takes_tickets=False, wait=m.Wait(kind="closed"), closes_at=None,
          opens_at=TOMORROW),
    FREE,
)
NOBODY = (state("skaerm", takes_tickets=False, staff=0, wait=m.Wait(kind="unknown")), FREE)
TOO_LATE = (state("skaerm", takes_tickets=False, wait=m.Wait(kind="closed"), opens_at=TOMORROW), FREE)


@contextmanager
def lone_station(qapp: QGuiApplication, folder: Path, site: Site | None = None) -> Iterator[Lone]:
    """Let a station without a broker stand, in the middle of an open morning."""
    start.make_application()
    clock = ManualClock(MORNING)
    identity = Identity(
        device=DEVICE, password="none", host="127.0.0.1", port=1, site="naestved", role=Role.STATION,
    )
    seat = Lone(qapp, Link(identity, clock), clock, folder, site)
    seat.clock = clock
    seat.hear_services(*OPEN)
    yield seat
    seat.close()


@pytest.fixture
def lone(qapp: QGuiApplication, tmp_path: Path) -> Iterator[Lone]:
    with lone_station(qapp, tmp_path) as seat:
        yield seat


@pytest.fixture
def hub(mosquitto: RealBroker, tmp_path: Path) -> Iterator[House]:
    with running_house(mosquitto, tmp_path) as house:
        yield house


@contextmanager
def seated(app: QGuiApplication, hub: House, folder: Path, **site: Any) -> Iterator[Seat]:
    """Let a station of a house that runs stand: real broker, real hub."""
    start.make_application()
    link = Link(hub.broker.identity(DEVICE), hub.clock)
    seat = Seat(app, link, hub.clock, folder, hub.site.model_copy(update=site))
    try:
        link.start()
        until(lambda: "Forbundet" in seat.reads())
        yield seat
    finally:
        seat.close()


@pytest.fixture
def seat(qapp: QGuiApplication, hub: House, tmp_path: Path) -> Iterator[Seat]:
    with seated(qapp, hub, tmp_path) as found:
        yield found
