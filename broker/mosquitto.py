"""Mosquitto's files: its program, its configuration and its password file, for versions 2.0 and 2.1."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from broker.topics import LARGEST

Version = tuple[int, int, int]
PASSWORD_ROUNDS = 101
"""Mosquitto's own default; enough, because the passwords are 256 random bits and not words."""
PLUGINS_SINCE: Version = (2, 1, 0)
"""From here on `password_file` and `acl_file` are deprecated in favour of plugins with the same code."""
LARGEST_PACKET = 2 * LARGEST
"""Twice what the hub accepts, so that a message a little too large is refused in words, not by a cut."""


class BrokerError(RuntimeError):
    """The broker cannot be started; says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class BrokerUser:
    """One identity that may connect."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Program:
    """Mosquitto as it is installed here."""

    path: Path
    version: Version
    plugins: Path | None = None
    """Folder of its password and ACL plugins; None where they are not installed."""


@dataclass(frozen=True, slots=True)
class RemoteDoor:
    """A second listener, for devices on other machines: over TLS, each by its own certificate."""

    host: str
    port: int
    authority: Path
    """Certificate of the authority that signs the devices' certificates."""
    server: Path
    """The broker's own certificate and key, in one file."""
    revoked: Path
    """List of the devices' certificates that were taken back."""


@dataclass(frozen=True, slots=True)
class Files:
    """What the broker keeps in its folder."""

    folder: Path

    @property
    def configuration(self) -> Path:
        """Return the path of the generated configuration."""
        return self.folder / "mosquitto.conf"

    @property
    def passwords(self) -> Path:
        """Return the path of the generated password file."""
        return self.folder / "passwords"

    @property
    def access(self) -> Path:
        """Return the path of the generated access list."""
        return self.folder / "access.acl"


@cache
def find_program() -> Program:
    """Return the installed Mosquitto; raises BrokerError with the line that installs it."""
    found = shutil.which("mosquitto", path=f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin")
    if found is None:
        raise BrokerError("Mosquitto, the MQTT broker, is not installed; run: sudo apt install mosquitto")
    help_text = subprocess.run([found, "-h"], capture_output=True, text=True, timeout=10, check=False).stdout
    version = parse_version(help_text)
    if version < (2, 0, 0):
        raise BrokerError(f"{found} is too old for this configuration; install Mosquitto 2.0 or newer")
    return Program(Path(found), version, find_plugins())


def parse_version(help_text: str) -> Version:
    """Return the version that `mosquitto -h` names; raises BrokerError when it names none."""
    match = re.search(r"mosquitto version (\d+)\.(\d+)\.(\d+)", help_text)
    if match is None:
        raise BrokerError(f"mosquitto -h does not name its version: {help_text[:80]!r}; is it Mosquitto?")
    major, minor, patch = map(int, match.groups())
    return major, minor, patch


def find_plugins(roots: Iterable[Path] = (Path("/usr/lib"), Path("/usr/local/lib"))) -> Path | None:
    """Return the folder that holds Mosquitto's password and ACL plugins, if they are installed."""
    for root in roots:
        for below in (".", "*", "mosquitto", "*/mosquitto"):  # Debian's is the last
            for plugin in root.glob(f"{below}/mosquitto_acl_file.so"):
                if (plugin.parent / "mosquitto_password_file.so").exists():
                    return plugin.parent
    return None


def password_line(user: BrokerUser, salt: bytes | None = None) -> str:
    """Return a user's line of the password file: PBKDF2 with SHA-512 in Mosquitto's `$7$` format."""
    salt = salt or secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", user.password.encode(), salt, PASSWORD_ROUNDS)
    fields = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"{user.name}:$7${PASSWORD_ROUNDS}${'$'.join(fields)}"


def configuration(
    program: Program, files: Files, host: str, port: int, *, run_as: str | None = None,
    remote: RemoteDoor | None = None,
) -> str:
    """Return Mosquitto's configuration; `run_as` keeps root from becoming a user who cannot read it."""
    lines = [
        "# Generated at every start; changes are lost.",
        *([f"user {run_as}"] if run_as else []),
        "allow_anonymous false",
        *_identity(program, files),
        # Nothing is lost with the broker: calls wait in the hub's outbox, and whoever connects tells its
        # state again. A store that survives a kill would be written anew at every message.
        "persistence false",
        "set_tcp_nodelay true",
        f"max_packet_size {LARGEST_PACKET}",
        "max_inflight_messages 20",
        "max_queued_messages 1000",
        "max_keepalive 120",
        "log_dest stderr",
        "log_timestamp false",
        *(f"log_type {kind}" for kind in ("error", "warning", "notice", "information")),
        f"listener {port} {host}",
        *(_remote_listener(remote) if remote is not None else ()),
    ]
    return "\n".join(lines) + "\n"


def _remote_listener(door: RemoteDoor) -> Iterable[str]:
    """Yield the lines of the listener for devices on other machines; all of them hold for 2.0 and 2.1."""
    return (
        f"listener {door.port} {door.host}",
        f"cafile {door.authority}",
        f"certfile {door.server}",
        f"keyfile {door.server}",
        f"crlfile {door.revoked}",
        "require_certificate true",
        # The certificate alone says who a device is; a user name that it sends is not looked at.
        "use_identity_as_username true",
        "tls_version tlsv1.2",  # the oldest that is spoken
    )


def _identity(program: Program, files: Files) -> Iterable[str]:
    """Yield the lines that name password file and access list, in the way this version wants them."""
    if program.version >= PLUGINS_SINCE and program.plugins is not None:
        return (
            f"global_plugin {program.plugins / 'mosquitto_password_file.so'}",
            f"plugin_opt_password_file {files.passwords}",
            f"global_plugin {program.plugins / 'mosquitto_acl_file.so'}",
            f"plugin_opt_acl_file {files.access}",
        )
    # Without this line 2.0 may give a last will the rights of another listener.
    per_listener = ("per_listener_settings false",) if program.version < PLUGINS_SINCE else ()
    return (*per_listener, f"password_file {files.passwords}", f"acl_file {files.access}")
