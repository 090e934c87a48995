"""Loads Qt, and then lets Python import without it; every face imports this before anything else.

PySide6 replaces Python's import by one that reads the source of each module for the word "PySide6", and keeps
all that it read: 10 MB a face, and file after file before the first frame. That serves `from __feature__ import
...` alone, which nobody here uses, so its replacement is taken off again (docs/decisions/0007).
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - its first import puts the replacement in place

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
