from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from broker import messages as m
from broker.codec import decode
from broker.link import Link
from broker.topics import ACTIONS, ALARMS, COMMAND, DESK, REPLY, SERVICES, Topic
from config.load import load_site
from desk.app import FACE
from desk.counter import Counter
from queueing.clock import ManualClock
from screens.app import discard, house_of, load, make_application, make_engine
from screens.bridge import Bridge
from screens.languages import OWN, Languages
from tests.conftest import RealBroker
from tests.patience import PATIENCE

SKRANKE = "skranke-3"
MORNING = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
"""Monday, 10.42 in Næstved."""


def ago(**units: float) -> datetime:
    return MORNING - timedelta(**units)


def waits(number: str, minutes: float = 3, **more: object) -> m.Waiting:
    services = {"K": "kvik", "B": "borgerservice", "S": "skaerm"}
    return m.Waiting.model_validate({
        "number": number, "service": services[number[0]], "state": "waiting", "arrived_at": ago(minutes=minutes),
        **more,
    })


def booked(number: str) -> m.Waiting:
    return waits(number, 8, booked_for=MORNING + timedelta(minutes=3))


LINE = (booked("B105"), waits("K013", 3), waits("K014", 1), waits("S002", 0, station="station-fuglebjerg"))


def visit(seconds: float = 186, number: str = "K012", **more: object) -> m.Visit:
    called = ago(seconds=seconds)
    return m.Visit.model_validate({
        "number": number, "service": "kvik", "language": "da", "waited_seconds": 250, "called_at": called,
        "last_call_at": called, "calls": 1, "call": f"2026-11-23-{number}.7", "limit_seconds": 300,
        "shown_by": ("hall-1",), "recall_from": called + timedelta(seconds=60),
        "undo_until": called + timedelta(seconds=30) if seconds <= 30 else None, **more,
    })


def state(visit: m.Visit | None = None, line: tuple[m.Waiting, ...] = LINE, **more: object) -> m.DeskState:
    waiting = [w for w in line if w.state == "waiting"]
    return m.DeskState.model_validate({
        "desk": SKRANKE, "status": "open", "visit": visit, "next": waiting[0] if waiting else None,
        "waiting": line, "total_waiting": len(waiting), **more,
    })


def alarm(kind: str, device: str = "kiosk-1", detail: str = "") -> m.Alarm:
    return m.Alarm.model_validate({"device": device, "kind": kind, "detail": detail, "since": ago(minutes=2)})


def remote(**more: object) -> m.Remote:
    """Return the far end of a visit at the station of Fuglebjerg."""
    return m.Remote.model_validate({
        "station": "station-fuglebjerg", "ready": True, "video": "open",
        "conversation": {"call": "2026-11-23-S002.9", "room": "k7q2m9x4t1v8c3n6p5r2zzzz"}, **more,
    })


DONE = m.Reply(outcome="done", result={"call": None, "finished": None})
"""An answer to any wish: done, and nobody was called."""


class Hub:
    """Stands for the hub on a real broker: tells what the test says, and answers as the test says."""

    def __init__(self, link: Link) -> None:
        self.asked: list[m.Envelope] = []  # type: ignore[type-arg]
        self.reply: m.Reply | None = DONE
        self._link = link
        link.listen_raw(COMMAND, self._answer, device="+", action="+")

    def tells(self, topic: Topic, payload: m.Payload) -> None:
        where = {"desk": SKRANKE} if topic is DESK else {}
        assert self._link.publish(topic, payload, **where).wait(PATIENCE)

    def refuses(self, reason: str, **facts: str | int) -> None:
        refusal = m.Refusal(reason=reason, message="-", fix="-", facts=facts)
        self.reply = m.Reply(outcome="refused", refusal=refusal)

    def _answer(self, topic: str, raw: bytes) -> None:
        device, action = topic.rsplit("/", 2)[-2:]
        envelope = decode(raw, ACTIONS[action].payload)
        self.asked.append(envelope)
        if self.reply is not None:
            self._link.publish(REPLY, self.reply, id=envelope.id, device=device)

    @property
    def actions(self) -> list[str]:
        return [e.type.removeprefix("command.") for e in self.asked]


class DeskWindow:
    """A desk's window on a real link, with a hub that the test plays."""

    def __init__(self, qtbot: QtBot, engine: QQmlApplicationEngine, broker: RealBroker) -> None:
        self.qtbot = qtbot
        self.broker = broker
        self.clock = ManualClock(MORNING)
        self.hub_link = Link(broker.identity("hub"), self.clock)
        self.hub = Hub(self.hub_link)
        self.hub_link.start()
        self.link = Link(broker.identity(f"desk-{SKRANKE}"), self.clock)
        self.bridge = Bridge(self.link, engine)
        self.bridge.listen(SERVICES)
        site = load_site(None)
        house = house_of(engine)
        house.open(site, self.clock, Languages(make_application(), (OWN, FACE.room)), self.bridge)
        self.house = house
        self.counter = Counter(
            site=site, desk=SKRANKE, device=f"desk-{SKRANKE}", session="test", house=house, bridge=self.bridge,
            clock=self.clock,
        )
        self.window = load(engine, FACE, self, FACE.panel_mm)
        self.window.resize(*FACE.size)
        self.window.show()
        self.link.start()
        qtbot.waitUntil(lambda: self.hub_link.connected and self.bridge.connected)

    # ---- the parts of a face

    def properties(self) -> dict[str, object]:
        return {"counter": self.counter}

    def start(self) -> None:
        pass

    def stop(self) -> None:
        self.link.stop()
        self.hub_link.stop()
        self.counter.deleteLater()  # with its timers, which ask the house

    # ---- what a test does and sees

    def shows(self, told: m.DeskState, alarms: tuple[m.Alarm, ...] = ()) -> None:
        self.hub.tells(DESK, told)
        self.hub.tells(ALARMS, m.Alarms(alarms=alarms))
        self.qtbot.waitUntil(
            lambda: self.counter._client.state == told  # noqa: SLF001 - what has arrived
            and len(self.counter._alarms.rows) == len(alarms),  # noqa: SLF001
        )

    def passes(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.counter._pass()  # noqa: SLF001 - the second's timer follows the real clock

    def texts(self) -> list[str]:
        return [str(i.property("text")) for i in self.items() if i.isVisible() and i.property("text")]

    def says(self, words: str) -> bool:
        return any(words in text for text in self.texts())

    def until_said(self, words: str) -> None:
        def said() -> None:
            assert self.says(words), f"{words!r} is not among {self.texts()}"

        self.qtbot.waitUntil(said)

    def items(self) -> list[QQuickItem]:
        found, left = [], [self.window.contentItem()]
        while left:
            item = left.pop()
            found.append(item)
            left += item.childItems()
        return found

    def control(self, words: str) -> QQuickItem:
        """Return the control that is spoken of by these words."""
        named: list[QQuickItem] = []

        def there() -> None:
            named[:] = (
                i for i in self.items() if i.isVisible() and str(i.property("spoken") or "").startswith(words)
            )
            assert named, f"no control {words!r}"

        self.qtbot.waitUntil(there)
        return named[0]

    def picture(self) -> QImage:
        self.qtbot.wait(30)
        return self.window.grabWindow()


@pytest.fixture
def desk_window(qapp: QGuiApplication, qtbot: QtBot, mosquitto: RealBroker) -> Iterator[DeskWindow]:
    engine = make_engine()
    shown = DeskWindow(qtbot, engine, mosquitto)
    yield shown
    shown.stop()
    discard(engine)

