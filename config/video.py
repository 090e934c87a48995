"""Where a citizen at a station and an officer in the house meet: an engine that exists, never one of ours."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import quote, urlsplit

from pydantic import BeforeValidator, Field, model_validator

from config.values import AbsolutePath, Line, Mistake, Settings, shown

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PLACES = ("{room}", "{side}", "{number}")
_PLACE = re.compile(r"\{[^{}]*\}?|\}")
_WITHOUT_QUESTIONS = (
    "config.prejoinConfig.enabled=false", "config.disableDeepLinking=true",
    "config.startWithAudioMuted=false", "config.startWithVideoMuted=false",
)
"""Nobody shall have to say again that they want the conversation that they sit in."""


class Side(StrEnum):
    """One end of a conversation."""

    STATION = "station"
    DESK = "desk"


def parse_server(value: object) -> str:
    """Return the address of a Jitsi Meet server without a slash at its end; raises Mistake."""
    address = _safe(value, "https://meet.example.dk")
    if _PLACE.search(address) or "?" in address or "#" in address:
        raise Mistake(f"is {shown(address)}, and only the server is written here",
                      'Write e.g. "https://meet.example.dk"; each call gets a room of its own')
    return address.rstrip("/")


def parse_page(value: object) -> str:
    """Return the address of a meeting with the place of its room; raises Mistake."""
    example = "https://video.example.dk/rum/{room}"
    address = _safe(value, example)
    if _PLACE.findall(address) != ["{room}"]:
        raise Mistake(f"is {shown(address)}, which lacks {{room}} or has more in braces than that",
                      f'Write {{room}} once, where the name of the room goes, e.g. "{example}"')
    return address


def _safe(value: object, example: str) -> str:
    """Return an address that nobody on the way can read or change."""
    fix = f'Write e.g. "{example}"'
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        raise Mistake(f"is {shown(value)}, which is no address", fix)
    try:
        parts = urlsplit(value)
        host, user, port = parts.hostname, parts.username, parts.port
    except ValueError:  # brackets, or a port that is no number or too high
        host, user, port = None, None, 0
    if not host or user is not None or port == 0 or "{" in host:
        raise Mistake(f"is {shown(value)}, which names no server", fix)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise Mistake(f"is {shown(value)}, which others could listen to", f"{fix}; http is for this machine alone")
    return value


def parse_command(value: object) -> tuple[str, ...]:
    """Return the words of a program that opens a conversation; raises Mistake."""
    example = 'Write e.g. ["samtale", "--rum", "{room}"]'
    words = _words(value, example)
    strange = next((p for word in words for p in _PLACE.findall(word) if p not in _PLACES), None)
    if strange is not None:
        raise Mistake(f"has {shown(strange)}, which stands for nothing", f"Use {', '.join(_PLACES)}")
    if not any("{room}" in word for word in words):
        raise Mistake(f"is {shown(words)}, which lacks {{room}}", example)
    return words


def parse_browser(value: object) -> tuple[str, ...]:
    """Return the words that start a browser; raises Mistake."""
    return _words(value, 'Write e.g. ["chromium"]')


def _words(value: object, fix: str) -> tuple[str, ...]:
    """Return the words of a command; they never meet a shell."""
    if not isinstance(value, (list, tuple)) or not value:
        raise Mistake(f"is {shown(value)}, which is no list of words", fix)
    for word in value:
        if not isinstance(word, str) or not word or not word.isprintable():
            raise Mistake(f"has {shown(word)} as a word", fix)
    return tuple(value)


class TokenSettings(Settings):
    """How to sign the passes that a Jitsi server asks for."""

    app_id: Line = Field(examples=["kvik"])
    audience: Line = Field(default="jitsi", examples=["jitsi"])
    secret_file: AbsolutePath = Field(examples=["/etc/kvik/jitsi.secret"])
    """The file that holds the secret shared with the server, readable by the hub alone."""


class VideoSettings(Settings):
    """The engine of conversations: one of three kinds; without any, the two ends talk without a picture."""

    jitsi: Annotated[str, BeforeValidator(parse_server)] | None = Field(
        default=None, examples=["https://meet.example.dk"],
    )
    url: Annotated[str, BeforeValidator(parse_page)] | None = Field(
        default=None, examples=["https://video.example.dk/rum/{room}"],
    )
    command: Annotated[tuple[str, ...], BeforeValidator(parse_command)] | None = Field(
        default=None, examples=[["samtale", "--rum", "{room}"]],
    )
    browser: Annotated[tuple[str, ...], BeforeValidator(parse_browser)] = Field(
        default=("chromium",), examples=[["chromium"]],
    )
    """Starts the browser that opens the first two kinds."""
    token: TokenSettings | None = None

    @model_validator(mode="after")
    def _one_engine(self) -> Self:
        named = [name for name in ("jitsi", "url", "command") if getattr(self, name) is not None]
        if len(named) != 1:
            raise Mistake(f"names {' and '.join(named) or 'no engine'}, and a conversation opens in one",
                          "Keep one of jitsi, url and command")
        if self.token is not None and self.jitsi is None:
            raise Mistake("has a token, which only jitsi asks for", "Remove [video.token]")
        return self

    def page(self, room: str, token: str | None, name: str) -> str | None:
        """Return the address to open in the browser, None where a program opens the conversation.

        `name` is what the other end reads: a desk's or a town's, never a person's.
        """
        if self.jitsi is not None:
            ticket = "" if token is None else f"?jwt={quote(token, safe='')}"
            shown_name = f"userInfo.displayName={quote(json.dumps(name, ensure_ascii=False), safe='')}"
            return f"{self.jitsi}/{quote(room, safe='')}{ticket}#{'&'.join((*_WITHOUT_QUESTIONS, shown_name))}"
        return None if self.url is None else self.url.replace("{room}", quote(room, safe=""))

    def words(self, room: str, side: Side, number: str) -> tuple[str, ...]:
        """Return the command that opens the conversation, where a program does."""
        values = dict(zip(_PLACES, (room, side.value, number), strict=True))
        return tuple(_PLACE.sub(lambda found: values[found[0]], word) for word in self.command or ())
