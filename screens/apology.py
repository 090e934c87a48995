"""What a screen says when a wish was not met: an excuse as QML reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from screens.excuse import Excuse

if TYPE_CHECKING:
    from config.site import Site
    from screens.house import House

QML_IMPORT_NAME = "Screens"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Apology(QObject):
    """The excuse that was made last; empty until `make` is called."""

    changed = Signal()

    def __init__(self, site: Site, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site, self._house = site, house
        self.excuse = Excuse()
        house.language_changed.connect(self.changed)

    def make(self, excuse: Excuse) -> None:
        """Say this from now on."""
        self.excuse = excuse
        self.changed.emit()

    def clear(self) -> None:
        """Forget the excuse."""
        self.make(Excuse())

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why the wish was not met: a reason of the house or of the screen, e.g. no_answer."""
        return self.excuse.reason

    @Property(str, notify=changed)
    def service(self) -> str:
        """Name of the service that it is about, in the language shown."""
        settings = self._site.services.get(self.excuse.service)
        return "" if settings is None else self._house.words(settings.name)

    @Property(str, notify=changed)
    def booked(self) -> str:
        """Booked time that it is about, e.g. "mandag 30. november kl. 13.15"; of today only "kl. 13.15"."""
        start = self.excuse.start
        return "" if start is None else self._house.when_text(start)

    @Property(bool, notify=changed)
    def past(self) -> bool:
        """Whether that time was on a day before today."""
        start = self.excuse.start
        return start is not None and self._house.local(start).date() < self._house.now().date()

    @Property(str, notify=changed)
    def number(self) -> str:
        """Ticket that it is about, as on the wire."""
        return self.excuse.number

    @Property(bool, notify=changed)
    def at_branch(self) -> bool:
        """Whether the citizen is expected at a branch library; else it is in the house."""
        return self.excuse.branch in self._site.branches

    @Property(str, notify=changed)
    def place(self) -> str:
        """Name of where the citizen is expected: the branch library, or the house."""
        branch = self._site.branches.get(self.excuse.branch)
        return self._site.name if branch is None else branch.name

    @Property(bool, notify=changed)
    def here(self) -> bool:
        """Whether that is the branch library where this screen stands: another screen or desk there is meant."""
        branch = self._site.branches.get(self.excuse.branch)
        return branch is not None and bool(branch.name == self._house.property("name"))
