from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from broker import messages as m
from broker.codec import Stamp, encode
from broker.link import CONNECT_SECONDS, FAR_KEEPALIVE_SECONDS, RECONNECT_SECONDS, Link, NoAnswerError
from broker.messages import Envelope
from broker.server import BrokerServer, BrokerUser, free_port
from broker.topics import BOARD, CALL, COMMAND, PRESENCE, REPLY, SERVICES
from config.devices import shared_user
from queueing.clock import SystemClock
from tests.conftest import RealBroker, password_of
from tests.patience import PATIENCE

CLOCK = SystemClock()
EMPTY = m.Services(services=())


@contextmanager
def connected(broker: RealBroker, device: str, prepare: Callable[[Link], None] | None = None) -> Iterator[Link]:
    link = Link(broker.identity(device), CLOCK)
    up = Event()
    link.on_connection(lambda is_up: up.set() if is_up else up.clear())
    if prepare is not None:
        prepare(link)
    link.start()
    try:
        assert up.wait(PATIENCE)
        yield link
    finally:
        link.stop()


class Box:
    """Keeps envelopes and lets a test wait for them."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.came = Event()

    def __call__(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)
        self.came.set()


def test_what_is_published_arrives_with_its_envelope(mosquitto: RealBroker) -> None:
    box = Box()
    with connected(mosquitto, "kiosk-1", lambda k: k.listen(SERVICES, box)), connected(mosquitto, "hub") as hub:
        delivery = hub.publish(SERVICES, EMPTY, seq=7)
        assert delivery.wait(PATIENCE)
        assert box.came.wait(PATIENCE)
    envelope = box.envelopes[0]
    assert (envelope.source, envelope.type, envelope.seq, envelope.data) == ("hub", "services", 7, EMPTY)


def test_only_state_is_retained(mosquitto: RealBroker) -> None:
    box = Box()
    with connected(mosquitto, "hub") as hub:
        call = m.Call(
            id="c1", seq=1, number="K001", service="kvik", desk="skranke-1", place="Skranke 1",
            called_at=CLOCK.now(), expires_at=CLOCK.now(), times=1, language="da",
        )
        assert hub.publish(CALL, call).wait(PATIENCE)
        assert hub.publish(BOARD, m.Board(seq=1, calls=(call,))).wait(PATIENCE)
    calls = Box()

    def listen(hall: Link) -> None:
        hall.listen(CALL, calls)
        hall.listen(BOARD, box)

    with connected(mosquitto, "hall-1", listen):
        assert box.came.wait(PATIENCE)
    assert not calls.envelopes


def test_the_last_will_tells_of_a_device_that_died(mosquitto: RealBroker) -> None:
    seen = Box()
    with connected(mosquitto, "hub", lambda h: h.listen(PRESENCE, seen, device="kiosk-1")):
        dying = Link(mosquitto.identity("kiosk-1"), CLOCK)
        dying.start()
        assert seen.came.wait(PATIENCE)
        seen.came.clear()
        dying._client.socket().close()  # type: ignore[union-attr]  # noqa: SLF001 - the cable is cut
        assert seen.came.wait(PATIENCE)
        dying.stop()
    assert [e.data.online for e in seen.envelopes][:2] == [True, False]


def test_without_a_connection_nothing_is_sent_or_kept(mosquitto: RealBroker) -> None:
    link = Link(mosquitto.identity("hub"), CLOCK)
    assert not link.publish(SERVICES, EMPTY).wait(0.05)
    box = Box()
    with connected(mosquitto, "kiosk-1", lambda k: k.listen(SERVICES, box)):
        assert not box.came.wait(0.1)


def test_nobody_answers(mosquitto: RealBroker) -> None:
    with connected(mosquitto, "kiosk-1") as kiosk, pytest.raises(NoAnswerError, match="kvik run"):
        kiosk.call("take", m.Take(service="kvik"), timeout=0.2)


def test_a_request_is_sent_again_with_its_id_until_it_is_answered(mosquitto: RealBroker) -> None:
    raws: list[bytes] = []

    def deaf_once(hub: Link) -> Callable[[str, bytes], None]:
        def on_command(topic: str, raw: bytes) -> None:
            raws.append(raw)
            if len(raws) == 2:
                stamp = Stamp(id="tap-1", source="hub", type="reply", time=CLOCK.now())
                hub.publish_raw(REPLY, encode(stamp, m.Reply(outcome="done")), device=topic.split("/")[-2])

        return on_command

    with (
        connected(mosquitto, "hub", lambda h: h.listen_raw(COMMAND, deaf_once(h), device="+", action="+")),
        connected(mosquitto, "kiosk-1") as kiosk,
    ):
        assert kiosk.call("take", m.Take(service="kvik"), request_id="tap-1").outcome == "done"
    assert raws[0] == raws[1]


@pytest.mark.expects_log("dropped a malformed message", "a callback of the link of kiosk-1 failed")
def test_neither_garbage_nor_a_failing_callback_ends_the_link(mosquitto: RealBroker) -> None:
    box = Box()

    def listen(kiosk: Link) -> None:
        kiosk.listen(SERVICES, box)
        kiosk.listen(BOARD, lambda _e: 1 / 0)

    with connected(mosquitto, "kiosk-1", listen), connected(mosquitto, "hub") as hub:
        hub.publish_raw(SERVICES, b"{]")
        hub.publish(BOARD, m.Board(seq=0, calls=()))
        hub.publish(SERVICES, EMPTY)
        assert box.came.wait(PATIENCE)


@pytest.mark.expects_log("refuses kiosk-1")
def test_a_wrong_password_is_said_once(mosquitto: RealBroker, caplog: pytest.LogCaptureFixture) -> None:  # S-04
    link = Link(mosquitto.identity("kiosk-1", password="guessed"), CLOCK)
    link.start()
    assert not Event().wait(2.5)  # two attempts
    link.stop()
    assert not link.connected
    assert caplog.text.count("refuses kiosk-1") == 1


def test_everyone_is_back_within_five_seconds_of_the_broker(mosquitto: RealBroker) -> None:
    up, box = Event(), Box()

    def prepare(kiosk: Link) -> None:
        kiosk.listen(SERVICES, box)
        kiosk.on_connection(lambda is_up: up.set() if is_up else up.clear())

    with connected(mosquitto, "kiosk-1", prepare), connected(mosquitto, "hub") as hub:
        for _ in range(2):
            mosquitto.kill()
            while up.is_set():
                assert not Event().wait(0.01)
            mosquitto.server.start()
            assert up.wait(PATIENCE)
        box.came.clear()
        while not hub.publish(SERVICES, EMPTY).wait(0.2):
            pass
        assert box.came.wait(PATIENCE)


def test_a_request_asked_while_the_link_is_down_is_answered_after_it_came_back(mosquitto: RealBroker) -> None:
    def answer(hub: Link) -> Callable[[str, bytes], None]:
        def on_command(topic: str, _raw: bytes) -> None:
            stamp = Stamp(id="tap-1", source="hub", type="reply", time=CLOCK.now())
            hub.publish_raw(REPLY, encode(stamp, m.Reply(outcome="done")), device=topic.split("/")[-2])

        return on_command

    with (
        connected(mosquitto, "hub", lambda h: h.listen_raw(COMMAND, answer(h), device="+", action="+")),
        connected(mosquitto, "kiosk-1") as kiosk,
    ):
        mosquitto.kill()
        replies: list[m.Reply] = []
        asking = Thread(target=lambda: replies.append(
            kiosk.call("take", m.Take(service="kvik"), request_id="tap-1", timeout=PATIENCE),
        ))
        asking.start()
        mosquitto.server.start()
        asking.join(PATIENCE)
    assert replies[0].outcome == "done"


def test_open_requests_are_given_up_when_the_link_stops(mosquitto: RealBroker) -> None:
    with connected(mosquitto, "kiosk-1") as kiosk:
        answers: list[m.Reply | None] = []
        kiosk.ask("take", m.Take(service="kvik"), answers.append, timeout=60)
    assert answers == [None]


def test_no_device_can_throw_another_off(mosquitto: RealBroker) -> None:  # S-04
    with connected(mosquitto, "hub") as hub:
        intruder = Link(mosquitto.identity("kiosk-1"), CLOCK)
        intruder._client._client_id = b"hub"  # noqa: SLF001 - what a bad device would do
        intruder.start()
        assert hub.publish(SERVICES, EMPTY).wait(PATIENCE)
        assert not Event().wait(0.3)
        assert hub.connected
        intruder.stop()


# ---- several nodes


class Nodes:
    """Two brokers that stand for the nodes of a cluster, of which any may be dead."""

    def __init__(self, broker: RealBroker, folder: Path) -> None:
        user = shared_user(broker.site, "kiosk-1")
        self.broker = broker
        self.servers = [
            BrokerServer(
                folder / f"node-{n}", users=[BrokerUser(user, password_of("kiosk-1"))], port=free_port(),
                access=f"user {user}\ntopic readwrite #\n",
            ) for n in (1, 2)
        ]

    def link(self, *, mqtt5: bool) -> tuple[Link, Event]:
        """Return a link that knows both nodes, with an event that tells whether it is up."""
        nodes = tuple((server.host, server.port) for server in self.servers)
        link = Link(self.broker.identity("kiosk-1", nodes=nodes, mqtt5=mqtt5), CLOCK)
        up = Event()
        link.on_connection(lambda is_up: up.set() if is_up else up.clear())
        return link, up


@pytest.fixture
def nodes(mosquitto: RealBroker, tmp_path: Path) -> Iterator[Nodes]:
    with ExitStack() as stack:
        found = Nodes(mosquitto, tmp_path)
        for server in found.servers:
            server.start()
            stack.callback(server.stop)
        yield found


@pytest.mark.parametrize("mqtt5", [True, False])
@pytest.mark.parametrize("dead", [0, 1])
def test_when_a_node_is_dead_or_dies_the_other_is_used(nodes: Nodes, dead: int, *, mqtt5: bool) -> None:
    first, second = nodes.servers[dead], nodes.servers[1 - dead]
    first.stop()
    link, up = nodes.link(mqtt5=mqtt5)
    link.start()
    try:
        assert up.wait(PATIENCE)
        first.start()
        second.stop()
        while up.is_set():
            assert not Event().wait(0.01)
        assert up.wait(PATIENCE)
        assert link.publish(PRESENCE, m.Presence(device="kiosk-1", online=True), device="kiosk-1").wait(PATIENCE)
    finally:
        link.stop()


def test_the_devices_of_a_house_begin_at_all_nodes(mosquitto: RealBroker) -> None:
    nodes = (("mq1", 1883), ("mq2", 1883), ("mq3", 1883))
    turns = [Link(mosquitto.identity(device, nodes=nodes), CLOCK)._turn % 3 for device in mosquitto.devices]  # noqa: SLF001
    assert set(turns) == {0, 1, 2}


def test_no_wait_is_longer_than_allowed() -> None:
    assert RECONNECT_SECONDS[1] + CONNECT_SECONDS <= 5  # until everybody is back
    assert 2 * FAR_KEEPALIVE_SECONDS <= 10  # paho gives a line up when a ping is unanswered for a second one
