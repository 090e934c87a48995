"""A short look at the presence of one device, from beside: it asks for nothing else and throws nobody off."""

from __future__ import annotations

import threading
from enum import Enum, auto

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.reasoncodes import ReasonCode

from broker.codec import MalformedError, decode
from broker.messages import Presence

GLANCE_SECONDS = 4.0


class Sight(Enum):
    """What a look shows."""

    TAKEN = auto()
    FREE = auto()
    UNKNOWN = auto()
    """The broker cannot be reached."""


class Glance:
    """One look through a client of its own; it takes 4 s at most."""

    def __init__(self, client: Client, topic: str, own_instance: str, notice: bytes) -> None:
        """Look on a device's topic of presence for another process than our own, and leave it a notice."""
        self._client = client
        self._topic = topic
        self._own_instance = own_instance
        self._notice = notice
        self._done = threading.Event()
        self._answers = 0
        self._sight = Sight.UNKNOWN

    def look(self, host: str, port: int) -> Sight:
        """Connect, look and leave."""
        self._client.on_connect = self._on_connect
        self._client.on_connect_fail = self._client.on_disconnect = self._client.on_publish = self._on_end
        self._client.on_subscribe = lambda *_: self._on_subscribe()
        self._client.on_message = self._on_message
        self._client.connect_async(host, port)
        self._client.loop_start()
        self._done.wait(GLANCE_SECONDS)
        self._client.disconnect()
        self._client.loop_stop()
        self._client._reset_sockets(sockpair_only=True)  # noqa: SLF001 - as in broker.link
        return self._sight

    # ---- paho's thread

    def _on_connect(self, client: Client, _user: object, _flags: object, code: ReasonCode, _props: object) -> None:
        if code.is_failure:
            self._done.set()
        else:
            client.subscribe(self._topic)

    def _on_subscribe(self) -> None:
        """Subscribe twice: what the broker keeps has come before it answers the second time."""
        self._answers += 1
        if self._answers == 1:
            self._client.subscribe(self._topic)
        elif self._sight is Sight.TAKEN:
            self._client.publish(self._topic, self._notice, qos=1)  # not retained: the device itself is there
        else:
            self._sight = Sight.FREE
            self._done.set()

    def _on_message(self, _client: Client, _user: object, message: MQTTMessage) -> None:
        try:
            told = decode(bytes(message.payload), Presence).data
        except MalformedError:
            return
        if not told.aside:
            self._sight = Sight.TAKEN if told.online and told.instance != self._own_instance else Sight.FREE

    def _on_end(self, *_: object) -> None:
        self._done.set()
