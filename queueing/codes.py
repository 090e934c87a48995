"""The code on a slip: the number, signed with the house's key for one day; it dies at the day's end."""

from __future__ import annotations

import base64
import hmac
from datetime import date
from hashlib import sha256

ALPHABET = "ACDEFGHJKLMNPRTVXY234679"
"""Signs that cannot be mistaken for each other."""
SIGNATURE_LENGTH = 6
LABEL_LENGTH = 4


def ticket_code(key: bytes, day: date, label: str) -> str:
    """Return the code of a number, e.g. "K012" and six signs."""
    digest = hmac.digest(key, f"{day.isoformat()}/{label}".encode(), sha256)
    number = int.from_bytes(digest[:8], "big")
    signs = []
    for _ in range(SIGNATURE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return label + "".join(signs)


def room(key: bytes, call: str) -> str:
    """Return the name of the room where a call's two ends meet: the same for the same call, and nobody's guess."""
    digest = hmac.digest(key, f"room of {call}".encode(), sha256)
    return base64.b32encode(digest[:15]).decode().lower()


def label_in(key: bytes, day: date, code: str) -> str | None:
    """Return the number that a code was signed for on this day, or None for any other text."""
    label = code[:LABEL_LENGTH]
    expected = ticket_code(key, day, label)
    return label if hmac.compare_digest(expected.encode(), code.encode()) else None
