"""The lines below the large field as a list for QML."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from display.line_up import Line

QML_IMPORT_NAME = "Display"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Role(IntEnum):
    """What QML may ask of a line; the names are the roles' names in lower case."""

    NUMBER = Qt.ItemDataRole.UserRole + 1
    PLACE = NUMBER + 1
    AWAITS = NUMBER + 2
    PAST = NUMBER + 3


@QmlElement
class LineList(QAbstractListModel):
    """Keeps its rows and changes what they say: a call costs no new items on the screen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Say these lines from now on."""
        self._resize(lines)
        for row, line in enumerate(lines):
            if self._rows[row] != line:
                self._rows[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Role.NUMBER) -> str | bool | None:
        """Return one fact of one line."""
        return _fact(self._rows[index.row()], role) if index.isValid() else None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """Return the roles' names in QML."""
        return {int(role): QByteArray(role.name.lower().encode()) for role in Role}

    def _resize(self, lines: Sequence[Line]) -> None:
        have, wanted = len(self._rows), len(lines)
        if wanted > have:
            self.beginInsertRows(_NOWHERE, have, wanted - 1)
            self._rows += lines[have:]
            self.endInsertRows()
        elif wanted < have:
            self.beginRemoveRows(_NOWHERE, wanted, have - 1)
            del self._rows[wanted:]
            self.endRemoveRows()


def _fact(line: Line, role: int) -> str | bool:
    match role:
        case Role.PLACE:
            return line.call.place
        case Role.AWAITS:
            return line.awaits
        case Role.PAST:
            return line.past
        case _:
            return line.call.number
