"""The keys that a scanner types as a keyboard with the American layout, turned into the bytes that it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
"""The kernel had no room for what was typed."""
UP, DOWN, REPEAT = 0, 1, 2
_SHIFTS = (42, 54)
_MODIFIERS = frozenset({29, 56, 58, 69, 70, 97, 100, 125, 126})
"""Control, Alt, Meta and locks: some scanners press them around a code."""
UNKNOWN = b"\0"
"""Stands for a key that types no sign, or signs that were lost: there is no code with it."""
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
    (28, "\r", "\r"), (96, "\r", "\r"),
    (71, "789-456+1230.", "789-456+1230."),
    (55, "*", "*"), (98, "/", "/"),
)
"""By the kernel's number of a row's first key (linux/input-event-codes.h): what its keys type, and with Shift."""


def _table(layer: int) -> dict[int, bytes]:
    return {row[0] + place: sign.encode() for row in _ROWS for place, sign in enumerate((row[1], row[2])[layer])}


_PLAIN, _SHIFTED = _table(0), _table(1)


def key_of(sign: str) -> tuple[int, bool]:
    """Return the number of the key that types a sign, and whether Shift is down; raises StopIteration for none."""
    return next((key, table is _SHIFTED) for table in (_PLAIN, _SHIFTED) for key, typed in table.items()
                if typed == sign.encode())


class InputEvent(Protocol):
    """One event of the kernel's input layer."""

    @property
    def type(self) -> int:
        """Kind of event."""
        ...

    @property
    def code(self) -> int:
        """Number of the key."""
        ...

    @property
    def value(self) -> int:
        """Up, down or repeat."""
        ...


class Keys:
    """One keyboard; remembers which Shift is down."""

    def __init__(self) -> None:
        self._shifts: set[int] = set()

    def feed(self, events: Iterator[InputEvent]) -> bytes:
        """Return what these events type; keys that repeat or come up type nothing."""
        return b"".join(self._byte(event) for event in events)

    def _byte(self, event: InputEvent) -> bytes:
        if event.type == EV_SYN and event.code == SYN_DROPPED:
            self._shifts.clear()  # it may have come up among what was lost
            return UNKNOWN
        if event.type != EV_KEY or event.value == REPEAT:
            return b""
        if event.code in _SHIFTS:
            (self._shifts.add if event.value == DOWN else self._shifts.discard)(event.code)
            return b""
        if event.value == UP or event.code in _MODIFIERS:
            return b""
        return (_SHIFTED if self._shifts else _PLAIN).get(event.code, UNKNOWN)
