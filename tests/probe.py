"""A bare MQTT client for tests that look at the broker itself, past our own link."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from tests.patience import PATIENCE


class RefusedError(Exception):
    """The broker did not let the probe in."""


class Probe:
    """Connects at once, remembers every message, and waits for acknowledgements."""

    def __init__(
        self, port: int, user: str, password: str, client_id: str | None = None, *, mqtt5: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.inbox: list[tuple[str, bytes]] = []
        self._changed = threading.Condition()
        self._code: str | None = None
        self._subscribed = 0
        self._client = Client(
            CallbackAPIVersion.VERSION2, client_id=client_id or user,
            protocol=MQTTProtocolVersion.MQTTv5 if mqtt5 else MQTTProtocolVersion.MQTTv311,
        )
        self._client.username_pw_set(user, password)
        if tls is not None:
            self._client.tls_set_context(tls)
        self._client.on_connect = self._on_connect
        self._client.on_subscribe = self._on_subscribe
        self._client.on_message = self._on_message
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._wait(lambda: self._code is not None, "no answer to CONNECT")
        if self._code != "Success":
            self.close()
            raise RefusedError(self._code)

    def subscribe(self, topics: Iterable[str], qos: int = 1) -> None:
        """Subscribe and wait until the broker has answered, whatever it answers."""
        wanted = self._subscribed + 1
        self._client.subscribe([(topic, qos) for topic in topics])
        self._wait(lambda: self._subscribed >= wanted, "no answer to SUBSCRIBE")

    def publish(self, topics: Iterable[str], payload: str = "x", *, retain: bool = False) -> None:
        """Publish the payload to each topic and wait until the broker has taken or refused every one."""
        sent = [self._client.publish(topic, payload, qos=1, retain=retain) for topic in topics]
        for info in sent:
            info.wait_for_publish(PATIENCE)

    def wait_for(self, topic: str) -> None:
        """Wait until a message on the topic has come."""
        self._wait(lambda: any(t == topic for t, _ in self.inbox), f"nothing came on {topic}")

    def topics(self) -> set[str]:
        """Return the topics on which something came."""
        return {topic for topic, _ in self.inbox}

    def close(self) -> None:
        """Disconnect and end the thread."""
        self._client.disconnect()
        self._client.loop_stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None,
    ) -> None:
        self.close()

    def _wait(self, condition: Any, complaint: str) -> None:
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            assert self._changed.wait_for(condition, deadline - time.monotonic()), complaint

    def _on_connect(self, _client: Client, _user: object, _flags: object, code: object, _p: object) -> None:
        with self._changed:
            self._code = str(code)
            self._changed.notify_all()

    def _on_subscribe(self, _client: Client, _user: object, _mid: int, _codes: object, _p: object) -> None:
        with self._changed:
            self._subscribed += 1
            self._changed.notify_all()

    def _on_message(self, _client: Client, _user: object, message: MQTTMessage) -> None:
        with self._changed:
            self.inbox.append((message.topic, message.payload))
            self._changed.notify_all()
