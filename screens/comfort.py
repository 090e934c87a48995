"""What makes a screen easier to read and to reach, switched on by the citizen who stands there (A-02, A-04)."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Comfort(QObject):
    """Large text, strong contrast, and all that can be touched low down; off until `toggle` is called."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._large = self._contrast = self._low = False

    @Property(bool, notify=changed)
    def large(self) -> bool:
        """Whether text is 1.4 times as large."""
        return self._large

    @Property(bool, notify=changed)
    def contrast(self) -> bool:
        """Whether colours are black, white and yellow."""
        return self._contrast

    @Property(bool, notify=changed)
    def low(self) -> bool:
        """Whether everything to touch is 900 to 1100 mm above the floor."""
        return self._low

    @property
    def any(self) -> bool:
        """Whether the screen looks other than it does for the next citizen."""
        return self._large or self._contrast or self._low

    @Slot(str)
    def toggle(self, what: str) -> None:
        """Switch large, contrast or low on or off."""
        match what:
            case "large":
                self._large, self._low = not self._large, False  # large text has no room in the low band
            case "low":
                self._low, self._large = not self._low, False
            case "contrast":
                self._contrast = not self._contrast
        self.changed.emit()

    def clear(self) -> None:
        """Switch all off."""
        self._large = self._contrast = self._low = False
        self.changed.emit()
