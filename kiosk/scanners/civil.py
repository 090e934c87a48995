"""Danish civil registration numbers (CPR): whether ten digits can be one, and what stands for it.

Source of the centuries: "Personnummeret i CPR", CPR-kontoret. Modulus 11 is not looked at: numbers that do not
keep it are given out since 2007. Replacement numbers have 60 added to the day.
"""

from __future__ import annotations

import hmac
from contextlib import suppress
from datetime import date
from hashlib import sha256

DIGITS = 10
_REPLACEMENT = 60
"""Added to the day of birth in a replacement number."""
_ENDS = {4: 36, 5: 57, 6: 57, 7: 57, 8: 57, 9: 36}
"""By the seventh digit: the last year of the century that is written in two digits as a year from 2000 on."""
_BEFORE = {4: 1900, 5: 1800, 6: 1800, 7: 1800, 8: 1800, 9: 1900}
"""By the seventh digit: the century of the years after that."""


def is_civil_number(digits: str, today: date) -> bool:
    """Whether ten digits have the date of birth, not after today, of a number or a replacement number."""
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    with suppress(ValueError):
        return date(_year(digits), int(digits[2:4]), _day(digits)) <= today
    return False


def birthday(digits: str) -> str:
    """Return day and month of birth of a number, as DDMM."""
    return f"{_day(digits):02}{digits[2:4]}"


def keyed_hash(key: bytes, day: date, digits: str) -> str:
    """Return what stands for a number on one day: 64 signs of 0-9 and A-F.

    All numbers can be tried out in minutes, so it is worth as much as the key is secret. The day is part of it: on
    the next day the same card has another one, and nothing that was kept fits it (S-02).
    """
    return hmac.digest(key, f"health card/{day.isoformat()}/{digits}".encode(), sha256).hex().upper()


def _day(digits: str) -> int:
    day = int(digits[:2])
    return day - _REPLACEMENT if day > _REPLACEMENT else day


def _year(digits: str) -> int:
    """Return the year of birth, by its two digits and the seventh digit."""
    year, seventh = int(digits[4:6]), int(digits[6])
    if year <= _ENDS.get(seventh, -1):
        return 2000 + year
    return _BEFORE.get(seventh, 1900) + year
