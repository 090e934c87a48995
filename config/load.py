"""Reading a site's file, with all its mistakes told at once: file, line, key, what is wrong, how to mend it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.checks import cross_mistakes
from config.lines import lines_of
from config.mistakes import ConfigErrors, Found, Problem, shape_mistakes
from config.raw import Raw
from config.site import Site

__all__ = ["SHIPPED", "ConfigErrors", "Problem", "load_site"]
SHIPPED = Path(__file__).with_name("naestved.toml")
"""The site that is used when none is named."""
LARGEST = 256 * 1024
"""Bytes of the largest file; the shipped one has 8 kB."""
_AT_LINE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def load_site(path: Path | None = None, *, also: Callable[[Raw], Iterable[Found]] | None = None) -> Site:
    """Return the site that a file describes, the shipped one for None; raises ConfigErrors with every mistake.

    `also` yields what only other rooms can find wrong, told together with the rest.
    """
    path = path or SHIPPED
    text = _text(path)
    raw = _read(path, text)
    site, mistakes = _validated(raw)
    mistakes += [*cross_mistakes(raw), *(also(raw) if also is not None else ())]
    if site is None or mistakes:
        lines = lines_of(text)
        raise ConfigErrors([mistake.problem_in(str(path), lines) for mistake in mistakes])
    return site


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _unreadable(path, "is not there", "Check the path; --site names the file of the site") from None
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}",
                          "Name a file that this user may read") from error
    if len(content) > LARGEST:
        raise _unreadable(path, f"is larger than {LARGEST // 1024} kB", "Name the file of a site")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, f"is not UTF-8: byte {content[error.start]:#04x}",
                          "Save it as UTF-8 in your editor", line) from None


def _read(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, line = str(error), text.count("\n") + 1  # without a line it is the end of the file
        if found := _AT_LINE.search(problem):
            problem, line = _AT_LINE.sub(f" in column {found[2]}", problem), int(found[1])
        raise _unreadable(path, f"is no TOML: {problem[:1].lower()}{problem[1:]}",
                          "Mend this line; texts stand in quotes, tables begin with [name]", line) from None
    except RecursionError:
        raise _unreadable(path, "is no TOML: brackets are nested too deep", "Close the brackets") from None


def _validated(raw: dict[str, Any]) -> tuple[Site | None, list[Found]]:
    try:
        return Site.model_validate(raw), []
    except ValidationError as error:
        return None, shape_mistakes(error, Site)


def _unreadable(path: Path, problem: str, fix: str, line: int = 1) -> ConfigErrors:
    return ConfigErrors([Problem(str(path), line, "", problem, fix)])
