from __future__ import annotations

import getpass
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broker.mosquitto import BrokerUser, find_program, password_line
from desk.button import Edge, Stroke
from desk.driver import Happening, Plug
from desk.mqtt_button import MqttButton
from queueing.clock import SystemClock
from tests.desk.test_radio_lines import RECORDED_SHELLY, SHELLY, ZIGBEE
from tests.patience import PATIENCE, wait_for


class Gateway:
    """A gateway's own broker, and its publishing side."""

    def __init__(self, folder: Path, *, users: str = "") -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._file = folder / "gateway.conf"
        self._file.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\n")
        if users:
            passwords = folder / "gateway.users"
            passwords.write_text(users)
            passwords.chmod(0o600)
            self._file.write_text(
                f"user {getpass.getuser()}\n"  # root would become somebody who cannot read the file
                f"listener {self.port} 127.0.0.1\npassword_file {passwords}\n",
            )
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._child = subprocess.Popen(
            [find_program().path, "-c", str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        wait_for(self._answers)

    def stop(self) -> None:
        if self._child is not None:
            self._child.terminate()
            self._child.wait(PATIENCE)
            self._child = None

    def says(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Publish by hand: CONNECT, PUBLISH at QoS 0, DISCONNECT of MQTT 3.1.1."""
        name = len(topic).to_bytes(2, "big") + topic.encode()
        body = name + payload
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(b"\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01t")
            line.recv(4)
            line.sendall(bytes([0x30 | retain]) + length(len(body)) + body + b"\xe0\x00")

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE).close()
        except OSError:
            return False
        return True


def length(count: int) -> bytes:
    high, low = divmod(count, 128)
    return bytes([low | 128, high]) if high else bytes([low])


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    gateway = Gateway(tmp_path)
    gateway.start()
    yield gateway
    gateway.stop()


@pytest.fixture
def listen(gateway: Gateway) -> Iterator[Callable[[str], list[Happening]]]:
    drivers: list[MqttButton] = []

    def start(topic: str) -> list[Happening]:
        told: list[Happening] = []
        driver = MqttButton(f"mqtt://127.0.0.1:{gateway.port}/{topic}", SystemClock())
        drivers.append(driver)
        driver.start(told.append)
        wait_for(lambda: told)
        return told

    yield start
    for driver in drivers:
        driver.stop()


Listen = Callable[[str], list[Happening]]


def edges(told: list[Happening]) -> list[Edge]:
    return [h.edge for h in told if isinstance(h, Stroke)]


def test_a_press_comes_twice_under_one_name_so_that_it_counts_once(gateway: Gateway, listen: Listen) -> None:
    told = listen(ZIGBEE)
    gateway.says(ZIGBEE, b'{"action":"single","battery":87}')
    gateway.says(f"{ZIGBEE}/action", b"single")
    wait_for(lambda: edges(told) == [Edge.CLICK, Edge.CLICK])
    assert {h.button for h in told if isinstance(h, Stroke)} == {"mqtt:"}


def test_what_the_broker_retained_is_no_press(gateway: Gateway, listen: Listen) -> None:
    gateway.says(ZIGBEE, b'{"action":"single"}', retain=True)
    told = listen(ZIGBEE)
    gateway.says(ZIGBEE, b'{"action":"hold"}')
    wait_for(lambda: edges(told))
    assert edges(told) == [Edge.HOLD]


def test_an_old_press_of_a_shelly_carries_its_age(gateway: Gateway, listen: Listen) -> None:
    told = listen(SHELLY)
    gateway.says(SHELLY, RECORDED_SHELLY)
    wait_for(lambda: edges(told))
    stroke = next(h for h in told if isinstance(h, Stroke))
    assert time.monotonic() - stroke.at > 3600


@pytest.mark.expects_log("the broker of the buttons at .* is gone")
def test_it_listens_again_when_the_gateway_is_back(gateway: Gateway, listen: Listen) -> None:
    told = listen(ZIGBEE)
    gateway.stop()
    wait_for(lambda: [h.present for h in told if isinstance(h, Plug)] == [True, False])
    gateway.start()
    wait_for(lambda: isinstance(told[-1], Plug) and told[-1].present)
    gateway.says(ZIGBEE, b'{"action":"on"}')
    wait_for(lambda: edges(told) == [Edge.CLICK])


def test_garbage_harms_nobody(gateway: Gateway, listen: Listen) -> None:
    told = listen(ZIGBEE)
    for raw in (b"", b"\xff\xfe", b"[" * 3000, b'{"action":{}}', b'{"action":"' + b"x" * 5000 + b'"}'):
        gateway.says(ZIGBEE, raw)
    gateway.says(ZIGBEE, b'{"action":"single"}')
    wait_for(lambda: edges(told) == [Edge.CLICK])


def test_one_of_four_inputs_serves_its_own_desk(gateway: Gateway, listen: Listen) -> None:
    told = listen(f"{SHELLY}?button=2")
    for button in (b"0", b"1", b"3", b"2"):
        gateway.says(SHELLY, RECORDED_SHELLY.replace(b'"id":0', b'"id":' + button))
    wait_for(lambda: edges(told))
    assert [h.button for h in told if isinstance(h, Stroke)] == ["mqtt:2"]


@pytest.mark.expects_log("refuses the buttons' listener: Not authorized")
def test_a_gateway_with_passwords_lets_in_who_knows_one(
    tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture,
) -> None:
    gateway = Gateway(tmp_path, users=password_line(BrokerUser("zigbee", "it is so")) + "\n")
    request.addfinalizer(gateway.stop)
    gateway.start()
    url = f"mqtt://zigbee@127.0.0.1:{gateway.port}/{ZIGBEE}"
    told, refused = list[Happening](), list[Happening]()
    right, wrong = MqttButton(url, SystemClock(), "it is so"), MqttButton(url, SystemClock(), "guessed")
    right.start(told.append)
    wrong.start(refused.append)
    wait_for(lambda: told and "Not authorized" in caplog.text)
    right.stop()
    wrong.stop()
    assert isinstance(told[0], Plug)
    assert told[0].present
    assert not any(isinstance(h, Plug) and h.present for h in refused)
