"""A hall display as a process of its own: it starts, paints, and ends when it is told to."""

from __future__ import annotations

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
    command = [sys.executable, "-m", "display", "--data", str(house_folder.path), "--headless", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_a_display_paints_and_ends_cleanly(house_folder: DataFolder) -> None:
    picture = house_folder.screens / "hall-1.png"
    with start(house_folder, "--size", "1280x720") as display:
        deadline = time.monotonic() + PATIENCE
        while not picture.exists():
            assert time.monotonic() < deadline
            assert display.poll() is None
            time.sleep(0.02)
        display.terminate()
        _, said = display.communicate(timeout=PATIENCE)
    assert display.returncode == 0, said
    assert QImage(str(picture)).size().toTuple() == (1280, 720)
    assert "hall-1: first frame after" in said
    assert "Traceback" not in said
    assert "TypeError" not in said


@pytest.mark.parametrize(("device", "words"), [
    ("hall-9", "has no device 'hall-9'"),
    ("kiosk-1", "'kiosk-1' is no hall display of the site naestved. Use one of: hall-1"),
])
def test_what_is_no_hall_display_is_refused_in_one_sentence(
    house_folder: DataFolder, device: str, words: str,
) -> None:
    with start(house_folder, "--device", device) as display:
        _, said = display.communicate(timeout=PATIENCE)
    assert display.returncode == 1
    assert words in said
    assert "Traceback" not in said
