from __future__ import annotations

import argparse
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.link import Link
from broker.topics import DESK
from config.connection import Connection
from config.folder import DataFolder
from config.load import SHIPPED, load_site
from config.site import Site
from desk.button_app import ButtonApp, NoButtonError, apps_of, choose_driver, main, run_all
from desk.client import Kind, Outcome
from desk.driver import Lamp, Tell
from desk.evdev_button import EvdevButton
from desk.mqtt_button import MqttButton
from desk.serial_button import SerialButton
from queueing.clock import ManualClock, SystemClock
from tests.conftest import RealBroker
from tests.desk.boxes import Box
from tests.desk.conftest import MORNING, SKRANKE, Hub, state, visit
from tests.patience import PATIENCE, wait_for

DEVICE = f"button-{SKRANKE}"
CALLED = m.Reply(outcome="done", result={"call": {
    "id": "2026-11-23-K013.8", "seq": 8, "number": "K013", "service": "kvik", "desk": SKRANKE,
    "place": "Skranke 3", "called_at": "2026-11-23T09:42:00Z", "expires_at": "2026-11-23T09:44:00Z",
    "times": 1, "language": "da",
}})


class Setting:
    """A box on a real line, its program, a real broker, and a hub that the test plays."""

    def __init__(self, broker: RealBroker, folder: Path, hand: ManualClock | None = None) -> None:
        """`hand` is the time of box and program, where a test moves it."""
        self.broker = broker
        self.box = Box(folder / "kvik-button-3")
        self.box.plug()
        clock = SystemClock()
        self.hub_link = Link(broker.identity("hub"), clock)
        self.hub = Hub(self.hub_link)
        self.hub.reply = CALLED
        self.hub_link.start()
        wait_for(lambda: self.hub_link.connected)
        self.app = ButtonApp(
            Link(broker.identity(DEVICE), clock), SerialButton(self.box.path, hand or clock), hand or clock,
            session="test",
        )
        self._thread = threading.Thread(target=self.app.run)
        self._thread.start()

    def close(self) -> None:
        self.app.stop()
        self._thread.join(PATIENCE)
        self.hub_link.stop()
        self.box.unplug()


@contextmanager
def set_up(broker: RealBroker, folder: Path, hand: ManualClock | None = None) -> Iterator[Setting]:
    setting = Setting(broker, folder, hand)
    try:
        setting.box.hears("L 0 ready")
        yield setting
    finally:
        setting.close()


@pytest.fixture
def setting(mosquitto: RealBroker, tmp_path: Path) -> Iterator[Setting]:
    with set_up(mosquitto, tmp_path) as setting:
        yield setting


def test_a_press_calls_and_is_answered_on_the_button(setting: Setting) -> None:
    setting.box.press(42)
    setting.box.hears("L 1 accepted")
    assert setting.hub.actions == ["press"]
    assert setting.hub.asked[0].data == m.Press(desk=SKRANKE, sequence=42)
    assert setting.hub.asked[0].source == DEVICE


def test_a_box_in_doubt_that_says_it_thrice_calls_once(setting: Setting) -> None:
    for _ in range(3):
        setting.box.press(7)
    setting.box.hears("L 1 accepted")
    time.sleep(0.1)
    assert setting.hub.actions == ["press"]


def test_nobody_and_a_refusal_have_lamps_of_their_own(setting: Setting) -> None:
    setting.hub.refuses("nobody_waits")
    setting.box.press(1)
    setting.box.hears("L 1 nobody")
    time.sleep(2.05)
    setting.hub.refuses("desk_paused", desk=SKRANKE)
    setting.box.press(2)
    setting.box.hears("L 1 refused")


def test_a_second_press_too_soon_is_shown_as_ignored(mosquitto: RealBroker, tmp_path: Path) -> None:  # S-06
    hand = ManualClock(MORNING)
    with set_up(mosquitto, tmp_path, hand) as setting:
        setting.box.press(1)
        setting.box.hears("L 1 accepted")
        hand.advance(timedelta(seconds=0.45))
        setting.box.press(2)
        setting.box.hears("L 1 ignored")
        assert setting.hub.actions == ["press"]


def test_a_long_press_calls_the_same_number_again(setting: Setting) -> None:
    setting.hub.tells(DESK, state(visit()))
    wait_for(lambda: setting.app._client.state is not None)  # noqa: SLF001 - what has arrived
    setting.box.says("D 1 1\n")
    setting.box.hears("L 1 accepted")
    setting.box.says("U 1 1\n")
    assert setting.hub.actions == ["recall"]


def test_without_a_connection_a_press_is_refused_and_never_sent(setting: Setting) -> None:
    setting.box.forget()
    setting.broker.kill()
    setting.box.hears("L 0 offline")
    setting.box.press(1)
    setting.box.hears("L 1 offline")
    setting.box.forget()
    setting.broker.server.start()
    setting.box.hears("L 1 ready")
    wait_for(lambda: setting.hub_link.connected)
    time.sleep(0.1)
    assert setting.hub.actions == []


@pytest.mark.expects_log("is gone: .*; plug it in again")
def test_a_box_that_was_replugged_goes_on_calling(setting: Setting) -> None:
    setting.box.unplug()
    time.sleep(0.3)
    setting.box.forget()
    setting.box.plug()
    setting.box.hears("L 0 ready")
    setting.box.press(1)
    setting.box.hears("L 1 accepted")


def test_what_became_of_a_press_is_in_the_log(setting: Setting, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "desk.button_app")
    setting.hub.refuses("too_soon", number="K012", seconds=41)
    setting.box.press(1)
    setting.box.hears("L 1 refused")
    wait_for(lambda: "press: refused: too_soon (number K012, seconds 41)" in caplog.text)


class Glass:
    """A driver that only keeps what it was to show."""

    def __init__(self) -> None:
        self.shown: list[Lamp] = []

    def start(self, tell: Tell) -> None:
        pass

    def show(self, lamp: Lamp) -> None:
        self.shown.append(lamp)

    def stop(self) -> None:
        pass


def test_an_answer_after_none_says_that_the_house_is_back(mosquitto: RealBroker) -> None:
    glass, clock = Glass(), SystemClock()
    app = ButtonApp(Link(mosquitto.identity(DEVICE), clock), glass, clock, session="test")
    for kind in (Kind.SENT, Kind.UNANSWERED, Kind.BUSY, Kind.SENT, Kind.DONE, Kind.DONE):
        app._show(Outcome(kind=kind, action="press"))  # noqa: SLF001 - 5 s of silence would be real ones
    assert glass.shown == [
        Lamp.BUSY, Lamp.OFFLINE, Lamp.IGNORED, Lamp.BUSY, Lamp.ACCEPTED, Lamp.READY, Lamp.ACCEPTED,
    ]


# ---- which driver


def connection(site: Site, folder: Path, device: str = DEVICE) -> Connection:
    from datetime import timedelta  # noqa: PLC0415 - only here

    return Connection(
        host="127.0.0.1", port=1, site=site, device=device, role="button", desk=SKRANKE, password="x",
        clock_offset=timedelta(0), folder=DataFolder(folder),
    )


def with_button(source: str) -> Site:
    site = load_site(None)
    desk = site.desks[SKRANKE].model_copy(update={"button": source})
    return site.model_copy(update={"desks": {**site.desks, SKRANKE: desk}})


def test_the_site_names_the_port_of_a_box(tmp_path: Path) -> None:
    site = with_button("serial:///dev/kvik-button-3")
    driver = choose_driver(connection(site, tmp_path), SystemClock(), port=None, keyboard=False)
    assert isinstance(driver, SerialButton)
    assert driver.path == Path("/dev/kvik-button-3")


def test_the_site_names_pedals_and_radio_buttons_too(tmp_path: Path) -> None:
    kinds = {"evdev:///dev/kvik-button-3": EvdevButton, "mqtt://127.0.0.1/zigbee2mqtt/knap": MqttButton}
    for source, kind in kinds.items():
        asked = connection(with_button(source), tmp_path)
        assert isinstance(choose_driver(asked, SystemClock(), port=None, keyboard=False), kind)


@pytest.mark.parametrize("url", [
    "mqtt:///zigbee2mqtt/knap", "mqtt://gateway", "mqtt://g:x/a", "mqtt://g/#", "mqtt://g/%23", "mqtt://g/a/+",
])
def test_a_radio_button_without_broker_or_topic_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(OSError, match=r"write e\.g\. mqtt://127\.0\.0\.1/zigbee2mqtt/knap-3"):
        MqttButton(url, SystemClock())


def test_a_source_that_nobody_reads_is_refused_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(NoButtonError, match=r"write serial:///dev/\.\.\., evdev:"):
        choose_driver(connection(with_button("smoke:"), tmp_path), SystemClock(), port=None, keyboard=False)


def test_a_window_is_no_button(mosquitto: RealBroker, tmp_path: Path) -> None:
    link = Link(mosquitto.identity("kiosk-1"), SystemClock())
    with pytest.raises(NoButtonError, match="kiosk-1 belongs to no desk"):
        ButtonApp(link, SerialButton(tmp_path / "x", SystemClock()), SystemClock(), session="test")


def test_without_a_house_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "--device", DEVICE, "--serial", "/dev/none"]) == 1
    assert "kvik button: " in capsys.readouterr().err


def test_a_box_and_a_keyboard_at_once_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--keyboard", "--serial", "/dev/none"])
    assert ended.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


# ---- several in one program


def site_file(folder: Path, **buttons: str) -> Path:
    """Write the shipped site with a broker's port and with these buttons; desks' names have _ for -."""
    text = SHIPPED.read_text(encoding="utf-8").replace("port = 0 ", "port = 1 ")
    for desk, url in buttons.items():
        table = f"[desks.{desk.replace('_', '-')}]"
        assert table in text
        text = text.replace(table, f'{table}\nbutton = "{url}"')
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.expects_log("button-skranke-2 is not served: There is no secret .*zigbee.mqtt")
def test_all_buttons_of_the_site_are_served_but_the_one_that_cannot_be(tmp_path: Path) -> None:
    site = site_file(
        tmp_path, skranke_1="serial:///dev/kvik-box", skranke_2="mqtt://zigbee@gateway/zigbee2mqtt/knap",
        it_1="evdev:///dev/kvik-button",
    )
    DataFolder(tmp_path / "data").keys().ensure(device.id for device in load_site(site).devices())
    given = argparse.Namespace(
        all=True, data=tmp_path / "data", site=site, device=DEVICE, serial=None, keyboard=False,
    )
    served = [app._link.identity for app in apps_of(given)]  # noqa: SLF001 - who they are
    assert [who.device for who in served] == ["button-skranke-1", "button-it-1"]
    assert [who.desk for who in served] == ["skranke-1", "it-1"]
    assert len({who.password for who in served}) == 2


def test_a_site_without_buttons_says_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--all", "--data", str(tmp_path / "data"), "--site", str(site_file(tmp_path))]) == 1
    assert 'write button = "evdev:///dev/..."' in capsys.readouterr().err


def test_two_buttons_in_one_program_call_to_their_own_desks(setting: Setting, tmp_path: Path) -> None:
    clock = SystemClock()
    boxes = {desk: Box(tmp_path / f"box-{desk}") for desk in ("skranke-1", "it-1")}
    for box in boxes.values():
        box.plug()
    apps = [
        ButtonApp(Link(setting.broker.identity(f"button-{desk}"), clock), SerialButton(box.path, clock), clock,
                  session="test")
        for desk, box in boxes.items()
    ]
    program = threading.Thread(target=run_all, args=(apps,))
    program.start()
    for count, box in enumerate(boxes.values(), 1):
        box.hears("L 0 ready")
        box.press(count)
        box.hears("L 1 accepted")
    apps[1].stop()  # one that ends, ends the program
    program.join(PATIENCE)
    assert not program.is_alive()
    assert {(asked.source, asked.data) for asked in setting.hub.asked} == {
        ("button-skranke-1", m.Press(desk="skranke-1", sequence=1)),
        ("button-it-1", m.Press(desk="it-1", sequence=2)),
    }
    for box in boxes.values():
        box.unplug()
