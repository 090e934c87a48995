"""Every page of the kiosk as a picture to be looked at, in Danish and English: `build/pages/*.png`.

.venv/bin/python -m pytest tests/checks/pages.py
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.kiosk.conftest import lone_kiosk
from tests.kiosk.test_screen import PAGES, show

FOLDER = Path(__file__).parents[2] / "build" / "pages"


@pytest.mark.parametrize("language", ["da", "en"])
def test_take_a_picture_of_every_page(qapp: QGuiApplication, tmp_path: Path, language: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with lone_kiosk(qapp, tmp_path, books=True) as kiosk:
        for page in PAGES:
            show(kiosk, page, language=language)
            kiosk.window.grabWindow().save(str(FOLDER / f"{page}-{language}.png"))
        kiosk.session.restart()
