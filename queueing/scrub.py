"""Numbers of persons kept out: what is shaped like a CPR number never gets further than its entrance (S-01)."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"(?<!\d)(\d{2})[-./\s]?(\d{2})[-./\s]?(\d{2})\s?[-\u2013.\s]?\s?(\d{4})(?!\d)")
PLACEHOLDER = "[fjernet]"
_MOST_DAY, _MOST_MONTH, _REPLACEMENT = 31, 12, 60


def scrub(text: str) -> str:
    """Return the text with everything in the shape of a CPR number taken out.

    A number that begins with no date is none: phone numbers with their country code stay. Replacement numbers,
    whose day is raised by 60, count; modulus 11 proves nothing since 2007.
    """
    return _SHAPE.sub(lambda m: PLACEHOLDER if _is_date(m) else m.group(), text)


def _is_date(found: re.Match[str]) -> bool:
    day, month = int(found[1]), int(found[2])
    day = day - _REPLACEMENT if day > _REPLACEMENT else day
    return 1 <= day <= _MOST_DAY and 1 <= month <= _MOST_MONTH
