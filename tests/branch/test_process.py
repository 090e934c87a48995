"""A station as a process of its own: it starts, paints, and ends when it is told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtGui import QImage

from config.folder import DataFolder
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def start(folder: DataFolder, device: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "branch", "--data", str(folder.path), "--device", device, "--headless"]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_a_station_paints_and_ends_cleanly(house_folder: DataFolder) -> None:
    picture = house_folder.screens / "station-glumsoe.png"
    with start(house_folder, "station-glumsoe") as station:
        deadline = time.monotonic() + PATIENCE
        while not picture.exists():
            assert time.monotonic() < deadline
            assert station.poll() is None
            time.sleep(0.02)
        station.send_signal(signal.SIGTERM)
        _, said = station.communicate(timeout=PATIENCE)
    assert station.returncode == 0, said
    assert QImage(str(picture)).size().toTuple() == (1920, 1080)
    assert "Traceback" not in said
    assert "TypeError" not in said


def test_a_station_that_the_site_does_not_have_is_refused_in_one_sentence(house_folder: DataFolder) -> None:
    with start(house_folder, "station-karrebaek") as station:
        _, said = station.communicate(timeout=PATIENCE)
    assert station.returncode == 1
    assert "no device 'station-karrebaek'" in said
    assert "Traceback" not in said


def test_another_device_is_no_station(house_folder: DataFolder) -> None:
    with start(house_folder, "kiosk-1") as station:
        _, said = station.communicate(timeout=PATIENCE)
    assert station.returncode == 1
    assert "kiosk-1 is no station" in said
    assert "Traceback" not in said
