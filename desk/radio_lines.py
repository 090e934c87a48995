"""What radio buttons say over MQTT: zigbee2mqtt's actions and Shelly's events, read from foreign bytes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import Any

from desk.button import Edge

SHELLY_SUFFIX = "/events/rpc"
ACTION_SUFFIX = "/action"
_NUMBER = re.compile(r"[0-9]{1,2}")
_EDGES = {
    "single": Edge.CLICK, "on": Edge.CLICK, "toggle": Edge.CLICK, "press": Edge.CLICK, "double": Edge.CLICK,
    "triple": Edge.CLICK, "hold": Edge.HOLD, "long": Edge.HOLD,
    "single_push": Edge.CLICK, "double_push": Edge.CLICK, "triple_push": Edge.CLICK, "long_push": Edge.HOLD,
}
"""A second click in haste is still one press."""


@dataclass(frozen=True, slots=True)
class RadioPress:
    """One press as it was told."""

    button: str
    """Which of the device's buttons, e.g. "1"; empty for the only one."""
    edge: Edge
    at: float | None = None
    """Seconds since 1970 by the device's clock, where it tells."""


def topics_of(path: str) -> tuple[str, ...]:
    """Return what to subscribe to for a button's topic: Shelly's own, or zigbee2mqtt's with its double."""
    return (path,) if path.endswith(SHELLY_SUFFIX) else (path, path + ACTION_SUFFIX)


def read_press(topic: str, raw: bytes) -> RadioPress | None:
    """Return the press that a message tells of; None for anything else, whatever it is."""
    if topic.endswith(ACTION_SUFFIX):
        return _action(raw.decode("ascii", errors="replace"))
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    return _shelly(told) if topic.endswith(SHELLY_SUFFIX) else _action(told.get("action"))


def _action(action: object) -> RadioPress | None:
    """Read zigbee2mqtt's word, which names the button before or behind what it did: "1_single", "single_1"."""
    if not isinstance(action, str):
        return None
    words = action.strip().split("_")
    edges = [_EDGES[word] for word in words if word in _EDGES]
    if not edges or "release" in words:
        return None
    edge = Edge.HOLD if Edge.HOLD in edges else edges[0]
    return RadioPress(next((word for word in words if _NUMBER.fullmatch(word)), ""), edge)


def _shelly(told: dict[str, Any]) -> RadioPress | None:
    """Read the first push of a NotifyEvent."""
    parameters = told.get("params")
    if told.get("method") != "NotifyEvent" or not isinstance(parameters, dict):
        return None
    events = parameters.get("events")
    if not isinstance(events, list):
        return None
    for event in events:
        kind = event.get("event") if isinstance(event, dict) else None
        if isinstance(kind, str) and kind.endswith("_push") and kind in _EDGES:
            at = _moment(event.get("ts")) or _moment(parameters.get("ts"))
            return RadioPress(str(event.get("id", ""))[:8], _EDGES[kind], at)
    return None


def _moment(seconds: object) -> float | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        moment = float(seconds)
    except OverflowError:
        return None
    return moment if isfinite(moment) and moment > 0 else None
