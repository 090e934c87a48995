from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from broker.link import Link
from broker.messages import Reply, Services, Take
from broker.topics import COMMAND, REPLY, SERVICES
from queueing.clock import SystemClock
from screens.bridge import Bridge
from tests.conftest import RealBroker
from tests.screens.conftest import until


@pytest.fixture
def hub(mosquitto: RealBroker) -> Iterator[Link]:
    """A link as the hub, for tests to answer with."""
    link = Link(mosquitto.identity("hub"), SystemClock())
    link.start()
    yield link
    link.stop()


@pytest.fixture
def kiosk(mosquitto: RealBroker, qapp) -> Iterator[tuple[Link, Bridge]]:
    link = Link(mosquitto.identity("kiosk-1"), SystemClock())
    bridge = Bridge(link)
    yield link, bridge
    link.stop()
    bridge.deleteLater()


def test_what_the_wire_brings_comes_in_the_gui_thread(hub: Link, kiosk: tuple[Link, Bridge]) -> None:
    link, bridge = kiosk
    came: list[tuple[str, object, int]] = []
    bridge.received.connect(lambda name, data: came.append((name, data, threading.get_ident())))
    bridge.listen(SERVICES)
    link.start()
    until(lambda: bridge.connected and hub.connected)
    hub.publish(SERVICES, Services(services=()))
    until(lambda: came)
    name, envelope, thread = came[0]
    assert (name, envelope.data, thread) == ("services", Services(services=()), threading.get_ident())


def test_a_request_gets_its_reply_under_its_own_id(hub: Link, kiosk: tuple[Link, Bridge]) -> None:
    link, bridge = kiosk
    replies: list[tuple[str, Reply | None]] = []
    bridge.replied.connect(lambda request, reply: replies.append((request, reply)))

    def answer(_topic: str, _raw: bytes) -> None:
        hub.publish(REPLY, Reply(outcome="done"), id="wish-1", device="kiosk-1")

    hub.listen_raw(COMMAND, answer, device="kiosk-1", action="take")
    link.start()
    until(lambda: bridge.connected and hub.connected)
    assert bridge.ask("take", Take(service="kvik"), request_id="wish-1") == "wish-1"
    until(lambda: replies)
    assert replies == [("wish-1", Reply(outcome="done"))]


def test_silence_is_an_answer_too(kiosk: tuple[Link, Bridge]) -> None:
    _, bridge = kiosk
    replies: list[tuple[str, Reply | None]] = []
    bridge.replied.connect(lambda request, reply: replies.append((request, reply)))
    request = bridge.ask("take", Take(service="kvik"), timeout=0.05)
    until(lambda: replies)
    assert replies == [(request, None)]


def test_publishing_without_a_connection_says_that_nothing_arrived(kiosk: tuple[Link, Bridge]) -> None:
    _, bridge = kiosk
    assert bridge.publish(SERVICES, Services(services=())).wait(0.01) is False


@pytest.mark.expects_log("refuses kiosk-1: another machine uses the same identity")
def test_a_screen_is_told_that_another_machine_has_its_place(
    mosquitto: RealBroker, kiosk: tuple[Link, Bridge],
) -> None:
    link, bridge = kiosk
    told: list[str] = []
    bridge.trouble_changed.connect(told.append)
    link.start()
    until(lambda: bridge.connected)
    other = Link(mosquitto.identity("kiosk-1"), SystemClock())
    other.start()
    until(lambda: told[-1:] == ["taken_over"])
    other.stop()
    assert not bridge.connected
