"""Devices on other machines come in over TLS by their own certificate, as themselves and nobody else (S-04)."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from broker import messages as m
from broker.link import Link
from broker.secure import house_context
from broker.server import BrokerError, BrokerServer, RemoteDoor, free_port
from broker.topics import COMMAND, HEALTH, PRESENCE, PRINT, SERVICES
from broker.trouble import Trouble
from config.authority import Authority
from config.errors import SecretError
from config.pack import Credentials
from queueing.clock import ManualClock
from tests.broker.far_house import CLOCK, PASSWORD, FarHouse, Watched, running_far_house, started
from tests.patience import PATIENCE
from tests.probe import Probe

EMPTY = m.Services(services=())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[FarHouse]:
    with running_far_house(tmp_path) as house:
        yield house


def foreign(folder: Path, device: str, ca: trustme.CA, house: FarHouse) -> Credentials:
    """Return a device's certificate from another authority, which trusts our house none the less."""
    folder.mkdir(exist_ok=True)
    made = ca.issue_cert(f"{device}.example", common_name=device)
    files = Credentials(folder / "authority.crt", folder / "device.crt", folder / "device.key")
    files.authority.write_bytes(house.authority.certificate.read_bytes())
    made.cert_chain_pems[0].write_to_path(str(files.certificate))
    made.private_key_pem.write_to_path(str(files.key))
    return files


# ---- who comes in


def test_a_device_with_its_certificate_takes_part(house: FarHouse) -> None:
    kiosk = Watched(house.far("kiosk-1"))
    kiosk.link.listen(SERVICES, kiosk.hear)
    with started(house.near("hub")) as hub:
        hub.link.listen(PRESENCE, hub.hear, device="kiosk-1")
        kiosk.link.start()
        hub.until(lambda: [e.data.online for e in hub.envelopes] == [True])
        assert hub.link.publish(SERVICES, EMPTY).wait(PATIENCE)
        kiosk.until(lambda: kiosk.envelopes)
        assert kiosk.link.trouble is None
        kiosk.link.stop()
        hub.until(lambda: hub.envelopes[-1].data.online is False)


@pytest.mark.expects_log("refuses kiosk-1: the house does not accept")
@pytest.mark.parametrize("who", ["another authority", "the same name at another authority", "not yet"])
def test_a_certificate_that_the_house_did_not_give_is_refused(house: FarHouse, tmp_path: Path, who: str) -> None:
    if who == "not yet":
        early = Authority(house.authority.folder, "naestved", ManualClock(datetime.now(UTC) + timedelta(days=9)))
        shown = house.write("early", early.issue("kiosk-1"))
    elif who == "another authority":
        shown = foreign(tmp_path / "foreign", "kiosk-1", trustme.CA(), house)
    else:
        other = Authority(tmp_path / "other", "naestved", CLOCK)
        other.ensure(["127.0.0.1"])
        own = house.authority.certificate.read_text()
        shown = house.write("other", other.issue("kiosk-1"), authority=own)
    with started(house.far("kiosk-1", shown)) as kiosk:
        kiosk.until_trouble(Trouble.CERTIFICATE_REFUSED)


@pytest.mark.expects_log("refuses kiosk-1: the device's certificate has expired; .* kvik device renew")
def test_an_expired_certificate_is_refused_and_said_once(
    house: FarHouse, tmp_path: Path, caplog: pytest.LogCaptureFixture,
) -> None:
    past = ManualClock(datetime.now(UTC) - timedelta(days=800))
    old = Authority(tmp_path / "old", "naestved", past)
    old.ensure(["127.0.0.1"])
    issued = old.issue("kiosk-1")
    past.jump(datetime.now(UTC))
    old.ensure(["127.0.0.1"])  # the authority and the broker go on, the device was not renewed
    door = RemoteDoor("127.0.0.1", free_port(), old.certificate, old.server, old.revoked)
    server = BrokerServer(tmp_path / "b", users=[], access="", remote=door)
    server.start()
    try:
        with started(house.far("kiosk-1", house.write("old", issued), port=door.port)) as kiosk:
            kiosk.until_trouble(Trouble.CERTIFICATE_EXPIRED)
            assert not threading.Event().wait(2.5)  # more attempts
    finally:
        server.stop()
    assert caplog.text.count("refuses kiosk-1") == 1


def test_nobody_comes_in_without_a_certificate(house: FarHouse) -> None:
    shown = house.write("kiosk-1", house.authority.issue("kiosk-1"))
    bare = ssl.create_default_context(cafile=str(shown.authority))
    refused = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2, client_id="nobody")
    client.tls_set_context(bare)
    client.username_pw_set("kiosk-1", "for tests")  # a password that would do at the other door
    client.on_disconnect = lambda *_: refused.set()
    client.on_connect = lambda *_: pytest.fail("it was let in")
    assert house.server.remote is not None
    client.connect("127.0.0.1", house.server.remote.port)
    client.loop_start()
    try:
        assert refused.wait(PATIENCE)
    finally:
        client.disconnect()
        client.loop_stop()
        client._reset_sockets(sockpair_only=True)  # noqa: SLF001 - as in broker.link


def test_old_tls_is_not_spoken(house: FarHouse) -> None:
    context = house_context(house.write("kiosk-1", house.authority.issue("kiosk-1")))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1 is"):
        context.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1_1 is"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    assert house.server.remote is not None
    with (
        socket.create_connection(("127.0.0.1", house.server.remote.port), timeout=PATIENCE) as sock,
        pytest.raises(ssl.SSLError, match=r"(?i)protocol.version"),
    ):
        context.wrap_socket(sock, server_hostname="127.0.0.1")


def test_the_other_door_stays_as_it_is(house: FarHouse) -> None:
    with started(house.near("kiosk-1")) as kiosk:
        kiosk.until_up()


# ---- what it may do


def test_a_certificate_is_its_own_name_only(house: FarHouse) -> None:  # S-04
    """What a device says of itself beside its certificate, user name and client id, is not looked at."""
    own = house.far("kiosk-1")
    with ExitStack() as stack:
        victim = stack.enter_context(started(house.far("kiosk-2")))
        victim.until_up()
        hub = stack.enter_context(Probe(house.server.port, "hub", PASSWORD))
        thief = stack.enter_context(Probe(
            own.port, "kiosk-2", PASSWORD, client_id="kiosk-2", tls=house_context(own.credentials),
        ))
        both = ("kiosk-1", "kiosk-2")
        hub.subscribe([COMMAND.at("naestved", device="+", action="take"), HEALTH.at("naestved", device="+")])
        thief.subscribe(["#", *(PRINT.at("naestved", device=d) for d in both), SERVICES.at("naestved")])
        thief.publish([COMMAND.at("naestved", device=d, action="take") for d in both[::-1]])
        thief.publish([HEALTH.at("naestved", device=d) for d in both[::-1]])
        hub.publish([PRINT.at("naestved", device=d) for d in both[::-1]])
        hub.publish([SERVICES.at("naestved")])
        hub.wait_for(HEALTH.at("naestved", device="kiosk-1"))
        thief.wait_for(SERVICES.at("naestved"))
        assert hub.topics() == {
            COMMAND.at("naestved", device="kiosk-1", action="take"), HEALTH.at("naestved", device="kiosk-1"),
        }
        assert thief.topics() == {PRINT.at("naestved", device="kiosk-1"), SERVICES.at("naestved")}
        assert victim.link.connected


def test_the_client_id_of_a_link_cannot_be_guessed(house: FarHouse, tmp_path: Path) -> None:  # S-04
    """It follows the key, so that a renewed certificate replaces the old session and nobody else can."""
    first = house.far("kiosk-1")
    renewed = house.write("kiosk-1", house.authority.renew("kiosk-1"))
    house.authority.revoke("kiosk-1")
    again = house.far("kiosk-1", house.write("again", house.authority.issue("kiosk-1")))
    ids = [Link(who, CLOCK)._client._client_id for who in  # noqa: SLF001 - it is seen nowhere else
           (first, replace(first, credentials=renewed), again, house.near("kiosk-1"))]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


# ---- what a technician reads


@pytest.mark.expects_log("refuses kiosk-1: what answers there is not the house")
def test_another_house_is_not_taken_for_ours(house: FarHouse, tmp_path: Path) -> None:
    with running_far_house(tmp_path / "other") as other:
        mine = house.far("kiosk-1")
        assert other.server.remote is not None
        with started(replace(mine, port=other.server.remote.port)) as kiosk:
            kiosk.until_trouble(Trouble.HOUSE_UNKNOWN)


@pytest.mark.expects_log("refuses kiosk-1: the house's certificate is for other names; add this one to")
@pytest.mark.parametrize("names", [("10.0.0.1",), ("kvik.example",)])
def test_a_house_under_another_name_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    with running_far_house(tmp_path, names) as house, started(house.far("kiosk-1")) as kiosk:
        kiosk.until_trouble(Trouble.HOUSE_NAME)


@pytest.mark.parametrize(("days", "trouble"), [
    pytest.param(-400, Trouble.HOUSE_EXPIRED, marks=pytest.mark.expects_log("house's certificate has expired")),
    pytest.param(9, Trouble.CLOCK_BEHIND, marks=pytest.mark.expects_log("not valid yet; set the clock")),
])
def test_a_house_out_of_its_time_is_refused(tmp_path: Path, days: int, trouble: Trouble) -> None:
    clock = ManualClock(datetime.now(UTC) + timedelta(days=min(days, 0)))
    authority = Authority(tmp_path / "authority", "naestved", clock)
    authority.ensure(["127.0.0.1"])
    clock.jump(datetime.now(UTC) + timedelta(days=max(days, 0)))
    if days > 0:
        authority.server.unlink()
        authority.ensure(["127.0.0.1"])
    clock.jump(datetime.now(UTC))
    issued = authority.issue("kiosk-1")
    door = RemoteDoor("127.0.0.1", free_port(), authority.certificate, authority.server, authority.revoked)
    server = BrokerServer(tmp_path / "broker", users=[], access="", remote=door)
    server.start()
    house = FarHouse(server, authority, tmp_path)
    try:
        with started(house.far("kiosk-1", house.write("kiosk-1", issued))) as kiosk:
            kiosk.until_trouble(trouble)
    finally:
        server.stop()


@pytest.mark.expects_log("refuses kiosk-1: what answers there does not speak TLS")
def test_a_port_without_tls_is_told(house: FarHouse) -> None:
    identity = house.far("kiosk-1")
    with socket.create_server(("127.0.0.1", 0)) as server:
        web = threading.Thread(target=answer_like_a_web_server, args=(server,))
        web.start()
        with started(replace(identity, port=server.getsockname()[1])) as kiosk:
            kiosk.until_trouble(Trouble.NO_TLS)
        web.join(PATIENCE)


def answer_like_a_web_server(server: socket.socket) -> None:
    server.settimeout(5)
    with server.accept()[0] as line:
        line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        line.recv(1000)


@pytest.mark.expects_log("refuses kiosk-1: what answers there is not the house")
def test_a_device_cannot_pose_as_the_house(house: FarHouse, tmp_path: Path) -> None:
    shown = house.write("kiosk-2", house.authority.issue("kiosk-2"))
    posing = tmp_path / "posing.pem"
    posing.write_text(shown.key.read_text() + shown.certificate.read_text())
    door = RemoteDoor("127.0.0.1", free_port(), house.authority.certificate, posing, house.authority.revoked)
    server = BrokerServer(tmp_path / "posing", users=[], access="", remote=door)
    server.start()
    try:
        with started(replace(house.far("kiosk-1"), port=door.port)) as kiosk:
            kiosk.until_trouble(Trouble.HOUSE_UNKNOWN)
    finally:
        server.stop()


@pytest.mark.parametrize("broken", ["certificate", "key", "authority"])
def test_a_damaged_file_is_told_at_once(house: FarHouse, broken: str) -> None:
    shown = house.write("kiosk-1", house.authority.issue("kiosk-1"))
    getattr(shown, broken).write_text("nothing\n")
    with pytest.raises(SecretError, match=r"cannot be used: .* Unpack the device's newest pack again"):
        Link(house.far("kiosk-1", shown), CLOCK)


def test_a_taken_port_of_the_second_door_is_named(house: FarHouse, tmp_path: Path) -> None:
    door = house.server.remote
    with pytest.raises(BrokerError, match=rf"port {door.port} on 127.0.0.1 is taken"):
        BrokerServer(tmp_path / "second", users=[], access="", remote=door).start()


# ---- taken back


@pytest.mark.expects_log("refuses kiosk-1: the device's certificate was revoked; .* kvik device pack")
def test_a_revoked_device_is_off_and_all_others_are_back(house: FarHouse) -> None:
    with ExitStack() as stack:
        thief, other, hub = (
            stack.enter_context(started(who))
            for who in (house.far("kiosk-1"), house.far("kiosk-2"), house.near("hub"))
        )
        for each in (thief, other, hub):
            each.until_up()
        assert house.authority.revoke("kiosk-1") == 1
        house.server.restart()
        thief.until(lambda: not thief.link.connected)
        thief.until_trouble(Trouble.CERTIFICATE_REVOKED)
        other.until_up()
        hub.until_up()
    again = house.far("kiosk-1", house.write("again", house.authority.issue("kiosk-1")))
    with started(again) as back:
        back.until_up()


def test_a_new_certificate_of_the_house_disturbs_nobody(house: FarHouse) -> None:
    with started(house.far("kiosk-1")) as kiosk:
        kiosk.until_up()
        pem = house.authority.server.read_text()
        assert house.authority.ensure(["127.0.0.1", "kvik.example"])
        house.server.reload()
        shown = house.write("kiosk-2", house.authority.issue("kiosk-2"))
        kiosk.until(lambda: certificate_at(house, shown) not in pem)
        assert kiosk.link.connected


def certificate_at(house: FarHouse, shown: Credentials) -> str:
    assert house.server.remote is not None
    with (
        socket.create_connection(("127.0.0.1", house.server.remote.port), timeout=PATIENCE) as sock,
        house_context(shown).wrap_socket(sock, server_hostname="127.0.0.1") as line,
    ):
        return ssl.DER_cert_to_PEM_cert(line.getpeercert(binary_form=True) or b"")


# ---- one identity on two machines


@pytest.mark.expects_log("refuses kiosk-1: another machine uses the same identity")
def test_two_with_one_identity_do_not_fight(house: FarHouse, caplog: pytest.LogCaptureFixture) -> None:
    identity = house.far("kiosk-1")
    second = Watched(identity, aside_seconds=0.3)
    losses: list[bool] = []
    second.link.on_connection(losses.append)
    with started(identity, aside_seconds=0.3) as first:
        first.until_up()
        second.link.start()
        second.until_up()
        first.until_trouble(Trouble.TAKEN_OVER)
        assert not threading.Event().wait(1.5)  # it looks several times
        assert losses == [True]
        assert first.link.trouble is Trouble.TAKEN_OVER
        second.link.stop()
        first.until_up()
        assert first.link.trouble is None
    assert caplog.text.count("refuses kiosk-1") == 1


@pytest.mark.expects_log("refuses kiosk-1: another machine uses the same identity")
def test_the_first_comes_back_when_the_other_machine_loses_its_power(house: FarHouse) -> None:
    identity = house.far("kiosk-1")
    with started(identity, aside_seconds=0.3) as first:
        first.until_up()
        with started(identity, aside_seconds=60) as second:
            first.until_trouble(Trouble.TAKEN_OVER)
            second.until_up()
            second.link._aside.begin = lambda **_: None  # type: ignore[method-assign]  # noqa: SLF001 - it is off for good
            cut = second.link._client.socket()  # noqa: SLF001 - the cable is cut
            assert cut is not None
            cut.shutdown(socket.SHUT_RDWR)
            first.until_up()


@pytest.mark.expects_log("refuses kiosk-1: another machine uses the same identity")
def test_a_link_that_stands_aside_can_be_stopped(house: FarHouse) -> None:
    identity = house.far("kiosk-1")
    with started(identity, aside_seconds=60) as first:
        first.until_up()
        with started(identity) as second:
            first.until_trouble(Trouble.TAKEN_OVER)
            second.until_up()
