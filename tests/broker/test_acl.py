"""Every role tries every topic at a real broker; exactly what the table allows comes through (S-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from broker.acl import Device, access_list, grants
from broker.server import BrokerServer, BrokerUser
from broker.topics import ACTIONS, COMMAND, PREFIX, TOPICS, Role, Scope, Topic
from tests.probe import Probe

SITE = "naestved"
END = "test/end"


@dataclass(frozen=True)
class Known:
    id: str
    role: Role
    desk: str | None = None


DEVICES = (
    Known("hub", Role.HUB),
    Known("console", Role.CONSOLE),
    Known("kiosk-1", Role.KIOSK),
    Known("kiosk-2", Role.KIOSK),
    Known("hall-1", Role.DISPLAY),
    Known("desk-skranke-1", Role.DESK, "skranke-1"),
    Known("desk-skranke-2", Role.DESK, "skranke-2"),
    Known("button-skranke-1", Role.BUTTON, "skranke-1"),
    Known("button-loose", Role.BUTTON),
    Known("station-fuglebjerg", Role.STATION),
    Known("station-glumsoe", Role.STATION),
)


@dataclass(frozen=True)
class Target:
    """One concrete topic, with what its row's placeholders stand for."""

    row: Topic | None
    name: str
    device: str = ""
    desk: str = ""
    action: str = ""


def targets() -> Iterator[Target]:
    for row in TOPICS:
        for device in (d.id for d in DEVICES) if "{device}" in row.pattern else [""]:
            for desk in ("skranke-1", "skranke-2", "it-1") if "{desk}" in row.pattern else [""]:
                for action in (*ACTIONS, "unheard-of") if "{action}" in row.pattern else [""]:
                    name = row.at(SITE, device=device, desk=desk, action=action)
                    yield Target(row, name, device, desk, action)
    for stranger in ("kvik/v1/other-site/board", "kvik/v2/naestved/board", "board", f"{PREFIX}/naestved/new"):
        yield Target(None, stranger)


TARGETS = tuple(targets())


def allowed(device: Known, target: Target, table: dict[Role, Scope]) -> bool:
    """Read the topic table by hand, not through the code under test."""
    scope = table.get(device.role)
    if scope is not Scope.OWN or target.row is None:
        return scope is Scope.ANY
    return device.id == target.device if "{device}" in target.row.pattern else device.desk == target.desk


def may_publish(device: Known, target: Target) -> bool:
    if target.row is None:
        return False
    if target.row is COMMAND:
        action = ACTIONS.get(target.action)
        return action is not None and device.role in action.roles and target.device == device.id
    return allowed(device, target, target.row.publish)


def may_read(device: Known, target: Target) -> bool:
    return target.row is not None and allowed(device, target, target.row.read)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Run a broker with our access list, and one more identity that may see everything."""
    extra = "".join(f"\nuser {d.id}\ntopic read {END}\n" for d in DEVICES)
    server = BrokerServer(
        tmp_path, users=[BrokerUser(name, "pw") for name in (*(d.id for d in DEVICES), "eye")],
        access=access_list(SITE, DEVICES) + extra + "\nuser eye\ntopic readwrite #\n",
    )
    server.start()
    yield server.port
    server.stop()


def test_publish_reaches_exactly_what_the_table_allows(port: int) -> None:
    for device in DEVICES:
        with Probe(port, "eye", "pw") as eye, Probe(port, device.id, "pw") as probe:
            eye.subscribe(["#"])
            probe.publish(t.name for t in TARGETS)
            eye.publish([END])
            eye.wait_for(END)
            expected = {t.name for t in TARGETS if may_publish(device, t)}
            assert eye.topics() - {END} == expected, device.id


def test_subscribe_delivers_exactly_what_the_table_allows(port: int) -> None:
    kept = [t.name for t in TARGETS if t.row is not None and t.row.retain]
    live = [t.name for t in TARGETS if t.name not in kept]
    with Probe(port, "eye", "pw") as eye:
        eye.publish(kept, retain=True)
        probes = {device: Probe(port, device.id, "pw") for device in DEVICES}
        for probe in probes.values():
            probe.subscribe([*(t.name for t in TARGETS), END])
            probe.subscribe(["#"])  # a broad wish must not widen what comes
        eye.publish([*live, END])
        for device, probe in probes.items():
            probe.wait_for(END)
            probe.close()
            expected = {t.name for t in TARGETS if may_read(device, t)}
            assert probe.topics() - {END} == expected, device.id


def test_every_role_is_tried_and_can_do_something() -> None:
    assert {d.role for d in DEVICES} == set(Role)
    for device in DEVICES:
        assert any(may_publish(device, t) for t in TARGETS), device.id


def test_the_rules_that_matter_most_hold_whatever_the_table_says() -> None:  # S-04
    by_role: dict[Role, list[str]] = {
        d.role: [str(g) for g in grants(SITE, d) if g.verb == "write"] for d in DEVICES
    }
    assert by_role[Role.DISPLAY]
    assert not any("/command/" in line for line in by_role[Role.DISPLAY])  # a display only reads
    assert not any(line.endswith(("/press", "/recall")) for line in by_role[Role.KIOSK])  # cannot call
    assert all("/desk-skranke-2" in line for line in by_role[Role.DESK])  # publishes only as itself
    assert all("/station-glumsoe" in line for line in by_role[Role.STATION])


@pytest.mark.parametrize("name", ["#", "kiosk-1/take", "kiosk+", "a b", "", "x" * 41, "KIOSK"])
def test_names_that_could_widen_a_grant_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a topic"):
        access_list(SITE, [Known(name, Role.KIOSK)])


def test_devices_of_the_configuration_fit() -> None:
    device: Device = DEVICES[0]
    assert access_list(SITE, [device]).count("user hub\n") == 1
