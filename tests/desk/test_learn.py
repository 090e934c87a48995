from __future__ import annotations

import threading
import time
from pathlib import Path

from desk.learn import candidates, learn, main
from queueing.clock import SystemClock
from tests.desk.boxes import Box
from tests.desk.test_mqtt_button import Gateway


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
    presses.join(timeout=5)
    box.unplug()
    assert said == [f'pressed; write at its desk:  button = "serial://{box.path}"\n']


def test_a_radio_button_says_its_line(tmp_path: Path) -> None:
    gateway, said = Gateway(tmp_path), list[str]()
    gateway.start()
    broker = f"127.0.0.1:{gateway.port}"
    presses = threading.Timer(0.4, gateway.says, ("zigbee2mqtt/knap-3/action", b"single"))
    presses.start()
    assert learn([], broker, 0.8, clock=SystemClock(), say=said.append)
    presses.join(timeout=5)
    gateway.stop()
    assert said == [f'pressed; write at its desk:  button = "mqtt://{broker}/zigbee2mqtt/knap-3"\n']


def test_nothing_pressed_says_what_to_look_at() -> None:
    assert main(["--seconds", "0.1"]) == 1
