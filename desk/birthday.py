"""A day and month of birth, however staff type it."""

from __future__ import annotations

import re
from datetime import date

LEAP_YEAR = 2000
_WRITTEN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})(?:[0-9]{2})?")
_WRITTEN_APART = re.compile(r"([0-9]{1,2})[^0-9]+([0-9]{1,2})(?:[^0-9]+[0-9]*)?")


def day_of_birth(typed: str) -> str | None:
    """Return it as DDMM, nothing where nothing was typed, and None where that is no day; a year is left out."""
    said = typed.strip()
    if not said:
        return ""
    found = _WRITTEN_TOGETHER.fullmatch(said) or _WRITTEN_APART.fullmatch(said)
    try:
        return f"{date(LEAP_YEAR, int(found[2]), int(found[1])):%d%m}" if found else None
    except ValueError:
        return None
