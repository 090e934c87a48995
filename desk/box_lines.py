r"""The line protocol of a push-button box on a serial port (USB-CDC, or RS-232 at 115200 8N1).

ASCII lines that end in LF; CR before it is allowed; at most 32 bytes.

| who  | line                 | when                                                                       |
|------|----------------------|----------------------------------------------------------------------------|
| box  | `D <button> <count>` | a button, 1 to 9, went down; its count grows by one with every press       |
| box  | `U <button> <count>` | it came up                                                                 |
| box  | `H`                  | every 2 s; a box that has said it once and then is silent for 6 s is reopened |
| host | `L <button> <lamp>`  | what to show: ready, over, offline, busy, accepted, shown, nobody, ignored |
|      |                      | or refused; button 0 is all of them                                        |

A box shows ready, over, offline and busy until it is told otherwise. The others it shows for 2 s, then again the
newest of ready, over and offline; ready and over wait until these 2 s have passed. One that is in doubt may
say a line again with the same count: it is the same press. The count is at most 4294967295 and may start
anywhere. Whatever is no whole line of these calls nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.button import Edge
from desk.driver import Lamp

LONGEST = 32
"""Bytes of a line; a longer one is dropped whole."""
UNFINISHED_FOR = 1.0
"""Seconds after which half a line is given up; its end, if it still comes, is no line."""
HEARTBEAT = "H"
_KEY = re.compile(rb"([DU]) ([1-9]) (\d{1,10})")
_EDGES = {b"D": Edge.DOWN, b"U": Edge.UP}
_HIGHEST_COUNT = 2**32 - 1


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A button went down or up."""

    edge: Edge
    button: int
    count: int


class BoxLines:
    """Turns what a box sends, in whatever pieces it comes, into lines; what is none is counted."""

    def __init__(self) -> None:
        self.garbage = 0
        """Lines that were none."""
        self._rest = b""
        self._rest_at = 0.0
        self._too_long = False

    def feed(self, chunk: bytes, now: float) -> list[KeyLine | str]:
        """Return the lines that are complete with this chunk: keys, and HEARTBEAT."""
        if self._rest and now - self._rest_at > UNFINISHED_FOR:
            self._rest = b""
            self.garbage += 1
        *whole, rest = (self._rest + chunk).split(b"\n")
        self._rest, self._rest_at = rest, now
        lines = [self._line(raw) for raw in whole]
        if len(rest) > LONGEST:
            self._rest, self._too_long = b"", True  # up to its end, wherever that is
        return [line for line in lines if line is not None]

    def _line(self, raw: bytes) -> KeyLine | str | None:
        spoilt, self._too_long = self._too_long, False
        found = None if spoilt else parse(raw.removesuffix(b"\r"))
        if found is None:
            self.garbage += 1
        return found


def parse(line: bytes) -> KeyLine | str | None:
    """Return what one line says, or None when it is none of the protocol's."""
    if line == HEARTBEAT.encode():
        return HEARTBEAT
    key = _KEY.fullmatch(line)
    if key is None or int(key[3]) > _HIGHEST_COUNT:
        return None
    return KeyLine(_EDGES[key[1]], int(key[2]), int(key[3]))


def lamp_line(button: int, lamp: Lamp) -> bytes:
    """Return the line that shows a lamp on a button; 0 is all of them."""
    return f"L {button} {lamp}\n".encode("ascii")
