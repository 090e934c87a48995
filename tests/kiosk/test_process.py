"""A kiosk as a process of its own: it starts, paints, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from config.folder import DataFolder, HouseFile
from config.load import load_site
from tests.conftest import RealBroker

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, mosquitto: RealBroker) -> Iterator[DataFolder]:
    """The data folder of a house whose broker runs in this process."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    folder.keys().ensure(device.id for device in load_site(None).devices())
    folder.write_house(HouseFile.of_this_process(
        site="naestved", host=mosquitto.server.host, port=mosquitto.server.port,
    ))
    yield folder
    folder.remove_house()


def start(folder: DataFolder, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kiosk", "--data", str(folder.path), "--headless", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_kiosk_paints_and_ends_cleanly(folder: DataFolder, number: signal.Signals) -> None:
    picture = folder.screens / "kiosk-1.png"
    with start(folder) as kiosk:
        deadline = time.monotonic() + 20
        while not picture.exists():
            assert time.monotonic() < deadline
            assert kiosk.poll() is None
            time.sleep(0.02)
        kiosk.send_signal(number)
        _, said = kiosk.communicate(timeout=10)
    assert kiosk.returncode == 0, said
    assert QImage(str(picture)).size().toTuple() == (1080, 1920)
    assert re.search(r"kiosk-1: first frame after \d+\.\d\d s", said)
    assert "Traceback" not in said
    assert "TypeError" not in said


def test_a_kiosk_that_the_site_does_not_have_is_refused_in_one_sentence(folder: DataFolder) -> None:
    with start(folder, "--device", "kiosk-9") as kiosk:
        _, said = kiosk.communicate(timeout=20)
    assert kiosk.returncode == 1
    assert "no device 'kiosk-9'" in said
    assert "Traceback" not in said


def test_wrong_arguments_are_wrong_use(folder: DataFolder) -> None:
    with start(folder, "--size", "large") as kiosk:
        _, said = kiosk.communicate(timeout=20)
    assert kiosk.returncode == 2
    assert "--size" in said
