from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

import pytest

from desk import learn as learning
from desk.evdev_button import EvdevButton
from desk.learn import candidates, learn, main
from desk.simulated_button import F13, SimulatedButton
from queueing.clock import SystemClock
from tests.desk.boxes import Box
from tests.desk.test_mqtt_button import Gateway
from tests.patience import PATIENCE


def test_devices_are_found_by_their_stable_names(tmp_path: Path) -> None:
    for name in ("kvik-button", "input/by-id/usb-PCsensor-event-kbd", "serial/by-id/usb-Box-if00", "input/event3"):
        path = tmp_path / "dev" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert list(candidates(tmp_path)) == [
        "evdev:///dev/kvik-button", "evdev:///dev/input/by-id/usb-PCsensor-event-kbd",
        "serial:///dev/serial/by-id/usb-Box-if00",
    ]


def test_a_pressed_box_says_its_line(tmp_path: Path) -> None:
    box, said = Box(tmp_path / "box"), list[str]()
    box.plug()

    def press() -> None:
        for count in range(1, 5):
            time.sleep(0.1)
            box.press(count)

    presses = threading.Thread(target=press)
    presses.start()
    assert learn([f"serial://{box.path}"], None, 0.8, clock=SystemClock(), say=said.append)
    presses.join(PATIENCE)
    box.unplug()
    assert said == [f'pressed; write at its desk:  button = "serial://{box.path}"\n']


def test_a_radio_button_says_its_line(tmp_path: Path) -> None:
    gateway, said = Gateway(tmp_path), list[str]()
    gateway.start()
    broker = f"127.0.0.1:{gateway.port}"
    presses = threading.Timer(0.4, gateway.says, ("zigbee2mqtt/knap-3/action", b"single"))
    presses.start()
    assert learn([], broker, 0.8, clock=SystemClock(), say=said.append)
    presses.join(PATIENCE)
    gateway.stop()
    assert said == [f'pressed; write at its desk:  button = "mqtt://{broker}/zigbee2mqtt/knap-3"\n']


def test_a_pressed_keyboard_goes_on_typing_and_says_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    button, said = SimulatedButton(Path("/dev/kvik-button")), list[str]()
    button.plug()
    monkeypatch.setattr(learning, "EvdevButton", partial(EvdevButton, open_device=button.open))
    grabbed: list[bool] = []

    def press() -> None:
        button.down()
        grabbed.append(button.grabbed)

    presses = threading.Timer(0.2, press)
    presses.start()
    assert learn(["evdev:///dev/kvik-button"], None, 0.5, clock=SystemClock(), say=said.append)
    presses.join(PATIENCE)
    assert said == [f'pressed; write at its desk:  button = "evdev:///dev/kvik-button?key={F13}"\n']
    assert grabbed == [False]


@pytest.mark.parametrize("broker", ["", "a:x", "a/b", "a:0", "a:70000"])
def test_what_names_no_broker_is_wrong_use(broker: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--broker", broker])
    assert ended.value.code == 2
    assert "names no broker; write e.g. 127.0.0.1" in capsys.readouterr().err


def test_a_missing_password_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--broker", "zigbee@127.0.0.1", "--data", str(tmp_path)]) == 1
    assert f"There is no secret {tmp_path}/secrets/zigbee.mqtt" in capsys.readouterr().err


def test_nothing_pressed_says_what_to_look_at() -> None:
    assert main(["--seconds", "0.1"]) == 1
