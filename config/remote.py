"""The broker's second door, for devices on machines outside the house: TLS, and a certificate for each device."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, Field

from config.values import Mistake, Settings, shown

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*", re.ASCII)
_ALL_DIGITS = re.compile(r"[0-9.]+")


def is_address(text: str) -> bool:
    """Tell whether a text is an IP address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _address(text: str) -> str:
    if not is_address(text):
        raise Mistake(f"is {shown(text)}, which is no address of this machine",
                      'Write "0.0.0.0" for all of its addresses, or one of them')
    return text


def _name(text: str) -> str:
    if not is_address(text) and (not _HOST_NAME.fullmatch(text) or _ALL_DIGITS.fullmatch(text)):
        raise Mistake(f"has {shown(text)}, which is neither a host's name nor an address",
                      'Write what devices connect to, e.g. "kvik.example.dk" or "10.20.0.5"')
    return text


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty list; pydantic's own bound complains of it as well when a name is wrong."""
    if not names:
        raise Mistake("is empty", 'Write what devices connect to, e.g. names = ["kvik.example.dk"]')
    return names


class RemoteSettings(Settings):
    """Where devices outside the house find its broker."""

    host: Annotated[str, Field(strict=True), AfterValidator(_address)] = "0.0.0.0"  # noqa: S104 - its very point
    """The address of this machine to listen on; the default is all of them."""
    port: int = Field(default=8883, strict=True, ge=1, le=65535)
    names: Annotated[
        tuple[Annotated[str, Field(strict=True), AfterValidator(_name)], ...], AfterValidator(_some),
    ] = Field(examples=[["kvik.example.dk"]])
    """What the house's certificate says: names and addresses. Devices connect to the first."""
