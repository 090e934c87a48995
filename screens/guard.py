"""A check that this PySide6 keeps its hands off Python's reference counts.

PySide6 6.12.0 loses a reference to None, True or False at every Qt call on Python 3.10 and 3.11, and aborts
the process some hundred calls later. A face that finds this out at start-up can say so; later it cannot.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 200


class BrokenQtError(RuntimeError):
    """The installed Qt binding would abort the process after a while."""


def lost_references() -> int:
    """Return how many references to None were lost in 200 Qt calls; about 0 for a sound binding."""
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        probe.setObjectName("probe")
    return before - sys.getrefcount(None)


def check() -> None:
    """Raise BrokenQtError when Qt calls lose references."""
    if lost_references() > CALLS // 2:
        raise BrokenQtError(
            "this PySide6 loses a reference at every call and would crash soon; "
            "install the pinned one: pip install PySide6_Essentials==6.11.3 shiboken6==6.11.3",
        )
