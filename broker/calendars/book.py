"""What the hub remembers of the calendars that it watches, and what of it staff must know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from broker import messages as m
from broker.alarms import AlarmBook
from queueing.errors import Refused

MOST_SHOWN = 20
"""Refusals of one calendar that are told: the reports of all must fit one message."""
PATIENCE = 3
"""So often in a row may a calendar be out of reach before somebody is told."""


class CalendarBook:
    """Keeps the last report of each calendar; in memory, since the hub looks again when it starts."""

    def __init__(self, names: Iterable[str], alarms: AlarmBook) -> None:
        self._states = {name: m.CalendarState(calendar=name) for name in names}
        self._alarms = alarms

    def calendars(self) -> m.Calendars:
        """Return what is known of all."""
        return m.Calendars(calendars=tuple(self._states.values()))

    def looked(self, name: str, came: m.ImportReport | Refused, now: datetime) -> None:
        """Note what came of a calendar, or why nothing did."""
        state = self._states[name]
        state = _failed(state, came, now) if isinstance(came, Refused) else _read(state, came, now)
        self._states[name] = state
        if state.failures >= PATIENCE:
            self._alarms.calendar(name, "unread", now)
        elif not state.failures:
            self._alarms.calendar(name, "refused" if state.refused else "", now)


def _failed(state: m.CalendarState, why: Refused, now: datetime) -> m.CalendarState:
    trouble = m.NotImported(where=state.calendar, reason=why.reason.value, message=why.message, fix=why.fix)
    return state.model_copy(update={"looked_at": now, "failures": state.failures + 1, "trouble": trouble})


def _read(state: m.CalendarState, report: m.ImportReport, now: datetime) -> m.CalendarState:
    news = report.taken or report.changed or report.cancelled
    return m.CalendarState(
        calendar=state.calendar, looked_at=now, changed_at=now if news else state.changed_at,
        report=report.model_copy(update={"refused": report.refused[:MOST_SHOWN]}), refused=len(report.refused),
    )
