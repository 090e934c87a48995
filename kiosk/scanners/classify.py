"""What was scanned: a ticket's code, a booking's code, a health card, or nothing of ours.

Only the class leaves this file, and with it at most 64 signs of A-Z and 0-9: a clean code; or, where the site has
turned health cards on, the keyed hash of a card's number with day and month of birth (S-02, S-07). Nothing here
raises, and nothing is logged: a card's stripe holds a name, an address and a CPR number (S-01).
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.scanners.civil import birthday, is_civil_number, keyed_hash

log = logging.getLogger(__name__)
ALPHABET = "ACDEFGHJKLMNPRTVXY234679"
"""Signs of bookings' codes and tickets' signatures; a test holds it to that of the queue."""
LONGEST = 64
"""Signs that leave at most."""
_TICKET = re.compile(rf"[A-Z][0-9]{{3}}[{ALPHABET}]{{6}}".encode())
_BOOKING = re.compile(rf"[{ALPHABET}]{{6}}".encode())
_BAR_CODE = re.compile(rb"[0-9]{10}")
_STRIPE = re.compile(rb"(?:%[^?]*\?)?\s*;[0-9=]{8}([0-9]{10})[0-9=]*\?.*", re.DOTALL)
"""The stripe's second track, from its ";" on: the number is at 9 to 18. The first, with name and address, may come
before it, a third one behind it."""


class Kind(StrEnum):
    """Classes of what was scanned."""

    TICKET = "ticket"
    BOOKING = "booking"
    HEALTH_CARD = "health-card"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Scan:
    """What one thing was that was scanned."""

    kind: Kind
    code: str = field(default="", repr=False)
    """The code in upper case; of a health card its keyed hash, or nothing where cards are not read."""
    born: str = field(default="", repr=False)
    """Day and month of birth on a health card, as DDMM, where cards are read."""


STRANGE = Scan(Kind.STRANGE)


class Classifier:
    """Classes frames; with a key it reads health cards."""

    def __init__(self, *, card_key: bytes | None, today: Callable[[], date]) -> None:
        self._card_key = card_key
        self._today = today

    def __call__(self, frame: bytes) -> Scan:
        """Return what a frame is; its text stays here, also when there is a bug here."""
        try:
            return self._class_of(frame.strip().upper())
        except Exception as bug:  # noqa: BLE001 - its words could quote a card, and must not get into any log
            where = "".join(traceback.format_tb(bug.__traceback__))
            log.critical("a scan could not be classed: %s\n%s", type(bug).__name__, where)
            return STRANGE

    def _class_of(self, text: bytes) -> Scan:
        if _TICKET.fullmatch(text):
            return Scan(Kind.TICKET, text.decode("ascii"))
        if _BOOKING.fullmatch(text):
            return Scan(Kind.BOOKING, text.decode("ascii"))
        return self._card(text)

    def _card(self, text: bytes) -> Scan:
        """Return a health card with its hash, if it is one."""
        stripe = _STRIPE.fullmatch(text)
        number = stripe[1] if stripe else text
        today = self._today()
        if not _BAR_CODE.fullmatch(number) or not is_civil_number(number.decode("ascii"), today):
            return STRANGE
        if self._card_key is None:
            return Scan(Kind.HEALTH_CARD)
        digits = number.decode("ascii")
        return Scan(Kind.HEALTH_CARD, keyed_hash(self._card_key, today, digits), birthday(digits))
