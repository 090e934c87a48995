"""A kiosk as a process of its own: it starts, paints, and ends when it is told to."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from config.folder import DataFolder
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


def start(house_folder: DataFolder, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kiosk", "--data", str(house_folder.path), "--headless", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_kiosk_paints_and_ends_cleanly(house_folder: DataFolder, number: signal.Signals) -> None:
    picture = house_folder.screens / "kiosk-1.png"
    with start(house_folder) as kiosk:
        deadline = time.monotonic() + PATIENCE
        while not picture.exists():
            assert time.monotonic() < deadline
            assert kiosk.poll() is None
            time.sleep(0.02)
        kiosk.send_signal(number)
        _, said = kiosk.communicate(timeout=PATIENCE)
    assert kiosk.returncode == 0, said
    assert QImage(str(picture)).size().toTuple() == (1080, 1920)
    assert re.search(r"kiosk-1: first frame after \d+\.\d\d s", said)
    assert "Traceback" not in said
    assert "TypeError" not in said


def test_a_kiosk_that_the_site_does_not_have_is_refused_in_one_sentence(house_folder: DataFolder) -> None:
    with start(house_folder, "--device", "kiosk-9") as kiosk:
        _, said = kiosk.communicate(timeout=PATIENCE)
    assert kiosk.returncode == 1
    assert "no device 'kiosk-9'" in said
    assert "Traceback" not in said


def test_wrong_arguments_are_wrong_use(house_folder: DataFolder) -> None:
    with start(house_folder, "--size", "large") as kiosk:
        _, said = kiosk.communicate(timeout=PATIENCE)
    assert kiosk.returncode == 2
    assert "--size" in said
