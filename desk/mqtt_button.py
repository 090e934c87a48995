"""A radio button behind a gateway: zigbee2mqtt, or a Shelly, heard over MQTT."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, unquote, urlsplit

from broker.foreign import ForeignListener
from desk.button import Stroke
from desk.driver import Lamp, Plug, Tell
from desk.radio_lines import read_press, topics_of
from queueing.clock import Clock

log = logging.getLogger(__name__)
SOURCE = "mqtt"


class BadButtonUrlError(OSError):
    """A button's URL names no broker, or no topic."""


class MqttButton:
    """The driver of one radio button, named as `mqtt://[USER@]HOST[:PORT]/TOPIC[?button=N]`; it has no lamp.

    `clock` tells the real time, also in a house that is tried at another hour: the gateway's was never moved.
    """

    def __init__(self, url: str, clock: Clock, password: str = "") -> None:
        host, port, self.topic = _parts(url)
        self.button = parse_qs(urlsplit(url).query).get("button", [""])[0]
        """Which of the device's buttons counts; empty for all."""
        self._clock = clock
        self._tell: Tell = lambda _happening: None
        self._listener = ForeignListener(
            host, port, topics_of(self.topic), user=user_of(url), password=password, on_message=self._hear,
            on_up=lambda: self._plug(present=True), on_down=lambda: self._plug(present=False),
        )

    def start(self, tell: Tell) -> None:
        """Listen as soon as the broker is there."""
        self._tell = tell
        self._listener.start()

    def show(self, lamp: Lamp) -> None:
        """Do nothing: a radio button has no lamp; the hall and the desk's window show what became of a press."""

    def stop(self) -> None:
        """Listen no more."""
        self._listener.stop()

    # ---- the listener's thread

    def _plug(self, *, present: bool) -> None:
        self._tell(Plug(SOURCE, present=present, detail=f"{self.topic} at {self._listener.where}"))

    def _hear(self, topic: str, raw: bytes) -> None:
        press = read_press(topic, raw)
        if press is None or self.button not in ("", press.button):
            return
        age = 0.0 if press.at is None else self._clock.now().timestamp() - press.at
        at = self._clock.monotonic() - max(0.0, age)
        self._tell(Stroke(f"{SOURCE}:{press.button}", press.edge, at))


def user_of(url: str) -> str:
    """Return as whom a button's URL goes to the broker; empty for nobody in particular."""
    return unquote(urlsplit(url).username or "")


def _parts(url: str) -> tuple[str, int | None, str]:
    """Return host, port and topic."""
    fix = f"write e.g. mqtt://127.0.0.1/zigbee2mqtt/knap-3 instead of {url!r}"
    try:
        parts = urlsplit(url)
        host, port, topic = parts.hostname, parts.port, unquote(parts.path).strip("/")
    except ValueError as error:
        raise BadButtonUrlError(f"the button's broker has no good port: {fix}") from error
    if not host or not topic or any(sign in url or sign in topic for sign in "+#\0"):
        raise BadButtonUrlError(f"a radio button needs a broker and one topic: {fix}")
    return host, port, topic
