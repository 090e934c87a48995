"""The devices of a site: everything that has its own identity at the broker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["hub", "kiosk", "display", "desk", "button", "station", "console"]
"""The roles of the topic table; a test holds the two lists together."""
HUB = "hub"
CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Device:
    """One identity: its id is its user name at the broker."""

    id: str
    role: Role
    desk: str | None = None
    """The desk that a desk window or a button belongs to."""
    branch: str | None = None
    """The branch library where it stands; None for the house itself."""


def shared_user(site: str, device: str) -> str:
    """Return the user name of a device at a broker that houses share; neither part can hold a slash."""
    return f"{site}/{device}"


def desk_device(desk: str) -> str:
    """Return the id of the window at a desk."""
    return f"desk-{desk}"


def button_device(desk: str) -> str:
    """Return the id of the button at a desk."""
    return f"button-{desk}"
