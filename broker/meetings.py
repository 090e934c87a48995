"""Where the two ends of a visit over a screen meet: the room, and each end's pass where the engine wants one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from broker import messages as m
from config.errors import SecretError
from config.video import Side

if TYPE_CHECKING:
    from broker.video_pass import PassOffice
    from config.site import Site
    from queueing.clock import Clock
    from queueing.reception import Reception
    from queueing.tickets import Ticket

log = logging.getLogger(__name__)
RENEWED_AFTER = timedelta(hours=1)
"""A pass is given anew before it runs out; until then it is the same, so that retained state stays the same."""
_KEPT = 500


@dataclass(frozen=True, slots=True)
class _Pass:
    token: str | None
    signed_at: datetime


class Meetings:
    """Tells each end of a call where to meet; used by the writer thread only."""

    def __init__(self, site: Site, reception: Reception, passes: PassOffice, clock: Clock) -> None:
        self._towns = {s.id: site.branches[s.branch].town for s in site.stations}
        self._desks = {d.id: d.name for d in site.desks.values()}
        self._reception = reception
        self._passes = passes
        self._clock = clock
        self._given: dict[tuple[str, Side], _Pass] = {}

    def conversation(self, ticket: Ticket, call: str, side: Side) -> m.Conversation:
        """Return where one end of a ticket's present call is to go."""
        room = self._reception.room(ticket)
        return m.Conversation(call=call, room=room, token=self._token(room, side, self._name(ticket, side)))

    def _name(self, ticket: Ticket, side: Side) -> str:
        """Return what the other end reads: a desk or a town, never a person."""
        if side is Side.DESK:
            return self._desks.get(ticket.desk or "", "")
        return self._towns.get(ticket.station or "", "")

    def _token(self, room: str, side: Side, name: str) -> str | None:
        known, now = self._given.get((room, side)), self._clock.now()
        if known is None or now - known.signed_at > RENEWED_AFTER:
            known = self._given[room, side] = _Pass(self._sign(room, side, name), now)
            while len(self._given) > _KEPT:
                self._given.pop(next(iter(self._given)))
        return known.token

    def _sign(self, room: str, side: Side, name: str) -> str | None:
        try:
            return self._passes.token(room, side, name)
        except SecretError as error:  # the secret was good at the start; the visit goes on without a picture
            log.error("no pass for a conversation: %s", error)  # noqa: TRY400 - a sentence for the technician
            return None
