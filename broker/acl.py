"""The broker's access list: who may publish and read what, generated from the one topic table.

Whatever is not listed is denied. Topics are written out for each device, without `%u` patterns, so that the
file can be read and a changed line can be reviewed. `python -m broker.acl` writes the shipped site's list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from broker.topics import ACTIONS, COMMAND, TOPICS, Role, Scope, Topic

Verb = Literal["read", "write"]
_NAME = re.compile(r"[a-z0-9-]{1,40}")


class Device(Protocol):
    """What the access list must know of a device; config.devices.Device is one."""

    @property
    def id(self) -> str:
        """Return its identity, which is its user name at the broker."""
        ...

    @property
    def role(self) -> str:
        """Return its role, one of broker.topics.Role."""
        ...

    @property
    def desk(self) -> str | None:
        """Return the desk it is bound to, if it is bound to one."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One line: what a device may do with a topic, which may hold "+" for any one word."""

    verb: Verb
    topic: str

    def __str__(self) -> str:
        """Return the line as Mosquitto reads it."""
        return f"topic {self.verb} {self.topic}"


def access_list(site: str, devices: Iterable[Device]) -> str:
    """Return the access list of a site as a Mosquitto ACL file."""
    head = f"# Who may do what at the broker of {site}; generated from broker/topics.py by kvik contract.\n"
    return head + "".join(_section(site, device) for device in devices)


def grants(site: str, device: Device) -> tuple[Grant, ...]:
    """Return all that a device may do; raises ValueError for names that could widen a grant."""
    for name in (site, device.id, device.desk or "-"):
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot stand in a topic; use a to z, 0 to 9 and - only, at most 40")
    return (*_commands(site, device), *_rows(site, device))


def _section(site: str, device: Device) -> str:
    lines = "".join(f"{grant}\n" for grant in grants(site, device))
    return f"\n# {device.role}\nuser {device.id}\n{lines}"


def _commands(site: str, device: Device) -> Iterator[Grant]:
    """Yield one line for each action of the role, under the device's own name (S-04)."""
    for action in ACTIONS.values():
        if device.role in action.roles:
            yield Grant("write", COMMAND.at(site, device=device.id, action=action.name))


def _rows(site: str, device: Device) -> Iterator[Grant]:
    role = Role(device.role)
    for topic in TOPICS:
        yield from _grant("write", topic, topic.publish.get(role), site, device)
        yield from _grant("read", topic, topic.read.get(role), site, device)


def _grant(verb: Verb, topic: Topic, scope: Scope | None, site: str, device: Device) -> Iterator[Grant]:
    if scope is Scope.ANY:
        yield Grant(verb, topic.at(site, device="+", desk="+", action="+"))
    if scope is Scope.OWN and ("{desk}" not in topic.pattern or device.desk is not None):
        yield Grant(verb, topic.at(site, device=device.id, desk=device.desk or "", action="+"))
