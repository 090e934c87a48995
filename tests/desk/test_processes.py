"""The desk's two programs as real processes: found by their data folder, ended by a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broker import messages as m
from broker.acl import access_list
from broker.identity import Identity
from broker.server import BrokerServer, BrokerUser
from broker.topics import DESK, Role
from config.folder import DataFolder, HouseFile
from config.load import load_site
from queueing.clock import SystemClock
from tests.desk.boxes import Box
from tests.desk.conftest import SKRANKE, Hub, state
from tests.patience import PATIENCE, PatientLink, wait_for

ROOT = Path(__file__).parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[DataFolder, BrokerServer]]:
    """A data folder as a running house leaves it for its devices, and the house's broker."""
    site, folder = load_site(None), DataFolder(tmp_path / "data")
    folder.create()
    keys = folder.keys()
    keys.ensure(device.id for device in site.devices())
    server = BrokerServer(
        tmp_path / "broker", users=[BrokerUser(d.id, keys.password(d.id)) for d in site.devices()],
        access=access_list(site.id, site.devices()),
    )
    server.start()
    folder.write_house(HouseFile.of_this_process(site=site.id, host=server.host, port=server.port))
    yield folder, server
    server.stop()


@pytest.fixture
def data(house: tuple[DataFolder, BrokerServer]) -> Path:
    return house[0].path


@pytest.fixture
def hub(house: tuple[DataFolder, BrokerServer]) -> Iterator[Hub]:
    folder, server = house
    link = PatientLink(Identity(
        device="hub", password=folder.keys().password("hub"), host=server.host, port=server.port,
        site="naestved", role=Role.HUB,
    ), SystemClock())
    hub = Hub(link)
    link.start()
    wait_for(lambda: link.connected)
    hub.tells(DESK, state())
    yield hub
    link.stop()


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    box = Box(tmp_path / "kvik-button-3")
    box.plug()
    yield box
    box.unplug()


@contextmanager
def running(*arguments: str, keyboard: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """Run a program of the desk, and see that SIGTERM ends it well."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdin=keyboard, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert "Traceback" not in said
    finally:
        process.kill()
        process.wait()


def test_a_window_with_a_box_calls_and_keeps_its_picture(data: Path, hub: Hub, box: Box) -> None:
    device = f"desk-{SKRANKE}"
    with running("desk", "--data", str(data), "--device", device, "--headless", "--serial", str(box.path)):
        box.hears("L 0 ready")
        wait_for((data / "screens" / f"{device}.png").exists)
        box.press(42)
        wait_for(lambda: hub.actions == ["press"])
        box.hears("L 1 nobody")
    assert hub.asked[0].data == m.Press(desk=SKRANKE, sequence=42)
    assert hub.asked[0].source == device


def test_a_button_without_a_window_calls(data: Path, hub: Hub, box: Box) -> None:
    device = f"button-{SKRANKE}"
    with running("desk.button_app", "--data", str(data), "--device", device, "--serial", str(box.path)):
        box.hears("L 0 ready")
        box.press(42)
        wait_for(lambda: hub.actions == ["press"])
        box.hears("L 1 nobody")
    assert hub.asked[0].source == device


def test_a_key_of_the_terminal_calls(data: Path, hub: Hub) -> None:
    keyboard, terminal = os.openpty()
    arguments = ("desk.button_app", "--data", str(data), "--device", f"button-{SKRANKE}", "--keyboard")
    with running(*arguments, keyboard=terminal) as process:
        assert process.stderr is not None
        assert any("connected to the house" in line for line in process.stderr)
        os.write(keyboard, b" ")
        wait_for(lambda: hub.actions == ["press"])
    for end in (keyboard, terminal):
        os.close(end)
