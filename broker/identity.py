"""Who a link is: its device, its secret, where its broker listens, and the name that it goes by there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from broker.topics import Role
from config.devices import shared_user

if TYPE_CHECKING:
    from config.connection import Connection
    from config.pack import Credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a link is, and where its broker listens."""

    device: str
    password: str
    host: str
    port: int
    site: str
    role: Role
    desk: str | None = None
    mqtt5: bool = True
    """False for brokers that speak only MQTT 3.1.1; nothing depends on more."""
    credentials: Credentials | None = None
    """With them the link comes in over TLS by its certificate, and needs no password."""
    nodes: tuple[tuple[str, int], ...] = ()
    """Host and port of every node of a cluster that houses share; empty for a broker of the house's own."""

    @property
    def user(self) -> str:
        """Return its user name at the broker."""
        return shared_user(self.site, self.device) if self.nodes else self.device

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Return where its broker can be met."""
        return self.nodes or ((self.host, self.port),)

    @property
    def where(self) -> str:
        """Return the addresses for people."""
        return " or ".join(f"{host}:{port}" for host, port in self.addresses)


def identity_of(connection: Connection) -> Identity:
    """Return who a link with this connection is."""
    return Identity(
        device=connection.device, password=connection.password, host=connection.host, port=connection.port,
        site=connection.site.id, role=Role(connection.role), desk=connection.desk,
        mqtt5=connection.mqtt5, nodes=connection.nodes, credentials=connection.credentials,
    )


def client_id(me: Identity) -> str:
    """Return an id that replaces the device's own old session, and that no other device can guess and throw off.

    Brokers let anybody whom they let in take any client id; so it holds a digest of what only this device has, its
    password or its key. Many commands may run at once as the console, so each of these is somebody new.
    """
    if me.role is Role.CONSOLE:
        return f"{me.device}-{uuid.uuid4().hex[:12]}"
    secret = me.credentials.key.read_text(encoding="ascii") if me.credentials is not None else me.password
    return f"{me.device}-{sha256(f'client id of {me.device}: {secret}'.encode()).hexdigest()[:12]}"
