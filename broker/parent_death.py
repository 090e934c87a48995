"""Commands whose process the kernel ends with the thread that started it, however that one ends."""

from __future__ import annotations

import os
from collections.abc import Sequence

_LOOK = '[ "$PPID" = "$0" ] && exec "$@"'
"""Who died before the signal was asked for is no longer the parent; then nothing is run."""


def ending_with_us(command: Sequence[str], sign: str = "TERM") -> list[str]:
    """Return a command for one process that becomes this one and gets the signal, e.g. KILL, at our end."""
    return ["setpriv", "--pdeathsig", sign, "sh", "-c", _LOOK, str(os.getpid()), *command]
