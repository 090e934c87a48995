"""Summonses: somebody waits for a person who sits elsewhere and is called to them (B-08).

In memory: a summons lives for minutes, and a hub that starts again asks anew for who still waits.
Who has a booked time is expected, and nobody is called for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from broker import messages as m
from queueing.house import Rules
from queueing.tickets import Ticket


class SummonsBook:
    """Who waits for whom, and whether the person is on the way."""

    def __init__(self, services: Iterable[str], rules: Rules) -> None:
        self._rules = rules
        self._services = frozenset(services)
        """Those whose staff sit elsewhere while nobody is booked."""
        self._standing: dict[str, m.SummonsView] = {}

    def summonses(self) -> m.Summonses:
        """Return what stands, oldest first."""
        return m.Summonses(summonses=tuple(sorted(self._standing.values(), key=lambda s: (s.since, s.number))))

    def ask(self, ticket: Ticket, now: datetime) -> None:
        """Call somebody for a ticket where that is the way; a second time changes nothing."""
        if ticket.service not in self._services or ticket.booked_for is not None:
            return
        self._standing.setdefault(ticket.label, m.SummonsView(
            number=ticket.label, service=ticket.service, state="asked", since=now,
        ))

    def accept(self, number: str, minutes: int) -> bool:
        """Note that somebody is on the way; False when nobody was called for this number."""
        standing = self._standing.get(number)
        if standing is None:
            return False
        self._standing[number] = standing.model_copy(update={"state": "coming", "minutes": minutes})
        return True

    def keep(self, waiting: Iterable[Ticket], now: datetime) -> bool:
        """Drop who waits no longer, call for who came by other ways, escalate; True when anything changed."""
        before, still = dict(self._standing), set[str]()
        for ticket in waiting:
            still.add(ticket.label)
            self.ask(ticket, now)
        self._standing = {
            number: self._escalated(s, now) for number, s in self._standing.items() if number in still
        }
        return self._standing != before

    def _escalated(self, standing: m.SummonsView, now: datetime) -> m.SummonsView:
        """Return a summons as it stands now: phoned after a while, and given up after another."""
        waits = now - standing.since
        if standing.state != "coming" and waits >= self._rules.offer_after:
            return standing.model_copy(update={"state": "unanswered"})
        if standing.state == "asked" and waits >= self._rules.phone_after:
            return standing.model_copy(update={"state": "escalated"})
        return standing
