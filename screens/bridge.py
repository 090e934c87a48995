"""From the link's thread to Qt's: whatever the wire brings becomes a signal in the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from broker.link import new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from broker.delivery import Delivery
    from broker.link import Link
    from broker.messages import Envelope, Payload, Reply
    from broker.topics import Topic


class Bridge(QObject):
    """One face's end of the link; all its signals come in the GUI thread, whoever listens."""

    connected_changed = Signal(bool)
    trouble_changed = Signal(str)
    """What keeps the link away, a word of broker.trouble; empty when nothing does."""
    received = Signal(str, object)
    """Name of the topic's row, e.g. "services", and the Envelope."""
    replied = Signal(str, object)
    """Request id and the Reply; None when no answer came in time."""

    _link_changed = Signal(bool)
    _trouble_came = Signal(str)
    _message_came = Signal(str, object)
    _reply_came = Signal(str, object)

    def __init__(
        self, link: Link, parent: QObject | None = None, *, new_id: Callable[[], str] = new_id,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._new_id = new_id
        self._connected = False
        queued = Qt.ConnectionType.QueuedConnection
        self._link_changed.connect(self._set_connected, queued)
        self._trouble_came.connect(self._hand_on_trouble, queued)
        self._message_came.connect(self._hand_on_message, queued)
        self._reply_came.connect(self._hand_on_reply, queued)
        link.on_connection(self._link_changed.emit)
        link.on_connection(lambda _up: self._trouble_came.emit(str(link.trouble or "")))

    @property
    def connected(self) -> bool:
        """Whether the broker is reached."""
        return self._connected

    def listen(self, topic: Topic, **where: str) -> None:
        """Emit `received` for each message of a topic."""
        def hand_over(envelope: Envelope[Any]) -> None:
            self._message_came.emit(topic.name, envelope)

        self._link.listen(topic, hand_over, **where)

    def ask(
        self, action: str, payload: Payload, *, request_id: str | None = None, timeout: float = 5.0,
    ) -> str:
        """Ask the hub and return the request id; `replied` brings the answer, or None in time.

        The same `request_id` again is the same wish, and gets the same answer.
        """
        request = request_id or self._new_id()

        def hand_over(reply: Reply | None) -> None:
            self._reply_came.emit(request, reply)

        return self._link.ask(action, payload, hand_over, request_id=request, timeout=timeout)

    def publish(self, topic: Topic, data: Payload, **where: str) -> Delivery:
        """Publish a message; nothing is sent while there is no connection."""
        return self._link.publish(topic, data, id=None, seq=None, then=None, **where)

    @Slot(bool)
    def _set_connected(self, connected: bool) -> None:  # noqa: FBT001 - a slot's argument is positional
        self._connected = connected
        self.connected_changed.emit(connected)

    @Slot(str)
    def _hand_on_trouble(self, trouble: str) -> None:
        self.trouble_changed.emit(trouble)

    @Slot(str, object)
    def _hand_on_message(self, name: str, envelope: object) -> None:
        self.received.emit(name, envelope)

    @Slot(str, object)
    def _hand_on_reply(self, request: str, reply: object) -> None:
        self.replied.emit(request, reply)
