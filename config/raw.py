"""A site's file as it was parsed, before it is known to be right; read leniently by the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from config.lines import Place

Raw = Mapping[str, Any]


def tables(raw: Raw, group: str) -> Iterator[tuple[Place, Raw]]:
    """Yield the tables of a group, of either kind, with the keys that lead to them."""
    found = raw.get(group)
    if isinstance(found, dict):
        yield from (((group, name), table) for name, table in found.items() if isinstance(table, dict))
    elif isinstance(found, list):
        yield from (((group, n), table) for n, table in enumerate(found) if isinstance(table, dict))


def names(raw: Raw, group: str) -> list[str]:
    """Return the names of a group's tables."""
    return [str(place[-1]) for place, _table in tables(raw, group)]


def strings(value: object) -> list[tuple[int, str]]:
    """Return the texts in a list, each with its place."""
    return [(n, v) for n, v in enumerate(value) if isinstance(v, str)] if isinstance(value, list) else []


def one_of(name: str, known: Sequence[str]) -> str:
    """Return the mend for a name that nobody knows: the one that was meant, or all there are."""
    similar = get_close_matches(name, known, n=1)
    return f'Did you mean "{similar[0]}"?' if similar else f"Use one of: {', '.join(known)}"
