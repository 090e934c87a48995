"""What became of the last wish, for the line above the big button; it goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from desk.client import Kind, Outcome

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1
SHOWN_MS = 8000
_NONE = Outcome(kind=Kind.DONE, action="")


@QmlElement
class Report(QObject):
    """The last outcome as QML reads it; the words are QML's."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome = _NONE
        self._fade = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._fade.timeout.connect(self.clear)

    def show(self, outcome: Outcome) -> None:
        """Show an outcome for a while."""
        self._outcome = outcome
        self._fade.start()
        self.changed.emit()

    def forget_refusal(self) -> None:
        """Show a refusal no longer: it was about somebody who has left."""
        if self._outcome.kind is not Kind.DONE:
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._outcome = _NONE
        self.changed.emit()

    @Property(str, notify=changed)
    def kind(self) -> str:
        """Its outcome: sent, done, nobody, refused, offline, unanswered, busy or cooling."""
        return self._outcome.kind.value

    @Property(str, notify=changed)
    def action(self) -> str:
        """Wish that it is about; empty when there is nothing to tell."""
        return self._outcome.action

    @Property(str, notify=changed)
    def number(self) -> str:
        """Who was called."""
        return self._outcome.number

    @Property(str, notify=changed)
    def finished(self) -> str:
        """Whose visit a call ended."""
        return self._outcome.finished

    @Property(str, notify=changed)
    def set_aside(self) -> str:
        """Whose visit a call left while its line was lost."""
        return self._outcome.set_aside

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Reason of a refusal."""
        return self._outcome.reason

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def facts(self) -> dict[str, str | int]:
        """Facts of a refusal, e.g. the number and the seconds to wait."""
        return dict(self._outcome.facts)
