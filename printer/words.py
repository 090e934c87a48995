"""Words of the paper by language; adding a language is adding a file in `texts/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
FALLBACK = "da"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that a slip may say in one language; `*stars*` mark what is bold."""

    weekdays: list[str]
    """From Monday."""
    months: list[str]
    issued: str
    nobody_ahead: str
    ahead: str
    wait_now: str
    wait_range: str
    wait_exact: str
    wait_at_most: str
    wait_unknown: str
    passes_closing: str
    watch: str
    thanks: str
    copy: str
    booked_for: str
    booked: str
    booking_code: str
    check_in: str
    check_in_at_screen: str
    bring: str

    def moment(self, at: datetime) -> str:
        """Return a local date and time in words, e.g. "mandag 23. november 2026 kl. 10.42"."""
        return self.issued.format(
            weekday=self.weekdays[at.weekday()], day=at.day, month=self.months[at.month - 1], year=at.year,
            hour=at.hour, minute=at.minute,
        )


def languages() -> tuple[str, ...]:
    """Return the languages that paper can be printed in."""
    return tuple(sorted(path.stem for path in TEXTS.glob("*.toml")))


@lru_cache(maxsize=32)
def words(language: str) -> Words:
    """Return the words of a language, or the Danish ones where it has no file."""
    name = language if language in languages() else FALLBACK
    return Words(**tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8")))
