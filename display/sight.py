"""How large a number must be to be read from the farthest seat (D-01)."""

from __future__ import annotations

import logging
import math

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Display"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)
DISTANCE_TO_CAPITALS = 82
"""Reading distance over height of capitals, for the eyes of most."""


def needed_capitals_mm(farthest_seat_m: float) -> float:
    """Return the height of capitals, in millimetres, that can be read from a distance in metres."""
    return farthest_seat_m * 1000 / DISTANCE_TO_CAPITALS


@QmlElement
class Sight(QObject):
    """What the hall asks of the large number, and a warning when the panel is too small for it."""

    def __init__(self, device: str, farthest_seat_m: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device = device
        self._seat = farthest_seat_m
        self._needed = needed_capitals_mm(farthest_seat_m)
        self._warned_of = 0

    @Property(float, constant=True)
    def needed(self) -> float:
        """Height of capitals that the farthest seat needs, in millimetres."""
        return self._needed

    @Slot(float)
    def measured(self, capitals: float) -> None:
        """Compare with what the panel really shows, in millimetres; warn once for each height."""
        shown = math.floor(capitals)
        if 0 < shown < math.floor(self._needed) and shown != self._warned_of:
            self._warned_of = shown
            log.warning(
                "%s: the called number is %d mm high, but the farthest seat, %g m away, needs %d mm; "
                "use a panel %.1f times as large, or correct panel_mm and farthest_seat_m in the site's file",
                self._device, shown, self._seat, math.ceil(self._needed), self._needed / shown,
            )
