"""A house's account on a NATS cluster: who may publish and read what, from the same table as broker.acl.

An account of its own keeps a house apart from all others on the cluster: its subjects, what is retained, and its
sessions are seen by nobody else. What is not listed is denied; NATS needs no grant for its own `$MQTT` subjects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from broker.acl import Device, Grant, Verb, grants
from config.devices import shared_user


def account(site: str, devices: Iterable[Device], password: Callable[[str], str] | None = None) -> str:
    """Return a house's account, to be included in the block `accounts` of every node's configuration.

    `password` gives that of a device; without it a word stands in for each, so that the file may be shown.
    """
    tell = password or (lambda device: f"the secret of {device}")
    users = "".join(_user(site, device, tell(device.id)) for device in devices)
    return (
        f"# The house {site} on a NATS cluster; generated from broker/topics.py by kvik contract --nats.\n"
        f"{site}: {{\n  jetstream: enabled\n  users: [\n{users}  ]\n}}\n"
    )


def subject(topic: str) -> str:
    """Return the NATS subject of an MQTT topic or pattern; our names hold no sign that needs more than this."""
    return topic.replace("/", ".").replace("+", "*")


def _user(site: str, device: Device, password: str) -> str:
    found = grants(site, device)
    name, secret = json.dumps(shared_user(site, device.id)), json.dumps(password)
    return (
        f"    # {device.role}\n"
        f'    {{ user: {name}, password: {secret}, allowed_connection_types: ["MQTT"], permissions: {{\n'
        f"      publish: {allowed(found, 'write')}\n"
        f"      subscribe: {allowed(found, 'read')}\n"
        "    } }\n"
    )


def allowed(found: Iterable[Grant], verb: Verb) -> str:
    """Return the grants of one kind; an empty list would allow everything."""
    subjects = [subject(grant.topic) for grant in found if grant.verb == verb]
    if not subjects:
        return '{ deny: [">"] }'
    lines = "".join(f"        {json.dumps(each)}\n" for each in subjects)
    return f"{{ allow: [\n{lines}      ] }}"
