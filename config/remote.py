"""The broker's second door, for devices on machines outside the house: TLS, and a certificate for each device."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from config.hosts import Host, is_address
from config.values import Mistake, Settings, shown


def _address(text: str) -> str:
    if not is_address(text):
        raise Mistake(f"is {shown(text)}, which is no address of this machine",
                      'Write "0.0.0.0" for all of its addresses, or one of them')
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
    names: Annotated[tuple[Host, ...], AfterValidator(_some)] = Field(examples=[["kvik.example.dk"]])
    """What the house's certificate says: names and addresses. Devices connect to the first."""
