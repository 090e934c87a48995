"""A face without any screen says so; Qt alone would abort the process and leave its core."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")


def test_a_face_without_a_screen_says_how_to_get_one(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in SCREENS}
    said = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(tmp_path)], env=bare, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )
    assert said.returncode == 1, said.stderr
    assert "there is no screen here" in said.stderr
    assert "--headless" in said.stderr
