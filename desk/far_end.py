"""The far end of a visit over a screen as QML shows it: where the citizen sits, the line, and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        self._failed_here = self._on_screen = False

    @property
    def conversation(self) -> Conversation | None:
        """The conversation that is to be open now."""
        return None if self._remote is None else self._remote.conversation

    def show(self, remote: Remote | None, shown_by: Sequence[str]) -> None:
        """Show this end from now on, None for a citizen in the house, and who has acknowledged the call."""
        on_screen = remote is not None and remote.station in shown_by
        if remote == self._remote and on_screen == self._on_screen:
            return
        self._on_screen = on_screen
        before, self._remote = self.conversation, remote
        now = self.conversation
        same_room = before is not None and now is not None and before.room == now.room
        self._failed_here = self._failed_here and same_room
        self.changed.emit()
        if before != now:
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
        if self._failed_here:
            return "failed-here"
        return "open" if self._on_screen and self._remote.video != "failed" else self._remote.video
