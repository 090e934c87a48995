"""Single keys of a terminal, without Enter and without waiting."""

from __future__ import annotations

import select
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def pressed_keys() -> Iterator[Callable[[], str] | None]:
    """Give a function that returns the key pressed since it was last asked, "" for none.

    Without a terminal it gives None. Ctrl-C stays what it is.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield None
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        yield _key
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _key() -> str:
    ready, _, _ = select.select([sys.stdin], [], [], 0)
    return sys.stdin.read(1) if ready else ""
