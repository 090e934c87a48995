"""A device's link to the broker; the one place that knows paho, beside broker.foreign.

Callbacks run on the link's own thread and must be short; what they raise is logged, never lost, and never
ends the thread. The link publishes its device's presence (birth, and last will) by itself.
"""

from __future__ import annotations

import logging
import socket
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

from paho.mqtt.client import Client, MQTTMessage, topic_matches_sub
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from broker.aside import Aside
from broker.asking import Asking
from broker.codec import MalformedError, Stamp, decode, encode
from broker.delivery import Acknowledgements, Delivery
from broker.glance import Glance, Sight
from broker.identity import Identity, client_id
from broker.messages import Envelope, Payload, Presence, Reply
from broker.secure import house_context
from broker.topics import ACTIONS, COMMAND, PRESENCE, REPLY, Topic
from broker.trouble import MENDING, Trouble

if TYPE_CHECKING:
    from paho.mqtt.reasoncodes import ReasonCode

    from queueing.clock import Clock

log = logging.getLogger(__name__)
KEEPALIVE_SECONDS = 10
FAR_KEEPALIVE_SECONDS = 3
"""Over lines that are not the house's own, so that a device notices within 10 s that one is cut."""
RECONNECT_SECONDS = (1, 3)
"""Shortest and longest pause between attempts; everyone is back within 5 s of the broker (R-05)."""
CONNECT_SECONDS = 2.0
"""For one attempt; on a line that drops everything it is waited out, and counts among the 5 s."""
ASIDE_SECONDS = 30.0
SESSION_TAKEN_OVER = 0x8E
WITHOUT_A_WORD = 0x80
"""Reasons for a loss: another connection came with our client id; the broker, or the line, gave none."""
Handler = Callable[[Envelope[Any]], None]
RawHandler = Callable[[str, bytes], None]


class NoAnswerError(TimeoutError):
    """The hub did not answer in time; the request may have been done, and its id may be asked again."""


def new_id() -> str:
    """Return a fresh request id."""
    return uuid.uuid4().hex


class Link:
    """One device's connection: listens, publishes, asks; comes back by itself after every loss.

    Where another machine takes its place it stands aside, and looks every `aside_seconds` whether that is gone.
    """

    def __init__(
        self, identity: Identity, clock: Clock, *, new_id: Callable[[], str] = new_id,
        aside_seconds: float = ASIDE_SECONDS,
    ) -> None:
        self.identity = identity
        self.clock = clock
        self.connected = False
        self.trouble: Trouble | None = None
        """Why it is kept away from a broker that can be reached; watchers are told when it changes."""
        self._new_id = new_id
        self._instance = uuid.uuid4().hex[:12]
        """Tells this process from another machine's under the same identity."""
        self._exact: dict[str, list[RawHandler]] = {}
        self._patterns: dict[str, RawHandler] = {}
        self._watchers: list[Callable[[bool], None]] = []
        self._acknowledgements = Acknowledgements()
        self._secure = house_context(identity.credentials) if identity.credentials is not None else None
        self._aside = Aside(
            aside_seconds, look=self._look_aside, come_back=self._come_back,
            taken=lambda: self._meet(Trouble.TAKEN_OVER),
        )
        self._asking = Asking(clock, self._send_request)
        self._has_presence = identity.role in PRESENCE.publish
        self._stopping = False
        # Everybody begins at another node, so that the nodes of a cluster share the work.
        self._turn = crc32(client_id(identity).encode())
        self._client = self._make_client(client_id(identity))
        self._hook_up(self._client)
        if identity.role in REPLY.read:
            self.listen(REPLY, self._on_reply, device=identity.device)

    # ---- life

    def start(self) -> None:
        """Connect in the background and stay connected; returns at once."""
        self._aim()
        self._client.loop_start()

    def stop(self) -> None:
        """Say goodbye, give up open requests, close the connection and end the threads."""
        self._asking.stop()
        self._stopping = True
        self._aside.stop()
        if self.connected and self._has_presence:
            self._announce(online=False).wait(timeout=1)
        self._client.disconnect()
        self._halt()

    def _halt(self) -> None:
        self._client.loop_stop()
        # paho closes the pair that wakes its thread only when it is collected, which may be never in time.
        self._client._reset_sockets(sockpair_only=True)  # noqa: SLF001

    def on_connection(self, watcher: Callable[[bool], None]) -> None:
        """Call the watcher with True after each connect (and subscribe), False after each loss and new trouble."""
        self._watchers.append(watcher)

    # ---- listening

    def listen(self, topic: Topic, handler: Handler, **where: str) -> None:
        """Hand each well-formed message of the topic to the handler; others are logged and dropped."""
        payload = topic.payload
        if payload is None:
            raise ValueError(f"topic {topic.name!r} has no one payload; use listen_raw()")

        def parsed(name: str, raw: bytes) -> None:
            try:
                envelope = decode(raw, payload)
            except MalformedError as error:
                log.warning("dropped a malformed message on %s: %s", name, error)
                return
            handler(envelope)

        self.listen_raw(topic, parsed, **where)

    def listen_raw(self, topic: Topic, handler: RawHandler, **where: str) -> None:
        """Hand each message of the topic to the handler as (topic, bytes); `where` may hold "+" for any."""
        name = topic.at(self.identity.site, **where)
        if "+" in name:
            self._patterns[name] = handler
        else:
            self._exact.setdefault(name, []).append(handler)
        if self.connected:
            self._client.subscribe(name, qos=self._read_qos)

    # ---- telling

    def publish(
        self, topic: Topic, data: Payload, *,
        id: str | None = None, seq: int | None = None,  # noqa: A002 - its name on the wire
        then: Callable[[], None] | None = None, **where: str,
    ) -> Delivery:
        """Publish now; when there is no connection nothing is sent, and the delivery never comes true.

        `then` runs on the link's thread when the broker has acknowledged.
        """
        lifetime = None if topic.expiry_seconds is None else timedelta(seconds=topic.expiry_seconds)
        stamp = Stamp(
            id=id or self._new_id(), source=self.identity.device, type=topic.name,
            time=self.clock.now(), lifetime=lifetime, seq=seq,
        )
        return self.publish_raw(topic, encode(stamp, data), then=then, **where)

    def publish_raw(
        self, topic: Topic, raw: bytes, *, then: Callable[[], None] | None = None, **where: str,
    ) -> Delivery:
        """Publish bytes that were encoded before, e.g. from the outbox."""
        return self._send(topic, topic.at(self.identity.site, **where), raw, None, then)

    # ---- asking

    def ask(
        self, action: str, data: Payload, on_reply: Callable[[Reply | None], None], *,
        request_id: str | None = None, timeout: float = 5.0,
    ) -> str:
        """Ask the hub; `on_reply` gets its one answer, or None after `timeout` seconds; returns the id."""
        request = request_id or self._new_id()
        me = self.identity
        stamp = Stamp(
            id=request, source=me.device, type=f"command.{ACTIONS[action].name}", time=self.clock.now(),
            lifetime=timedelta(seconds=COMMAND.expiry_seconds or 30),
            reply_to=REPLY.at(me.site, device=me.device),
        )
        topic = COMMAND.at(me.site, device=me.device, action=action)
        self._asking.ask(request, topic, encode(stamp, data), on_reply, timeout)
        return request

    def call(
        self, action: str, data: Payload, *, request_id: str | None = None, timeout: float = 5.0,
    ) -> Reply:
        """Ask the hub and wait for its answer; raises NoAnswerError after `timeout` seconds."""
        came = threading.Event()
        box: list[Reply | None] = []

        def take(reply: Reply | None) -> None:
            box.append(reply)
            came.set()

        self.ask(action, data, take, request_id=request_id, timeout=timeout)
        came.wait(timeout + 1)
        if not box or box[0] is None:
            raise NoAnswerError(
                f"the hub of {self.identity.site} at {self.identity.where} "
                f"did not answer {action!r} within {timeout:g} s; is it running? (kvik run, or kvik hub)",
            )
        return box[0]

    def _on_reply(self, envelope: Envelope[Reply]) -> None:
        self._asking.answer(envelope.id, envelope.data)

    def _send_request(self, request: str, topic: str, raw: bytes) -> None:
        self._send(COMMAND, topic, raw, request, None)

    # ---- paho

    def _make_client(self, name: str) -> Client:
        me = self.identity
        client = Client(
            CallbackAPIVersion.VERSION2, client_id=name,
            protocol=MQTTProtocolVersion.MQTTv5 if me.mqtt5 else MQTTProtocolVersion.MQTTv311,
        )
        client.username_pw_set(me.user, me.password or None)
        if self._secure is not None:
            client.tls_set_context(self._secure)
        client.connect_timeout = CONNECT_SECONDS
        client.on_socket_open = _send_small_packets_at_once
        return client

    def _hook_up(self, client: Client) -> None:
        client.reconnect_delay_set(*RECONNECT_SECONDS)
        client.max_inflight_messages_set(20)
        client.on_connect = self._on_connect
        client.on_connect_fail = lambda _c, _u: self._guard(self._not_connected)
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = lambda _c, _u, mid, _rc, _p: self._guard(self._acknowledgements.came, mid)
        if self._has_presence:
            client.will_set(self._presence_topic(), self._presence(online=False), qos=1, retain=True)

    @property
    def _keepalive(self) -> int:
        return FAR_KEEPALIVE_SECONDS if self._secure is not None else KEEPALIVE_SECONDS

    def _aim(self) -> None:
        """Let the next attempt go to the node whose turn it is."""
        nodes = self.identity.addresses
        host, port = nodes[self._turn % len(nodes)]
        self._client.connect_async(host, port, keepalive=self._keepalive)

    def _turn_to_the_next_node(self) -> None:
        """Try another node of the cluster after a loss or a failed attempt; paho itself knows one address only."""
        if self.identity.nodes and not self._stopping:
            self._turn += 1
            self._aim()

    @property
    def _read_qos(self) -> int:
        """Return the quality of what is read; sessions are clean, so no broker keeps anything for a lost link.

        In a cluster each subscription of quality 1 would be a queue on a majority of nodes, which takes 70 ms to
        make, and which stands still until a new leader is elected when the node that leads it dies.
        """
        return 0 if self.identity.nodes else 1

    def _send(
        self, topic: Topic, name: str, raw: bytes, correlation: str | None, then: Callable[[], None] | None,
    ) -> Delivery:
        delivery = Delivery()
        if not self.connected:
            return delivery

        def acknowledged() -> None:
            delivery.acknowledged()
            if then is not None:
                then()

        info = self._client.publish(
            name, raw, qos=topic.qos, retain=topic.retain, properties=self._properties(topic, correlation),
        )
        self._acknowledgements.expect(info.mid, acknowledged)
        return delivery

    def _properties(self, topic: Topic, correlation: str | None) -> Properties | None:
        """Mirror what the JSON says into MQTT 5, for tools that look there."""
        if not self.identity.mqtt5 or (topic.expiry_seconds is None and correlation is None):
            return None
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        if topic.expiry_seconds is not None:
            properties.MessageExpiryInterval = topic.expiry_seconds
        if correlation is not None:
            properties.ResponseTopic = REPLY.at(self.identity.site, device=self.identity.device)
            properties.CorrelationData = correlation.encode()
        return properties

    def _on_connect(
        self, client: Client, _user: object, _flags: object, code: ReasonCode, _props: object,
    ) -> None:
        if code.is_failure:
            self._meet(Trouble.REFUSED, f"{code}; ")
            return
        self.trouble = None
        names = [*self._exact, *self._patterns]
        if names:
            client.subscribe([(name, self._read_qos) for name in names])
        self.connected = True
        if self._has_presence:
            self._announce(online=True)
        self._asking.resend_all()
        self._tell_watchers(up=True)

    def _on_disconnect(
        self, client: Client, _user: object, _flags: object, code: ReasonCode, _props: object,
    ) -> None:
        if not self.connected:
            self._not_connected()
            return
        self.connected = False
        log.info("link of %s is down: %s", self.identity.device, code)
        self._tell_watchers(up=False)
        if self.identity.nodes:
            self._turn_to_the_next_node()
        elif code.value in (SESSION_TAKEN_OVER, WITHOUT_A_WORD) and self._has_presence:
            client.loop_stop()  # ends paho's own attempts; its thread leaves after this callback
            self._aside.begin(known=code.value == SESSION_TAKEN_OVER)

    def _not_connected(self) -> None:
        self._look_at_the_line()
        self._turn_to_the_next_node()

    def _look_at_the_line(self) -> None:
        """Notice why TLS failed, if it did: there paho says no more than that it did not connect."""
        found = self._secure.take_trouble() if self._secure is not None else None
        if found is not None:
            self._meet(found)

    def _meet(self, trouble: Trouble, why: str = "") -> None:
        if trouble is self.trouble:  # said once, not at every attempt
            return
        self.trouble = trouble
        me = self.identity
        log.error("broker %s refuses %s: %s%s", me.where, me.device, why,
                  MENDING[trouble].format(device=me.device))
        self._tell_watchers(up=False)

    def _look_aside(self) -> Sight:
        """Look whether another machine is there as this device, from beside, so as not to throw it off."""
        client = self._make_client(f"{client_id(self.identity)}-aside")
        notice = self._presence(online=True, aside=True)
        glance = Glance(client, self._presence_topic(), self._instance, notice)
        return glance.look(self.identity.host, self.identity.port)

    def _come_back(self) -> None:
        self._halt()
        self.start()

    def _on_message(self, _client: Client, _user: object, message: MQTTMessage) -> None:
        topic = message.topic
        handlers = self._exact.get(topic)
        if handlers is None:
            handlers = [h for pattern, h in self._patterns.items() if topic_matches_sub(pattern, topic)]
        for handler in handlers:
            self._guard(handler, topic, message.payload)

    def _tell_watchers(self, *, up: bool) -> None:
        for watcher in self._watchers:
            self._guard(watcher, up)

    def _guard(self, function: Callable[..., None], *arguments: object) -> None:
        """Run a callback; one that raises must not end paho's thread, which would look connected for ever."""
        try:
            function(*arguments)
        except Exception:
            log.exception("a callback of the link of %s failed", self.identity.device)

    def _announce(self, *, online: bool) -> Delivery:
        return self._send(PRESENCE, self._presence_topic(), self._presence(online=online), None, None)

    def _presence_topic(self) -> str:
        return PRESENCE.at(self.identity.site, device=self.identity.device)

    def _presence(self, *, online: bool, aside: bool = False) -> bytes:
        stamp = Stamp(
            id=self._new_id(), source=self.identity.device, type=PRESENCE.name, time=self.clock.now(),
        )
        return encode(stamp, Presence(
            device=self.identity.device, online=online, instance=self._instance, aside=aside,
        ))


def _send_small_packets_at_once(
    _client: Client, _user: object, sock: Any,  # noqa: ANN401 - paho's socket-like
) -> None:
    """Turn Nagle's algorithm off: it would hold an acknowledgement back for up to 40 ms."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
