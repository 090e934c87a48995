"""Topics that are not the house's own: what a gateway for radio buttons publishes on its broker.

A listener of this kind says nothing, keeps no session, and hears nothing from before it listened: what a broker
has retained is dropped, so that a press of last night calls nobody.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

log = logging.getLogger(__name__)
DEFAULT_PORT = 1883
KEEPALIVE_SECONDS = 10
RECONNECT_SECONDS = (1, 4)
LARGEST = 4096
"""Bytes of a message; no button says more."""


class ForeignListener:
    """Hears some topics of a broker, which may be the gateway's; all callbacks run on the listener's thread."""

    def __init__(
        self, host: str, port: int | None, topics: Iterable[str], *, user: str = "", password: str = "",
        on_message: Callable[[str, bytes], None], on_up: Callable[[], None], on_down: Callable[[], None],
    ) -> None:
        self.where = f"{host}:{port or DEFAULT_PORT}"
        self._address = host, port or DEFAULT_PORT
        self._topics = tuple(topics)
        self._hear = on_message
        self._up, self._down = on_up, on_down
        self._complained = False
        self._client = Client(
            CallbackAPIVersion.VERSION2, client_id=f"kvik-{uuid.uuid4().hex[:12]}", clean_session=True,
        )
        if user:
            self._client.username_pw_set(user, password)
        self._client.reconnect_delay_set(*RECONNECT_SECONDS)
        self._client.on_connect = self._on_connect
        self._client.on_connect_fail = lambda _client, _user: self._complain("does not answer; is it running?")
        self._client.on_subscribe = self._on_subscribe
        self._client.on_disconnect = self._on_disconnect
        self._client.on_message = self._on_message

    def start(self) -> None:
        """Connect in the background and stay connected; returns at once."""
        self._client.connect_async(*self._address, keepalive=KEEPALIVE_SECONDS)
        self._client.loop_start()

    def stop(self) -> None:
        """Close the connection and end the thread."""
        self._client.disconnect()
        self._client.loop_stop()
        # paho closes the pair that wakes its thread only when it is collected, which may be never in time.
        self._client._reset_sockets(sockpair_only=True)  # noqa: SLF001

    # ---- paho's thread

    def _on_connect(
        self, client: Client, _user: object, _flags: ConnectFlags, code: ReasonCode, _props: Properties | None,
    ) -> None:
        if code.is_failure:
            self._complain(f"refuses the buttons' listener: {code}")
            return
        client.subscribe([(topic, 0) for topic in self._topics])

    def _on_subscribe(
        self, _client: Client, _user: object, _mid: int, codes: list[ReasonCode], _props: Properties | None,
    ) -> None:
        """Hear from now on; a broker may let somebody in and still keep a topic back."""
        kept_back = [t for t, code in zip(self._topics, codes, strict=False) if code.is_failure]
        if kept_back:
            self._complain(f"keeps back {', '.join(kept_back)}; let the listener read it")
        if len(kept_back) < len(self._topics):
            self._complained = bool(kept_back)
            self._guard(self._up)

    def _on_disconnect(
        self, _client: Client, _user: object, _flags: DisconnectFlags, code: ReasonCode,
        _props: Properties | None,
    ) -> None:
        self._guard(self._down)
        if code.is_failure:
            self._complain(f"is gone: {code}")

    def _on_message(self, _client: Client, _user: object, message: MQTTMessage) -> None:
        if not message.retain and len(message.payload) <= LARGEST:
            self._guard(self._hear, message.topic, message.payload)

    def _guard(self, function: Callable[..., None], *arguments: object) -> None:
        """Run a callback; one that raises must not end paho's thread, which would look connected for ever."""
        try:
            function(*arguments)
        except Exception:
            log.exception("a callback of the listener at %s failed", self.where)

    def _complain(self, trouble: str) -> None:
        """Log trouble once, not at every attempt."""
        if not self._complained:
            log.warning("the broker of the buttons at %s %s", self.where, trouble)
        self._complained = True
