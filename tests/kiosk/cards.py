"""Health cards for tests; the numbers are replacement numbers (day + 60), which nobody is born with."""

from __future__ import annotations

from datetime import date

TODAY = date(2026, 11, 23)
KEY = bytes(range(32))
NUMBER = "6111704321"
"""1 November 1970, with 60 added to the day."""
NUMBERS = (NUMBER, "9112991111", "7503452222", "6402004004", "6907075858", "7010379999", "8809614126")
NAME = "ANDERSEN^GRETHE TESTPERSON"
STREET = "STOREGADE 12 4700 N\xc6STVED"


def track_2(number: str) -> str:
    return f";92080000{number}2611230000?"


def stripe(number: str) -> str:
    """Return all that a reader of the magnetic stripe types."""
    return f"%{NAME}^{STREET}^LÆGE HANSEN?{track_2(number)}"
