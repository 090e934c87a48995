"""Passes for the rooms of a Jitsi Meet server that lets nobody in without one.

A pass is a signed JWT for one room and one side; it names a desk or a town, and nothing about persons.
"""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from config.errors import SecretError
from config.video import Side

if TYPE_CHECKING:
    from config.video import TokenSettings, VideoSettings
    from queueing.clock import Clock

LASTS = timedelta(hours=2)
"""Longer than any visit; an old pass opens nothing."""
CLOCKS_DIFFER = timedelta(minutes=1)
ALGORITHM = "HS256"
FEWEST_SIGNS = 32
"""Of a secret: as many bytes as the signature has."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def sign(
    settings: TokenSettings, server: str, secret: str, *, room: str, side: Side, name: str, now: datetime,
) -> str:
    """Return the pass for one room; `server` is the Jitsi server's address, `name` what the other side reads."""
    import jwt  # noqa: PLC0415 - only houses whose engine wants passes load it

    leads = side is Side.DESK
    claims = {
        "iss": settings.app_id, "aud": settings.audience, "sub": urlsplit(server).hostname, "room": room,
        "nbf": now - CLOCKS_DIFFER, "exp": now + LASTS, "moderator": leads,
        "context": {"user": {"name": name, "moderator": leads, "affiliation": "owner" if leads else "member"}},
    }
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


class PassOffice:
    """Gives out passes, where the site's engine wants them."""

    def __init__(self, settings: VideoSettings | None, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def token(self, room: str, side: Side, name: str) -> str | None:
        """Return a pass, None where nobody asks for one; raises SecretError without a good secret."""
        settings = self._settings
        if settings is None or settings.token is None or settings.jitsi is None:
            return None
        secret = read_secret(Path(settings.token.secret_file))
        return sign(settings.token, settings.jitsi, secret, room=room, side=side, name=name,
                    now=self._clock.now())


def check_secret(settings: VideoSettings | None) -> None:
    """Raise SecretError where passes shall be signed and there is no good secret; for the hub's start."""
    if settings is not None and settings.token is not None:
        import jwt  # noqa: F401, PLC0415 - as above, and before a citizen waits for the first pass

        read_secret(Path(settings.token.secret_file))


def read_secret(path: Path) -> str:
    """Return the secret that a Jitsi server shares with the house; raises SecretError."""
    try:
        mode = path.stat().st_mode
        secret = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise SecretError(f"There is no secret {path} to sign passes for video with.",
                          "Write the app secret of the Jitsi server into it, or remove [video.token].") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SecretError(f"The secret {path} cannot be read: {error}.",
                          "Let the hub's user own it, as plain text.") from error
    if mode & _OTHERS:
        raise SecretError(f"The secret {path} is open to other users.", f"Run `chmod 600 {path}`.")
    if len(secret) < FEWEST_SIGNS:
        raise SecretError(f"The secret {path} has fewer than {FEWEST_SIGNS} signs.",
                          "Give the Jitsi server a longer one, and write it there as well.")
    return secret
