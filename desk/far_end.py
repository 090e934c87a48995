"""The far end of a visit over a screen as QML shows it: where the citizen sits, the line, and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from broker.messages import Conversation, Remote
    from config.site import Site

QML_IMPORT_NAME = "Desk"
QML_IMPORT_MAJOR_VERSION = 1


def town_of(site: Site, station: str | None) -> str:
    """Return what staff call the place of a station; nothing for a citizen in the house."""
    branch = next((s.branch for s in site.stations if s.id == station), "")
    settings = site.branches.get(branch)
    return (station or "") if settings is None else settings.town


@QmlElement
class FarEnd(QObject):
    """A station's end of the visit at the desk."""

    changed = Signal()
    conversation_changed = Signal()
    """Another conversation is to be opened, or the present one is over."""

    def __init__(self, site: Site, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._remote: Remote | None = None
        self._failed_here = False

    @property
    def conversation(self) -> Conversation | None:
        """The conversation that is to be open now."""
        return None if self._remote is None else self._remote.conversation

    def show(self, remote: Remote | None) -> None:
        """Show this end from now on; None for a citizen in the house."""
        if remote == self._remote:
            return
        before, self._remote = self.conversation, remote
        self._failed_here = self._failed_here and remote is not None
        self.changed.emit()
        if before != self.conversation:
            self.conversation_changed.emit()

    def note_picture(self, *, failed: bool) -> None:
        """Note whether the picture opened at this desk."""
        self._failed_here = failed
        self.changed.emit()

    @Property(str, notify=changed)
    def town(self) -> str:
        """Town where the citizen sits; empty for one in the house."""
        return "" if self._remote is None else town_of(self._site, self._remote.station)

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether the citizen has said so."""
        return self._remote is not None and self._remote.ready

    @Property(str, notify=changed)
    def sight(self) -> str:
        """State of the conversation: lost (its line), failed-here, failed (there), open or opening; or nothing."""
        if self._remote is None:
            return ""
        if self._remote.lost_since is not None:
            return "lost"
        return "failed-here" if self._failed_here else self._remote.video
