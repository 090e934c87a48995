"""The hall display over a real broker: with a hub's link in the hands of the test, and with a real hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from broker.link import Link
from broker.messages import AtDesk, Board, Call, Called, DeskState, Envelope, Press, Shown, Take
from broker.topics import BOARD, CALL, DESK, SERVICES, SHOWN
from queueing.clock import SystemClock
from screens import house as screens_house
from tests.broker.conftest import House, result, running_house
from tests.conftest import RealBroker
from tests.display.conftest import Loudspeaker, Screen, all_open, board, call
from tests.patience import PATIENCE

Make = Callable[..., Screen]
SECOND = timedelta(seconds=1)


class FakeHub:
    """A hub's identity on the broker, saying what a test wants it to say."""

    def __init__(self, broker: RealBroker, clock: SystemClock) -> None:
        self.clock = clock
        self.shown: list[Shown] = []
        self.link = Link(broker.identity("hub"), clock)
        self.link.listen(SHOWN, self._note, device="hall-1")
        self._board: Board = board(seq=0)
        self._up = Event()
        self.link.on_connection(self._come_back)
        self.link.start()
        assert self._up.wait(PATIENCE)

    def _come_back(self, up: bool) -> None:  # noqa: FBT001 - a watcher's signature
        """Publish the board anew after each connect, as a hub does."""
        if up:
            self.link.publish(BOARD, self._board)
            self._up.set()

    def _note(self, envelope: Envelope[Any]) -> None:
        self.shown.append(envelope.data)

    def say(self, *payloads: Call | Board) -> None:
        for payload in payloads:
            topic = CALL if isinstance(payload, Call) else BOARD
            if isinstance(payload, Board):
                self._board = payload
            assert self.link.publish(topic, payload, seq=payload.seq).wait(PATIENCE)

    def call(self, seq: int, number: str, age: float = 0) -> Call:
        return call(seq, number, f"Skranke {seq}", at=self.clock.now() - age * SECOND)

    @property
    def confirmed(self) -> list[str]:
        return [call_id for shown in self.shown for call_id in shown.calls]


@pytest.fixture
def now() -> SystemClock:
    return SystemClock()


@pytest.fixture
def hub(mosquitto: RealBroker, now: SystemClock) -> Iterator[FakeHub]:
    hub = FakeHub(mosquitto, now)
    yield hub
    hub.link.stop()


@pytest.fixture
def restart(
    mosquitto: RealBroker, screen_of: Make, now: SystemClock, speaker: Loudspeaker,
) -> Callable[[], Screen]:
    """Return what makes the hall's display anew, with what the last one kept on disk."""
    return lambda: screen_of(now, mosquitto.identity("hall-1"), chime=speaker.chime())


@pytest.fixture
def hall(restart: Callable[[], Screen]) -> Screen:
    return restart()


def start(screen: Screen, qtbot: QtBot) -> None:
    """Start the link and wait for the retained board: from then on every call is heard."""
    with qtbot.waitSignal(screen.bridge.received):
        screen.link.start()


# ---- with the words of a hub in the test's hands


def test_a_display_started_late_shows_the_board_at_once(  # R-02, D-03
    hub: FakeHub, hall: Screen, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    calls = [hub.call(1, "K001", age=500), hub.call(2, "K002", age=130), hub.call(3, "K003", age=20)]
    hub.say(board(*calls))
    hall.show()
    hall.link.start()
    qtbot.waitUntil(lambda: "K 003" in hall.words())
    assert {"K 001", "K 002"} <= set(hall.words().splitlines())
    qtbot.waitUntil(lambda: hub.confirmed == [calls[2].id])
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"])
    qtbot.wait(150)
    assert speaker.heard == ["begin", "end"]


def test_a_call_is_confirmed_once_and_only_after_it_was_painted(  # D-06
    hub: FakeHub, hall: Screen, qtbot: QtBot,
) -> None:
    start(hall, qtbot)
    first = hub.call(1, "K001")
    hub.say(first, board(first))
    qtbot.waitUntil(lambda: hall.hall.number == "K001")
    qtbot.wait(200)
    assert hub.confirmed == []  # the window is not there yet
    hall.show()
    qtbot.waitUntil(lambda: hub.confirmed == [first.id])
    hub.say(first, first)
    second = hub.call(2, "K002")
    hub.say(second, board(first, second))
    qtbot.waitUntil(lambda: len(hub.confirmed) == 2)
    qtbot.wait(200)
    assert hub.confirmed == [first.id, second.id]


def test_a_recall_that_changes_no_pixel_is_confirmed_too(hub: FakeHub, hall: Screen, qtbot: QtBot) -> None:  # D-06
    hall.show()
    start(hall, qtbot)
    first, again = call(1, "K001", at=hub.clock.now()), call(2, "K001", at=hub.clock.now(), times=2)
    hub.say(first)
    qtbot.waitUntil(lambda: hub.confirmed == [first.id])
    hub.say(again)
    qtbot.waitUntil(lambda: hub.confirmed == [first.id, again.id])


def test_a_confirmation_reaches_a_hub_that_was_away(  # D-06
    mosquitto: RealBroker, hub: FakeHub, hall: Screen, qtbot: QtBot,
) -> None:
    hall.show()
    start(hall, qtbot)
    before, meanwhile = hub.call(1, "K001"), hub.call(2, "K002")
    hub.say(before, board(before))
    qtbot.waitUntil(lambda: hub.confirmed == [before.id])
    with qtbot.waitSignal(hall.bridge.connected_changed):
        mosquitto.kill()
    hall.hear(CALL, meanwhile)
    qtbot.wait(100)
    hub.shown.clear()
    mosquitto.server.start()
    qtbot.waitUntil(lambda: {before.id, meanwhile.id} <= set(hub.confirmed))


def test_a_burst_loses_none_and_all_are_confirmed(hub: FakeHub, hall: Screen, qtbot: QtBot) -> None:  # D-02, D-06
    hall.show()
    start(hall, qtbot)
    calls = [hub.call(n, f"K{n:03d}") for n in range(1, 11)]
    for n, each in enumerate(calls):
        hub.say(each, board(*calls[:n + 1]))
    qtbot.waitUntil(lambda: len(hub.confirmed) == 10)
    assert sorted(hub.confirmed) == sorted(c.id for c in calls)
    assert all(f"K {n:03d}" in hall.words() for n in range(1, 11))


def test_a_call_that_was_undone_goes(hub: FakeHub, hall: Screen, qtbot: QtBot) -> None:
    hall.show()
    start(hall, qtbot)
    kept, undone = hub.call(1, "K001"), hub.call(2, "K002")
    hub.say(kept, undone, board(kept, undone))
    qtbot.waitUntil(lambda: "K 002" in hall.words())
    hub.say(board(kept, seq=3))
    qtbot.waitUntil(lambda: "K 002" not in hall.words())
    assert hall.hall.number == "K001"


@pytest.mark.expects_log("dropped a malformed message on kvik/v1/naestved/call")
def test_nonsense_on_the_wire_changes_nothing(hub: FakeHub, hall: Screen, qtbot: QtBot) -> None:
    hall.show()
    start(hall, qtbot)
    hub.link.publish_raw(CALL, b'{"id": "x", "data": {"number": "<b>1</b>"}}').wait(PATIENCE)
    good = hub.call(1, "K001")
    hub.say(good)
    qtbot.waitUntil(lambda: hub.confirmed == [good.id])


def test_a_restarted_display_catches_up_and_does_not_chime_again(  # D-03
    restart: Callable[[], Screen], hub: FakeHub, hall: Screen, speaker: Loudspeaker, qtbot: QtBot,
) -> None:
    hall.show()
    start(hall, qtbot)
    first, second = hub.call(1, "K001"), hub.call(2, "K002")
    hub.say(first, board(first))
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"])
    hall.close()
    hub.say(second, board(first, second))
    again = restart()
    again.show()
    again.link.start()
    qtbot.waitUntil(lambda: "K 002" in again.words())
    qtbot.waitUntil(lambda: speaker.heard == ["begin", "end"] * 2)
    qtbot.wait(150)
    assert speaker.heard == ["begin", "end"] * 2


# ---- with a real hub


@pytest.fixture
def house(mosquitto: RealBroker, tmp_path: Path) -> Iterator[House]:
    with running_house(mosquitto, tmp_path) as house:
        yield house


def test_the_desk_sees_that_its_call_is_shown(  # D-06
    house: House, mosquitto: RealBroker, screen_of: Make, qtbot: QtBot,
) -> None:
    screen = screen_of(house.clock, mosquitto.identity("hall-1"))
    screen.show()
    start(screen, qtbot)
    states: list[DeskState] = []
    desk, kiosk = house.link("desk-skranke-3"), house.link("kiosk-1")
    desk.listen(DESK, lambda envelope: states.append(envelope.data), desk="skranke-3")
    kiosk.call("take", Take(service="kvik"))
    called = result(desk.call("press", Press(desk="skranke-3")), Called)
    assert called.call is not None
    qtbot.waitUntil(lambda: "K 001\nSkranke\n3" in screen.words())
    qtbot.waitUntil(lambda: any(s.visit and s.visit.shown_by == ("hall-1",) for s in states))
    desk.call("undo", AtDesk(desk="skranke-3"))
    qtbot.waitUntil(lambda: "K 001" not in screen.words())


def test_a_hub_that_falls_silent_is_told_until_it_returns(  # D-05
    house: House, mosquitto: RealBroker, screen_of: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(screens_house, "SILENT_AFTER_MS", 300)
    screen = screen_of(house.clock, mosquitto.identity("hall-1"))
    screen.show()
    start(screen, qtbot)
    said: list[bool] = []
    screen.house.silent_changed.connect(lambda: said.append("Skærmen opdateres ikke" in screen.words()))
    house.stop_hub()
    qtbot.waitUntil(lambda: "Skærmen opdateres ikke" in screen.words())
    said.clear()
    house.start_hub()
    qtbot.waitUntil(lambda: False in said)


def test_the_waits_follow_the_house(hub: FakeHub, hall: Screen, qtbot: QtBot) -> None:
    hall.show()
    start(hall, qtbot)
    assert hub.link.publish(SERVICES, all_open()).wait(PATIENCE)
    qtbot.waitUntil(lambda: "3\u20136 min" in hall.words())
