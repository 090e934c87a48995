"""On which line of a TOML text each key stands; the reader of the standard library does not tell.

It reads only texts that `tomllib` has accepted, so it may trust the syntax and look at the shape alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Place = tuple[str | int, ...]
"""Keys and, in arrays, places from 0 that lead to a value."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r'[ \t]*("(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)[ \t]*')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}#\r\n]+")


def lines_of(text: str) -> Mapping[Place, int]:
    """Return the line, from 1, of every key, table and element of an array; the whole file is ()."""
    return _Reader(text).lines


class _Reader:
    """One walk through one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._lengths: dict[Place, int] = {}
        self.lines: dict[Place, int] = {(): 1}
        table: Place = ()
        while self._skip_blank() < len(text):
            if self._peek("["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        """Read [table] or [[element of an array of tables]]."""
        line, array = self._line(), self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        path = self._inside(self._keys())
        self._at += 2 if array else 1
        if array:
            path = self._next(path)
        self._mark(path, line)
        return path

    def _inside(self, keys: list[str]) -> Place:
        """Return where a header leads: a name of an array of tables means its last element."""
        path: Place = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if path in self._lengths and number < len(keys) - 1:
                path = (*path, self._lengths[path] - 1)
        return path

    def _next(self, array: Place) -> Place:
        place = self._lengths.get(array, 0)
        self._lengths[array] = place + 1
        return (*array, place)

    def _pair(self, table: Place) -> None:
        """Read key = value."""
        line = self._line()
        path = (*table, *self._keys())
        self._mark(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Place) -> None:
        self._skip_blank()
        if self._peek("["):
            self._array(path)
        elif self._peek("{"):
            self._inline_table(path)
        else:
            found = _STRING.match(self._text, self._at) or _PLAIN.match(self._text, self._at)
            self._at = found.end() if found else len(self._text)

    def _array(self, path: Place) -> None:
        self._at += 1
        place = 0
        while not self._closed("]"):
            self._mark((*path, place), self._line())
            self._value((*path, place))
            place += 1

    def _inline_table(self, path: Place) -> None:
        self._at += 1
        while not self._closed("}"):
            self._pair(path)

    def _closed(self, bracket: str) -> bool:
        """Step over blanks and a comma, and over the bracket if it comes next."""
        self._skip_blank()
        if self._peek(","):
            self._at += 1
            self._skip_blank()
        if self._at >= len(self._text):
            return True
        if self._peek(bracket):
            self._at += 1
            return True
        return False

    def _keys(self) -> list[str]:
        """Read a key of one or more parts: a."b c".d."""
        keys = []
        while found := _KEY.match(self._text, self._at):
            keys.append(_bare(found[1]))
            self._at = found.end()
            if not self._peek("."):
                break
            self._at += 1
        return keys

    def _mark(self, path: Place, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _skip_blank(self) -> int:
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _peek(self, character: str) -> bool:
        return self._text.startswith(character, self._at)

    def _line(self) -> int:
        return self._text.count("\n", 0, self._at) + 1


def _bare(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[0] in "\"'" else key
