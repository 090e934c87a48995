"""A citizen's call for a person, and what came of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from broker.messages import AskForHelp, Reply

if TYPE_CHECKING:
    from screens.bridge import Bridge

ANSWER_SECONDS = 10.0


class Help(StrEnum):
    """What became of a call for a person."""

    NONE = ""
    ASKING = "asking"
    TOLD = "told"
    FAILED = "failed"


class HelpCall(QObject):
    """At most one call, while its page is shown; the phone number there helps without the house as well."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._request = ""
        self.state = Help.NONE
        bridge.replied.connect(self._hear)

    @property
    def shown(self) -> bool:
        """Whether its page is on the screen."""
        return self.state is not Help.NONE

    def call(self, page: str) -> None:
        """Ask the house for a person, from this page; once, until it fails or is put away."""
        if self.state not in (Help.NONE, Help.FAILED):
            return
        self.state = Help.ASKING
        self._request = self._bridge.ask("help", AskForHelp(page=page), timeout=ANSWER_SECONDS)
        self.changed.emit()

    def put_away(self) -> None:
        """Go back to what was shown before; the house comes all the same."""
        self.state, self._request = Help.NONE, ""

    @Slot(str, object)
    def _hear(self, request: str, reply: Reply | None) -> None:
        if self.shown and request == self._request:
            done = reply is not None and reply.outcome == "done"
            self.state = Help.TOLD if done else Help.FAILED
            self.changed.emit()
