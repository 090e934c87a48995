"""The use cases of the house: each is one transaction's worth of work, done whole or refused with a reason.

Reception reads the floor, decides by the rules, and records events; the caller opens and commits the
transaction. Nothing here reads a clock, draws a random number or knows the wire.
"""

from __future__ import annotations

from queueing.cases import Ask, Pressed, Standing, Summons
from queueing.citizen_cases import CitizenCases
from queueing.desk_cases import DeskCases

__all__ = ["Ask", "Pressed", "Reception", "Standing", "Summons"]


class Reception(CitizenCases, DeskCases):
    """The use cases of one house, for citizens and for staff."""
