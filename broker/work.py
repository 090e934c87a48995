"""What passes between the wire and the use cases: a command that arrived, who sent it, and what it led to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from broker import messages as m
from broker.mail import Notice
from broker.topics import Role, Topic
from queueing.ports import Letter, UnitOfWork
from queueing.reception import Ask
from queueing.tickets import Event


@dataclass(frozen=True, slots=True)
class Arrived:
    """A command as it came from the wire; its topic's device is the identity that the broker checked."""

    device: str
    action: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Actor:
    """One known device."""

    device: str
    role: Role
    desk: str | None = None
    branch: str | None = None
    """The branch library where it stands; None for the house itself."""


@dataclass(slots=True)
class Done:
    """What one command led to, to be sent once the transaction is committed."""

    device: str
    reply: bytes
    events: list[Event] = field(default_factory=list)
    calls: list[m.Call] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    """The calls, as rows of the outbox."""
    notes: list[tuple[Topic, m.Payload, str]] = field(default_factory=list)
    """Messages that may be lost, and the device that they are for: orders to printers."""
    mails: list[Notice] = field(default_factory=list)
    """Mails to citizens, stored with what they tell."""


Serve = Callable[[UnitOfWork, Ask, Any, Done], m.Payload]
"""Serves one action: its payload in, its result out; what must be sent besides goes into Done."""
