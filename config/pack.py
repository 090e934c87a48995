"""A device's pack: all that a device on another machine needs to find its house, and to be let in.

It holds the house's address, its authority's certificate, the device's certificate and key, and the site's file.
config.packing makes and unpacks them.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError

from config.errors import PackError, SecretError
from config.values import Line, Name, Settings

if TYPE_CHECKING:
    from config.folder import DataFolder

ABOUT, SITE, AUTHORITY, CERTIFICATE, KEY = "pack.json", "site.toml", "authority.crt", "device.crt", "device.key"
NAMES = (ABOUT, SITE, AUTHORITY, CERTIFICATE, KEY)
PACKS = "packs"
"""The folder of all packs in a data folder."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Credentials:
    """The files with which a device shows who it is over TLS, and knows its house."""

    authority: Path
    certificate: Path
    key: Path


class About(Settings):
    """What a pack says of itself."""

    format: Literal[1] = 1
    site: Name
    device: Name
    host: Line
    port: int = Field(ge=1, le=65535)
    """Where the house's broker listens for devices on other machines."""
    clock_offset_seconds: float = 0.0
    """By how much a house in a trial, `kvik run --at`, has moved its clock."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was unpacked."""

    about: About
    folder: Path

    @property
    def site(self) -> Path:
        """Return the site's file."""
        return self.folder / SITE

    @property
    def credentials(self) -> Credentials:
        """Return who the device is; raises SecretError for a key that is missing or open to others."""
        key = self.folder / KEY
        try:
            mode = key.stat().st_mode
        except FileNotFoundError:
            raise SecretError(f"There is no key {key}.", "Unpack the device's pack again.") from None
        if mode & _OTHERS:
            raise SecretError(f"The key {key} is open to other users.", f"Run `chmod 600 {key}`.")
        return Credentials(self.folder / AUTHORITY, self.folder / CERTIFICATE, key)


def find_pack(folder: DataFolder, device: str) -> Pack | None:
    """Return a device's pack in a data folder, None when there is none; raises PackError for a damaged one."""
    here = folder.path / PACKS / device
    try:
        text = (here / ABOUT).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PackError(f"{here / ABOUT} cannot be read: {error.strerror}.", "Run as the user who unpacked it."
                        ) from error
    return Pack(read_about(text, str(here / ABOUT)), here)


def packs_in(folder: DataFolder) -> list[Pack]:
    """Return the packs that were unpacked into a data folder, by device; raises PackError for a damaged one."""
    names = sorted(found.parent.name for found in (folder.path / PACKS).glob(f"*/{ABOUT}"))
    return [pack for name in names if (pack := find_pack(folder, name)) is not None]


def read_about(text: bytes, where: str) -> About:
    """Return what a pack says of itself; `where` names it in the PackError that is raised for a bad one."""
    try:
        return About.model_validate_json(text)
    except ValidationError:
        raise PackError(f"{where} is not what this version knows.",
                        "Install the house's version of KVIK here, or make a new pack.") from None
