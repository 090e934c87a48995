"""A list for QML whose rows come and go one by one, so that the one in focus stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any, Protocol

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Row(Protocol):
    """A frozen dataclass; its fields are the roles."""

    @property
    def key(self) -> str:
        """What makes the row the same one after a change."""
        ...


@QmlElement
class Rows(QAbstractListModel):
    """Rows of one dataclass."""

    count_changed = Signal()

    def __init__(self, kind: type, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [f.name for f in fields(kind)]
        self._rows: list[Any] = []

    @property
    def rows(self) -> Sequence[Any]:
        """The rows that are shown."""
        return self._rows

    @Property(int, notify=count_changed)
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows from now on; what stays the same is left alone."""
        before = len(self._rows)
        old, new = [r.key for r in self._rows], [r.key for r in rows]
        for tag, i1, i2, j1, j2 in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
            if tag in ("delete", "replace"):
                self._remove(i1, i2)
            if tag in ("insert", "replace"):
                self._insert(i1, rows[j1:j2])
        self._refresh(rows)
        if len(rows) != before:
            self.count_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _FIRST_ROLE) -> Any:  # noqa: ANN401 - as many types as fields
        """Return one field of one row."""
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[place])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """Return the fields' names."""
        return {_FIRST_ROLE + n: QByteArray(name.encode()) for n, name in enumerate(self._names)}

    def _remove(self, start: int, end: int) -> None:
        self.beginRemoveRows(_NOWHERE, start, end - 1)
        del self._rows[start:end]
        self.endRemoveRows()

    def _insert(self, start: int, rows: Sequence[Row]) -> None:
        self.beginInsertRows(_NOWHERE, start, start + len(rows) - 1)
        self._rows[start:start] = rows
        self.endInsertRows()

    def _refresh(self, rows: Sequence[Row]) -> None:
        for number, row in enumerate(rows):
            if self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number), self.index(number))
