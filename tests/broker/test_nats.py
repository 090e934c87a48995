"""The same topic table at a real NATS server: every role tries every topic (S-04)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from broker.foreign import ForeignListener
from broker.identity import Identity
from broker.link import Link
from broker.nats import account, allowed, subject
from broker.topics import PRESENCE, Role
from config.devices import shared_user
from queueing.clock import SystemClock
from tests.broker.test_acl import DEVICES, END, SITE, TARGETS, Known, may_publish, may_read
from tests.cluster import Cluster
from tests.patience import PATIENCE, wait_for
from tests.probe import Probe

EYE = "eye"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Run one node with a house's account, and one more user in it who may see everything."""
    cluster = Cluster(tmp_path / "nats", size=1)
    cluster.start({SITE: with_an_eye(account(SITE, DEVICES, lambda _device: "pw"))})
    yield cluster.nodes[0].mqtt
    cluster.stop()


def with_an_eye(text: str) -> str:
    eye = f'{{ user: {json.dumps(shared_user(SITE, EYE))}, password: "pw" }}'
    everybody_ends = text.replace("subscribe: { allow: [\n", f'subscribe: {{ allow: [\n        "{subject(END)}"\n')
    return everybody_ends.replace("users: [\n", f"users: [\n    {eye}\n", 1)


def probe(port: int, device: str) -> Probe:
    return Probe(port, shared_user(SITE, device), "pw", client_id=device, mqtt5=False)


def test_publish_reaches_exactly_what_the_table_allows(port: int) -> None:
    for device in DEVICES:
        with probe(port, EYE) as eye, probe(port, device.id) as one:
            eye.subscribe(["#"])
            one.publish(t.name for t in TARGETS)
            eye.publish([END])
            eye.wait_for(END)
            assert eye.topics() - {END} == {t.name for t in TARGETS if may_publish(device, t)}, device.id


def test_subscribe_delivers_exactly_what_the_table_allows(port: int) -> None:
    kept = [t.name for t in TARGETS if t.row is not None and t.row.retain]
    live = [t.name for t in TARGETS if t.name not in kept]
    with probe(port, EYE) as eye:
        eye.publish(kept, retain=True)
        probes = {device: probe(port, device.id) for device in DEVICES}
        for one in probes.values():
            one.subscribe([*(t.name for t in TARGETS), END], qos=0)
            one.subscribe(["#"], qos=0)  # a broad wish must not widen what comes
        eye.publish([*live, END])
        for device, one in probes.items():
            one.wait_for(END)
            one.close()
            assert one.topics() - {END} == {t.name for t in TARGETS if may_read(device, t)}, device.id


@pytest.mark.expects_log("keeps back zigbee2mqtt/knap-3; let the listener read it")
def test_a_listener_says_what_it_may_not_hear(port: int, caplog: pytest.LogCaptureFixture) -> None:
    up = Event()
    listener = ForeignListener(
        "127.0.0.1", port, ["zigbee2mqtt/knap-3"], user=shared_user(SITE, "kiosk-1"), password="pw",
        on_message=lambda _topic, _raw: None, on_up=up.set, on_down=lambda: None,
    )
    listener.start()
    try:
        wait_for(lambda: "keeps back" in caplog.text)
    finally:
        listener.stop()
    assert not up.is_set()


def test_the_last_will_of_a_device_is_told(port: int) -> None:
    seen: SimpleQueue[bool] = SimpleQueue()
    hub, kiosk = link("hub", Role.HUB, port), link("kiosk-1", Role.KIOSK, port)
    try:
        hub.listen(PRESENCE, lambda envelope: seen.put(envelope.data.online), device="kiosk-1")
        hub.start()
        kiosk.start()
        assert seen.get(timeout=PATIENCE)
        kiosk._client.socket().close()  # type: ignore[union-attr]  # noqa: SLF001 - the cable is cut
        assert not seen.get(timeout=PATIENCE)
    finally:
        kiosk.stop()
        hub.stop()


def link(device: str, role: Role, port: int) -> Link:
    nodes = (("127.0.0.1", port),)
    return Link(Identity(
        device=device, password="pw", host="", port=0, site=SITE, role=role, mqtt5=False, nodes=nodes,
    ), SystemClock())


def test_whom_nothing_is_granted_is_denied_everything() -> None:
    assert allowed([], "write") == '{ deny: [">"] }'  # NATS reads an empty list as no limit


def test_without_passwords_the_account_may_be_shown() -> None:
    assert 'password: "the secret of kiosk-1"' in account(SITE, DEVICES)


@pytest.mark.parametrize("name", ["#", "kiosk+", "a.b", "a b", ">", "*", 'a"b'])
def test_names_that_could_widen_a_grant_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a topic"):
        account(SITE, [Known(name, Role.KIOSK)])
