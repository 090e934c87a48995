"""Secrets of one house: a password for each device and the house's keys, made at the first start.

There are no default secrets (S-04). Each is a file of its own, so that a device on another machine can be
given its own and no other. Nothing here is ever overwritten: a changed secret locks somebody out.
"""

from __future__ import annotations

import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from config.errors import SecretError
from config.files import PRIVATE_FOLDER, create_file

HOUSE_KEY = "house.key"
HEALTH_CARD_KEY = "health-card.key"
"""No device can have these names: ids have no points."""
_PASSWORD_BYTES = 24
_KEY_BYTES = 32
BROKER_SUFFIX = ".mqtt"
_USER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BROKER_PASSWORD = re.compile(r"[ -~]{1,256}")
_PASSWORD = re.compile(r"[A-Za-z0-9_-]{32}")
_KEY = re.compile(r"[0-9a-f]{64}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Secrets:
    """The secrets in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ensure(self, devices: Iterable[str], *, health_card: bool = False) -> None:
        """Make the house's key and the devices' passwords where they are missing, and check the others.

        With `health_card` the key of health cards as well, which a house that reads none need not keep.
        Raises SecretError for one that is damaged or open to others, and OSError.
        """
        self.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        self.folder.chmod(PRIVATE_FOLDER)
        self._ensure(HOUSE_KEY, secrets.token_hex(_KEY_BYTES), _KEY)
        if health_card:
            self._ensure(HEALTH_CARD_KEY, secrets.token_hex(_KEY_BYTES), _KEY)
        for device in devices:
            self._ensure(device, secrets.token_urlsafe(_PASSWORD_BYTES), _PASSWORD)

    def password(self, device: str) -> str:
        """Return the password of a device; raises SecretError."""
        return self._read(device, _PASSWORD)

    def broker_password(self, user: str) -> str:
        """Return the password of a user at a broker that is not the house's; raises SecretError.

        It is kept in `<user>.mqtt`, as that broker was told it: written there by hand, never made here.
        """
        if not _USER.fullmatch(user):
            raise SecretError(f"The user {user!r} of a broker cannot have a file.",
                              "Use letters, digits, - and _ for the user of the broker.")
        return self._read(user + BROKER_SUFFIX, _BROKER_PASSWORD)

    def house_key(self) -> bytes:
        """Return the key that signs tickets' codes; raises SecretError."""
        return bytes.fromhex(self._read(HOUSE_KEY, _KEY))

    def health_card_key(self) -> bytes:
        """Return the key of the hashes that stand for health cards; raises SecretError."""
        return bytes.fromhex(self._read(HEALTH_CARD_KEY, _KEY))

    def _ensure(self, name: str, new: str, shape: re.Pattern[str]) -> None:
        path = self.folder / name
        if not path.exists():
            create_file(path, new + "\n")
        self._read(name, shape)

    def _read(self, name: str, shape: re.Pattern[str]) -> str:
        path = self.folder / name
        try:
            mode = path.stat().st_mode
            content = path.read_text(encoding="ascii", errors="replace").removesuffix("\n")
        except FileNotFoundError:
            raise SecretError(
                f"There is no secret {path}.",
                "Start the house once, or copy the file from the house's machine.",
            ) from None
        except OSError as error:
            raise SecretError(f"The secret {path} cannot be read: {error.strerror}.",
                              "Run as the user who started the house.") from error
        if mode & _OTHERS:
            raise SecretError(f"The secret {path} is open to other users.",
                              f"Run `chmod 600 {path}`; or delete it and start the house for a new one.")
        if not shape.fullmatch(content):
            raise SecretError(f"The secret {path} is damaged.",
                              "Restore it, or delete it and start the house again for a new one.")
        return content
