"""Who stands in the large field, and who below (D-02).

Every call has the large field for at least 10 s. When calls come faster than that, the later ones do not push
the earlier out: they are listed below at once, marked as new, and get the large field in turn. Below there is
room for four, and for as many more as still await their turn, so that a burst hides nobody.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broker.messages import Call
    from queueing.clock import Clock

TURN_SECONDS = 10.0
USUAL_LINES = 4
MOST_LINES = 10
MANY_NEWER = 4
"""With so many newer calls in sight a line has had its time; D-02 asks for three."""


@dataclass(frozen=True, slots=True)
class Line:
    """One call below the large field."""

    call: Call
    awaits: bool
    """Its turn in the large field is still to come."""
    past: bool
    """Its time is over: its desk has called on, or many newer calls stand above."""


class LineUp:
    """Decides over the places of the calls that stand; the caller asks again after `due_in` seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._standing: dict[str, Call] = {}
        """By id, newest first."""
        self._large: Call | None = None
        self._since = 0.0
        self._turns: deque[str] = deque()

    @property
    def large(self) -> Call | None:
        """The call in the large field, None when nobody has been called."""
        return self._large

    def update(self, standing: Sequence[Call]) -> None:
        """Take over what stands now, newest first."""
        arrived = [call for call in reversed(standing) if call.id not in self._standing]
        self._standing = {call.id: call for call in standing}
        self._turns = deque(turn for turn in self._turns if turn in self._standing)
        if self._large is None:
            self._show_newest()
        else:
            self._take_in(arrived, self._large)

    def advance(self) -> None:
        """Let the next call have the large field when the present one has had its time."""
        if self.due_in() == 0:
            self._show_next()

    def due_in(self) -> float | None:
        """Return the seconds until somebody else gets the large field; None while nobody awaits it."""
        if self._large is None or not (self._turns or self._large.id != self._newest()):
            return None
        return max(0.0, self._since + TURN_SECONDS - self._clock.monotonic())

    def lines(self) -> list[Line]:
        """Return what stands below, newest first."""
        large = self._large.id if self._large else None
        below = [self._line(newer, call) for newer, call in enumerate(self._standing.values()) if call.id != large]
        needed = max((place + 1 for place, line in enumerate(below) if line.awaits), default=0)
        return below[: min(MOST_LINES, max(USUAL_LINES, needed))]

    def _take_in(self, arrived: Sequence[Call], large: Call) -> None:
        """Give those who arrived their turns; a recall of the large number has it already, from the start."""
        again = next((call for call in arrived if call.number == large.number), None)
        self._turns.extend(call.id for call in arrived if call is not again and self._deserves_turn(call))
        if again is not None:
            self._show(again)
        elif large.id not in self._standing:
            self._show_next()
        self.advance()

    def _deserves_turn(self, call: Call) -> bool:
        """Whether a call that arrived still needs the large field; one healed late has had its time."""
        age = (self._clock.now() - call.called_at).total_seconds()
        return call.id == self._newest() or age < TURN_SECONDS

    def _line(self, newer: int, call: Call) -> Line:
        """Return a line with that many newer calls."""
        awaits = call.id in self._turns
        called_on = any(later.desk == call.desk for later in islice(self._standing.values(), newer))
        return Line(call, awaits=awaits, past=not awaits and (called_on or newer >= MANY_NEWER))

    def _newest(self) -> str | None:
        return next(iter(self._standing), None)

    def _show_next(self) -> None:
        if self._turns:
            self._show(self._standing[self._turns.popleft()])
        else:
            self._show_newest()

    def _show_newest(self) -> None:
        self._show(next(iter(self._standing.values()), None))

    def _show(self, call: Call | None) -> None:
        self._large = call
        self._since = self._clock.monotonic()
