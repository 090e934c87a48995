"""The one typeface of all screens, and what stands in for it."""

from __future__ import annotations

import logging

from PySide6.QtGui import QFont, QFontInfo, QGuiApplication

log = logging.getLogger(__name__)

FAMILY = "Inter"
STAND_INS = ("Noto Sans Arabic", "Noto Sans", "Liberation Sans", "DejaVu Sans")
"""Arabic first: without a substitution Arabic text would fall back to DejaVu."""


def use_house_font(app: QGuiApplication) -> None:
    """Make Inter the font of the application; without it the next best sans serif, and a word about it."""
    QFont.insertSubstitutions(FAMILY, list(STAND_INS))
    font = QFont(FAMILY)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    found = QFontInfo(font).family()
    if not found.startswith(FAMILY):
        log.warning("font %s is missing, %s stands in; mend: apt-get install fonts-inter", FAMILY, found)
