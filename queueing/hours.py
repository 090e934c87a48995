"""Opening hours and staffing, minute by minute, in the house's own time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from queueing.house import ServiceId


@dataclass(frozen=True, slots=True)
class Shift:
    """A stretch of one weekday with the same staff, in local wall time, start inclusive, end exclusive."""

    start: time
    end: time
    staff: int
