"""The use cases of the house: each is one transaction's worth of work, done whole or refused with a reason.

Reception reads the floor, decides by the rules, and records events; the caller opens and commits the
transaction. Nothing here reads a clock, draws a random number or knows the wire.
"""

from __future__ import annotations

from queueing.cases import Ask, Pressed, Standing, Summons
from queueing.desk_cases import DeskCases
from queueing.station_cases import StationCases

__all__ = ["Ask", "Pressed", "Reception", "Standing", "Summons"]


class Reception(StationCases, DeskCases):
    """The use cases of one house: at its kiosks, at its stations and at its desks."""
