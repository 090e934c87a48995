"""The wire as an AsyncAPI 3 document, seen from the hub: generated from the topic table and its models.

The hub `receive`s what devices publish and `send`s what they read; who may do which stands in `x-publish` and
`x-read` of each channel. Nothing here is written twice: change broker/topics.py, then run
`python -m broker.contract`.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

from pydantic.json_schema import models_json_schema

from broker.codec import Stamp, encode
from broker.examples import AT, example_of
from broker.messages import Envelope, Payload, Reply
from broker.topics import ACTIONS, COMMAND, PREFIX, REPLY, TOPICS, VERSION, Action, Role, Scope, Topic

Json = dict[str, Any]
_SCHEMAS = "#/components/schemas/"
_PARAMETERS = {
    "site": ("The house.", "naestved"),
    "device": ("Identity of one device; the broker lets it use its own only.", "kiosk-1"),
    "desk": ("One desk.", "skranke-3"),
}
_SENDERS = {Role.HUB: "hub", Role.KIOSK: "kiosk-1", Role.DISPLAY: "hall-1"}
_REQUEST = "4f1d7a52b0c94ac6"


def text() -> str:
    """Return the document as JSON text, the same for the same table."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def document() -> Json:
    """Return the AsyncAPI document."""
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": "application/json",
        "servers": {"house": _server()},
        "channels": _channels(),
        "operations": _operations(),
        "components": {
            "messages": _messages(),
            "schemas": _schemas(),
            "parameters": {
                name: {"description": words, "examples": [example]}
                for name, (words, example) in _PARAMETERS.items()
            },
            "correlationIds": {
                "request": {
                    "description": "A reply has the id of its request; repeats get the same reply.",
                    "location": "$message.payload#/id",
                },
            },
            "securitySchemes": {
                "device": {
                    "type": "userPassword",
                    "description": "One identity for each device; its secret is made at the first start.",
                },
            },
        },
    }


def _info() -> Json:
    return {
        "title": "Kvik: queue and tickets of a citizens' house",
        "version": f"{VERSION.removeprefix('v')}.0.0",
        "description": (
            "Devices ask the hub by commands and listen to its events and state. Only state is retained. "
            "Delivery is at least once: consumers are idempotent by id and drop what has expired. "
            "Nothing needs more than MQTT 3.1.1; expiry, reply topic and correlation are also mirrored "
            "into the MQTT 5 properties."
        ),
        "license": {"name": "MIT"},
    }


def _server() -> Json:
    return {
        "host": "127.0.0.1",
        "protocol": "mqtt",
        "protocolVersion": "5.0",
        "description": "The house's own Mosquitto; the port stands in house.json of its data folder.",
        "security": [{"$ref": "#/components/securitySchemes/device"}],
    }


# ---- channels: one for each row, and for commands one for each action


def _channels() -> Json:
    commands = {f"command.{a.name}": _command_channel(a) for a in ACTIONS.values()}
    rows = {t.name: _row_channel(t) for t in TOPICS if t is not COMMAND}
    return commands | rows


def _command_channel(action: Action) -> Json:
    pattern = COMMAND.pattern.replace("{action}", action.name)
    publish = {str(role): str(Scope.OWN) for role in Role if role in action.roles}
    channel = _channel(COMMAND, pattern, publish, [f"command.{action.name}"])
    return channel | {"summary": action.summary}


def _row_channel(topic: Topic) -> Json:
    messages = [f"reply.{name}" for name in ACTIONS] if topic is REPLY else [topic.name]
    return _channel(topic, topic.pattern, _scopes(topic.publish), messages)


def _channel(topic: Topic, pattern: str, publish: Json, messages: list[str]) -> Json:
    names = re.findall(r"{(\w+)}", pattern)
    return {
        "address": f"{PREFIX}/{pattern}",
        "summary": topic.summary,
        "parameters": {name: {"$ref": f"#/components/parameters/{name}"} for name in names},
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "x-publish": publish,
        "x-read": _scopes(topic.read),
    }


def _scopes(table: dict[Role, Scope]) -> Json:
    return {str(role): str(table[role]) for role in Role if role in table}


# ---- operations: what the hub does with each channel


def _operations() -> Json:
    commands = {f"command.{a.name}": _command_operation(a) for a in ACTIONS.values()}
    rows = {t.name: _row_operation(t) for t in TOPICS if t not in (COMMAND, REPLY)}
    return commands | rows


def _command_operation(action: Action) -> Json:
    name = f"command.{action.name}"
    return {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{name}"},
        "summary": action.summary,
        "messages": [{"$ref": f"#/channels/{name}/messages/{name}"}],
        "bindings": _bindings(COMMAND),
        "reply": {
            "address": {
                "location": "$message.payload#/reply_to",
                "description": "Always the asker's own reply topic; the hub answers nowhere else.",
            },
            "channel": {"$ref": f"#/channels/{REPLY.name}"},
            "messages": [{"$ref": f"#/channels/{REPLY.name}/messages/reply.{action.name}"}],
        },
    }


def _row_operation(topic: Topic) -> Json:
    return {
        "action": "send" if topic.publish.get(Role.HUB) is Scope.ANY else "receive",
        "channel": {"$ref": f"#/channels/{topic.name}"},
        "summary": topic.summary,
        "messages": [{"$ref": f"#/channels/{topic.name}/messages/{topic.name}"}],
        "bindings": _bindings(topic),
    }


def _bindings(topic: Topic) -> Json:
    mqtt: Json = {"qos": topic.qos, "retain": topic.retain}
    if topic.expiry_seconds is not None:
        mqtt["messageExpiryInterval"] = topic.expiry_seconds
    return {"mqtt": mqtt | {"bindingVersion": "0.2.0"}}


# ---- messages and their schemas


def _messages() -> Json:
    commands = {f"command.{a.name}": _command_message(a) for a in ACTIONS.values()}
    replies = {f"reply.{a.name}": _reply_message(a) for a in ACTIONS.values()}
    rows = {t.name: _message(t, t.name, t.summary, t.payload) for t in TOPICS if t.payload and t is not REPLY}
    return commands | replies | rows


def _command_message(action: Action) -> Json:
    message = _message(COMMAND, f"command.{action.name}", action.summary, action.payload)
    return message | {"correlationId": {"$ref": "#/components/correlationIds/request"}}


def _message(topic: Topic, kind: str, summary: str, payload: type[Payload]) -> Json:
    return {
        "name": kind,
        "summary": summary,
        "payload": {"allOf": [_envelope(payload), {"properties": {"type": {"const": kind}}}]},
        "examples": [{"name": "example", "payload": _example(topic, kind, example_of(payload))}],
    }


def _reply_message(action: Action) -> Json:
    done = Reply(outcome="done", result=example_of(action.result).model_dump(mode="json", exclude_none=True))
    result = {
        "if": {"properties": {"outcome": {"const": "done"}}},
        "then": {"properties": {"result": {"$ref": _SCHEMAS + action.result.__name__}}},
    }
    return {
        "name": f"reply.{action.name}",
        "summary": f"Answer to {action.name}: done with its result, or refused with the reason.",
        "correlationId": {"$ref": "#/components/correlationIds/request"},
        "payload": {
            "allOf": [
                _envelope(Reply), {"properties": {"type": {"const": REPLY.name}, "data": result}},
            ],
        },
        "examples": [
            {"name": "done", "payload": _example(REPLY, REPLY.name, done)},
            {"name": "refused", "payload": _example(REPLY, REPLY.name, example_of(Reply))},
        ],
    }


def _example(topic: Topic, kind: str, data: Payload) -> Json:
    """Return a message as it is on the wire, from the encoder that writes all of them."""
    sender = next(role for role in Role if role in topic.publish) if topic.publish else Role.KIOSK
    stamp = Stamp(
        id=_REQUEST, source=_SENDERS[sender], type=kind, time=AT,
        lifetime=None if topic.expiry_seconds is None else timedelta(seconds=topic.expiry_seconds),
        reply_to=REPLY.at("naestved", device=_SENDERS[sender]) if topic is COMMAND else None,
    )
    example: Json = json.loads(encode(stamp, data))
    return example


def _envelope(payload: type[Payload]) -> Json:
    return {"$ref": f"{_SCHEMAS}{payload.__name__}Message"}


def _payloads() -> list[type[Payload]]:
    """Return every model that crosses the wire as the payload of a message."""
    rows = [topic.payload for topic in TOPICS if topic.payload is not None]
    commands = [action.payload for action in ACTIONS.values()]
    return sorted({*rows, *commands}, key=lambda model: model.__name__)


def _schemas() -> Json:
    """Return the JSON Schemas of all messages and results; "Envelope_Take_" becomes "TakeMessage"."""
    envelopes: list[Any] = [Envelope[payload] for payload in _payloads()]  # type: ignore[valid-type]
    results = {action.result for action in ACTIONS.values()}
    models = [*envelopes, *sorted(results, key=lambda model: model.__name__)]
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template=_SCHEMAS + "{model}",
    )
    renamed = re.sub(r"Envelope_(\w+?)_\b", r"\1Message", json.dumps(schemas["$defs"]))
    renamed = re.sub(r'"title": "Envelope\[(\w+)\]"', r'"title": "\1Message"', renamed)
    named: Json = json.loads(renamed)
    return dict(sorted(named.items()))
