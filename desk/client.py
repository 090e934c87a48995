"""One desk's requests to the hub: one at a time, refused at once without a connection, never queued.

The same client stands behind the window, the box and the key: they differ in where strokes come from and in
how an outcome is shown. Everything runs in the one thread of its owner.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from pydantic import ValidationError

from broker import messages as m
from desk.button import COOL_DOWN, ButtonMachine, Decision, Edge, Stroke, Verdict
from desk.driver import Lamp
from queueing.clock import Clock

log = logging.getLogger(__name__)
ANSWER_SECONDS = 5.0
REPEATABLE_SECONDS = 25.0
"""How long an unanswered call may still be done by the hub, which refuses what is 30 s old."""
Ask = Callable[[str, m.Payload, str], object]
"""Sends (action, payload, request id); the answer comes through `DeskClient.answered`."""


class Kind(StrEnum):
    """What became of a wish."""

    SENT = "sent"
    DONE = "done"
    NOBODY = "nobody"
    """A call was done as far as it could be: nobody waits."""
    REFUSED = "refused"
    OFFLINE = "offline"
    UNANSWERED = "unanswered"
    BUSY = "busy"
    """Another wish is on its way."""
    COOLING = "cooling"
    """Too soon after the last call."""


LAMPS = {
    Kind.SENT: Lamp.BUSY, Kind.DONE: Lamp.ACCEPTED, Kind.NOBODY: Lamp.NOBODY, Kind.REFUSED: Lamp.REFUSED,
    Kind.OFFLINE: Lamp.OFFLINE, Kind.UNANSWERED: Lamp.OFFLINE, Kind.BUSY: Lamp.IGNORED,
    Kind.COOLING: Lamp.IGNORED,
}
"""How a button shows each outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one wish."""

    kind: Kind
    action: str
    number: str = ""
    """Who was called."""
    finished: str = ""
    """Whose visit a call ended."""
    set_aside: str = ""
    """Whose visit a call left while its line was lost."""
    reason: str = ""
    """Of a refusal."""
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    id: str
    action: str
    payload: m.Payload
    sent_at: float
    before: str
    """The desk's call when it was sent."""


class DeskClient:
    """Asks for one desk, in the name of one device."""

    def __init__(
        self, *, desk: str, device: str, session: str, clock: Clock, ask: Ask,
        tell: Callable[[Outcome], None],
    ) -> None:
        self.desk = desk
        self.state: m.DeskState | None = None
        self.connected = False
        self._prefix = f"{device}-{session}"
        self._clock = clock
        self._ask = ask
        self._tell = tell
        self._machine = ButtonMachine()
        self._orders = 0
        self._open: _Request | None = None
        self._unanswered: _Request | None = None

    # ---- what comes from the wire

    def hear(self, state: m.DeskState) -> None:
        """Take over what the hub tells of the desk."""
        self.state = state

    def answered(self, request: str, reply: m.Reply | None) -> None:
        """Take in the answer to a request; None when none came in time."""
        asked = self._open
        if asked is None or asked.id != request:
            return
        self._open = None
        self._unanswered = asked if reply is None and asked.action == "press" else None
        self._tell(_outcome(asked.action, reply))

    # ---- what comes from people

    def stroke(self, stroke: Stroke) -> None:
        """Take in a stroke of a button."""
        may_recall = self.state is not None and self.state.visit is not None
        self._act(self._machine.feed(stroke, self._clock.monotonic(), may_recall=may_recall))

    def tick(self) -> None:
        """Let time decide; due at `next_tick`."""
        self._act(self._machine.tick(self._clock.monotonic()))

    def next_tick(self) -> float | None:
        """Return the monotonic time at which `tick` is due, or None."""
        return self._machine.next_tick()

    def unplugged(self, source: str) -> None:
        """Forget what the buttons of a source were doing."""
        self._machine.unplugged(source)

    def press(self, ticket: str | None = None) -> None:
        """Call who is next, or one ticket, from the window."""
        now = self._clock.monotonic()
        click = Stroke(f"window:{ticket or 'next'}", Edge.CLICK, now)
        self._act(self._machine.feed(click, now, may_recall=False), ticket)

    def order(self, action: str, payload: m.Payload | None = None) -> None:
        """Ask for anything but a call; without a payload it is about this desk."""
        blocked = self._blocked()
        if blocked is not None:
            self._tell(Outcome(kind=blocked, action=action))
            return
        self._orders += 1
        request = f"{self._prefix}-{action}-{self._orders}"
        self._send(request, action, payload or m.AtDesk(desk=self.desk))

    # ---- inside

    def _act(self, decisions: list[Decision], ticket: str | None = None) -> None:
        for decision in decisions:
            if decision.verdict is Verdict.CALL:
                self._call(decision, ticket)
            elif decision.verdict is Verdict.RECALL:
                self.order("recall")
            elif decision.verdict is Verdict.COOLING:
                self._tell(Outcome(kind=Kind.COOLING, action="press"))
            else:
                log.info("ignored a press of %s from more than 5 s ago", decision.button)

    def _call(self, decision: Decision, ticket: str | None) -> None:
        blocked = self._blocked() or self._just_called()
        if blocked is not None:
            self._machine.cancel()
            self._tell(Outcome(kind=blocked, action="press"))
            return
        number = decision.sequence if decision.counter is None else decision.counter
        payload = m.Press(desk=self.desk, sequence=number, ticket=ticket)
        again = self._same_wish(ticket)
        if again is not None:
            self._send(again.id, again.action, again.payload)
        else:
            self._send(f"{self._prefix}-{decision.sequence}", "press", payload)

    def _blocked(self) -> Kind | None:
        if not self.connected:
            return Kind.OFFLINE
        return None if self._open is None else Kind.BUSY

    def _just_called(self) -> Kind | None:
        """Return COOLING within 2 s of a call that another button or window of this desk made."""
        visit = None if self.state is None else self.state.visit
        if visit is None:
            return None
        age = self._clock.now() - visit.last_call_at
        return Kind.COOLING if timedelta(0) <= age < timedelta(seconds=COOL_DOWN) else None

    def _same_wish(self, ticket: str | None) -> _Request | None:
        """Return the unanswered call that this press says again, so that both together call once.

        The hub may still get the first one when the connection returns; under the same id it gives the same
        answer to both.
        """
        before = self._unanswered
        if before is None or not isinstance(before.payload, m.Press) or before.payload.ticket != ticket:
            return None
        recent = self._clock.monotonic() - before.sent_at < REPEATABLE_SECONDS
        return before if recent and before.before == self._present_call() else None

    def _present_call(self) -> str:
        return "" if self.state is None or self.state.visit is None else self.state.visit.call

    def _send(self, request: str, action: str, payload: m.Payload) -> None:
        self._open = _Request(
            id=request, action=action, payload=payload, sent_at=self._clock.monotonic(),
            before=self._present_call(),
        )
        self._ask(action, payload, request)
        self._tell(Outcome(kind=Kind.SENT, action=action))


def _outcome(action: str, reply: m.Reply | None) -> Outcome:
    if reply is None:
        return Outcome(kind=Kind.UNANSWERED, action=action)
    if reply.refusal is not None:
        nobody = action == "press" and reply.refusal.reason == "nobody_waits"
        return Outcome(
            kind=Kind.NOBODY if nobody else Kind.REFUSED, action=action, reason=reply.refusal.reason,
            facts=reply.refusal.facts,
        )
    if action not in ("press", "recall"):
        return Outcome(kind=Kind.DONE, action=action)
    try:
        called = m.Called.model_validate(reply.result)
    except ValidationError as error:  # done all the same; the desk's state will say what
        log.warning("the hub's answer to %s is not what the contract promises: %s", action, error)
        return Outcome(kind=Kind.DONE, action=action)
    kind = Kind.NOBODY if called.call is None else Kind.DONE
    return Outcome(
        kind=kind, action=action, number=called.call.number if called.call else "",
        finished=called.finished or "", set_aside=called.set_aside or "",
    )
