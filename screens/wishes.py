"""What a citizen asks of the house: one wish at a time, each with one id until the house has answered (Q-02)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from broker.messages import Payload, Reply, StartVisit, Take

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.bridge import Bridge

SLOW_MS = 1500
"""After this the citizen is told that the house takes its time."""
ANSWER_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Wish:
    """One request to the house and the id that it keeps."""

    id: str
    action: str
    payload: Payload

    @property
    def service(self) -> str:
        """Return the service asked for, if the wish is about one."""
        return self.payload.service if isinstance(self.payload, Take) else ""

    def is_same(self, action: str, payload: Payload) -> bool:
        """Whether asking this would be the same wish; a ticket is the same one in every language."""
        if isinstance(payload, Take):
            return self.service == payload.service
        if isinstance(payload, StartVisit):
            return isinstance(self.payload, StartVisit) and self.payload.station == payload.station
        return (self.action, self.payload) == (action, payload)


def new_id() -> str:
    """Return an id that nobody else has."""
    return uuid.uuid4().hex


class Wishes(QObject):
    """Asks the house, and remembers what it has not answered."""

    answered = Signal(object, object)
    """The Wish and the Reply; None when no answer came in time."""
    slow = Signal()

    def __init__(
        self, bridge: Bridge, *, new_id: Callable[[], str] = new_id, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._new_id = new_id
        self.open: Wish | None = None
        """What is being asked now."""
        self.unanswered: Wish | None = None
        """What was asked last, and met silence; asked again it is still the same wish."""
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self.slow)
        bridge.replied.connect(self._hear)

    def ask(self, action: str, payload: Payload) -> bool:
        """Ask; False while another wish is open, so that more touches change nothing."""
        if self.open is not None:
            return False
        before = self.unanswered
        self._send(before if before and before.is_same(action, payload) else Wish(self._new_id(), action, payload))
        return True

    def ask_again(self) -> bool:
        """Ask once more for what was not answered; False when there is nothing."""
        if self.open is not None or self.unanswered is None:
            return False
        self._send(self.unanswered)
        return True

    def forget(self) -> None:
        """Care no longer for what was asked."""
        self.open = self.unanswered = None
        self._slow.stop()

    def _send(self, wish: Wish) -> None:
        self.open, self.unanswered = wish, None
        self._slow.start()
        self._bridge.ask(wish.action, wish.payload, request_id=wish.id, timeout=ANSWER_SECONDS)

    @Slot(str, object)
    def _hear(self, request: str, reply: Reply | None) -> None:
        wish = self.open
        if wish is None or request != wish.id:
            return
        self.open = None
        self.unanswered = wish if reply is None else None
        self._slow.stop()
        self.answered.emit(wish, reply)
