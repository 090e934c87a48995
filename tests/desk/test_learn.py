from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from desk import learn as learning
from desk.evdev_button import EvdevButton
from desk.learn import candidates, learn, main
from desk.simulated_button import F13, SimulatedButton
from queueing.clock import ManualClock
from tests.desk.boxes import Box
from tests.desk.conftest import MORNING
from tests.desk.test_mqtt_button import Gateway
from tests.patience import PATIENCE, wait_for


class Learned:
    """What was said of pressed buttons; the time for pressing is over when the hand that presses says so."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._clock = ManualClock(MORNING)

    def of(self, urls: list[str], broker: str | None, press: Callable[[], object]) -> None:
        """Learn while a hand presses until something is said, once more, and once after the end."""
        hand = threading.Thread(target=self._press, args=(press,))
        hand.start()
        assert learn(urls, broker, PATIENCE, clock=self._clock, say=self.said.append)
        hand.join(PATIENCE)

    def _press(self, press: Callable[[], object]) -> None:
        wait_for(lambda: press() or self.said, pause=0.05)
        press()
        self._clock.advance(timedelta(seconds=PATIENCE))
        press()


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
    box, learned, numbers = Box(tmp_path / "box"), Learned(), count(1)
    box.plug()
    learned.of([f"serial://{box.path}"], None, lambda: box.press(next(numbers)))
    box.unplug()
    assert learned.said == [f'pressed; write at its desk:  button = "serial://{box.path}"\n']


def test_a_radio_button_says_its_line(tmp_path: Path) -> None:
    gateway, learned = Gateway(tmp_path), Learned()
    gateway.start()
    broker = f"127.0.0.1:{gateway.port}"
    learned.of([], broker, lambda: gateway.says("zigbee2mqtt/knap-3/action", b"single"))
    gateway.stop()
    assert learned.said == [f'pressed; write at its desk:  button = "mqtt://{broker}/zigbee2mqtt/knap-3"\n']


def test_a_pressed_keyboard_goes_on_typing_and_says_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    button, learned = SimulatedButton(Path("/dev/kvik-button")), Learned()
    button.plug()
    monkeypatch.setattr(learning, "EvdevButton", partial(EvdevButton, open_device=button.open))
    grabbed: list[bool] = []

    def press() -> None:
        button.down()
        grabbed.append(button.grabbed)

    learned.of(["evdev:///dev/kvik-button"], None, press)
    assert learned.said == [f'pressed; write at its desk:  button = "evdev:///dev/kvik-button?key={F13}"\n']
    assert not any(grabbed)


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
