"""A command on a leash: the kernel ends its process with the thread that started it, however that one ends."""

from __future__ import annotations

import os
from collections.abc import Sequence

_LOOK = '[ "$PPID" = "$0" ] && exec "$@"'
"""Who died before the leash was on is no longer the parent; then nothing is run."""


def leashed(command: Sequence[str], sign: str = "TERM") -> list[str]:
    """Return the command with a leash on; it keeps its process id and gets the signal, e.g. KILL, at our end."""
    return ["setpriv", "--pdeathsig", sign, "sh", "-c", _LOOK, str(os.getpid()), *command]
