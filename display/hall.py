"""What the hall reads: the board's calls in their places, and whether the house serves at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.topics import BOARD, CALL, SERVICES, SUMMONSES
from display.board import CallBook
from display.line_up import LineUp
from display.lines import LineList

if TYPE_CHECKING:
    from broker.messages import Board, Call, Envelope, ServiceState, SummonsView
    from display.acknowledger import Acknowledger
    from display.announcer import Announcer
    from display.seen import SeenCalls
    from display.surroundings import Surroundings
    from queueing.clock import Clock
    from screens.bridge import Bridge
    from screens.house import House

QML_IMPORT_NAME = "Display"
QML_IMPORT_MAJOR_VERSION = 1

SOUND_AFTER_MS = 30
"""The chime follows the picture: whoever looks up finds the number, and the disk delays no frame."""
MOST_SUMMONSES = 2
REST_AFTER = timedelta(minutes=10)
"""So long a call stays in sight after the desks have closed."""


@QmlElement
class Hall(QObject):
    """One hall display as QML reads it."""

    redrawn = Signal()
    """Something may look different, or a call wants to be painted."""
    called = Signal()
    """A call that citizens may still follow got the large field."""
    closed_changed = Signal()
    summonses_changed = Signal()

    def __init__(
        self, *, clock: Clock, house: House, bridge: Bridge, seen: SeenCalls, announcer: Announcer,
        acknowledger: Acknowledger, surroundings: Surroundings, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._house, self._surroundings = clock, house, surroundings
        self._seen, self._announcer, self._acknowledger = seen, announcer, acknowledger
        self._book = CallBook()
        self._line_up = LineUp(clock)
        self.lines = LineList(self)
        """What stands below the large field."""
        self._large: Call | None = None
        self._services: tuple[ServiceState, ...] = ()
        self._summonses: tuple[SummonsView, ...] = ()
        self._closed = False
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self.next_turn)
        self._sound = QTimer(self, singleShot=True, interval=SOUND_AFTER_MS)
        self._sound.timeout.connect(self._announce)
        bridge.received.connect(self._hear)
        bridge.listen(CALL)
        bridge.listen(BOARD)
        bridge.listen(SUMMONSES)
        house.minute_changed.connect(self._open_or_close)
        house.language_changed.connect(self.closed_changed)

    # ---- for QML

    @Property(str, notify=redrawn)
    def number(self) -> str:
        """Ticket number that is called, e.g. "K012"; empty when nobody has been called."""
        return self._large.number if self._large else ""

    @Property(str, notify=redrawn)
    def place(self) -> str:
        """Where it is called to, e.g. "Skranke 3"."""
        return self._large.place if self._large else ""

    @Property(bool, notify=closed_changed)
    def closed(self) -> bool:
        """Whether nothing is served now and nobody is still on the way."""
        return self._closed

    @Property(str, notify=closed_changed)
    def opens(self) -> str:
        """When the first service opens again, e.g. "i morgen kl. 10.00"; empty when that is not known."""
        coming = [service.opens_at for service in self._services if service.opens_at]
        return self._house.when_text(min(coming)) if coming else ""

    @Property("QVariantList", notify=summonses_changed)  # type: ignore[arg-type]
    def summonses(self) -> list[dict[str, str | int]]:
        """Those who wait for somebody to come down: number, state and minutes; never for whom or why (D-04)."""
        first = self._summonses[:MOST_SUMMONSES]
        return [{"number": s.number, "state": s.state, "minutes": s.minutes or 0} for s in first]

    @Slot()
    def frame_swapped(self) -> None:
        """Take note that the present picture has reached the panel."""
        self._acknowledger.frame_swapped()

    # ---- from the wire

    @Slot(str, object)
    def _hear(self, topic: str, envelope: Envelope[Any]) -> None:
        if topic == CALL.name:
            if self._surroundings.hear(envelope.data):
                self._book.hear(envelope.data)
                self._redraw()
        elif topic == BOARD.name:
            self._heal(envelope)
        elif topic == SUMMONSES.name:
            self._summonses = envelope.data.summonses
            self.summonses_changed.emit()
        elif topic == SERVICES.name:
            self._services = tuple(filter(self._surroundings.have, envelope.data.services))
            self._open_or_close()

    def _heal(self, envelope: Envelope[Board]) -> None:
        repeated = envelope.data.seq == self._book.seq
        here = tuple(filter(self._surroundings.hear, envelope.data.calls))
        self._book.heal(envelope.data.model_copy(update={"calls": here}), envelope.time)
        self._redraw()
        if repeated:
            self._acknowledger.tell_again()

    def _redraw(self) -> None:
        standing = self._book.standing()
        self._line_up.update(standing)
        self._announcer.withdraw({call.id for call in standing})
        if not self._sound.isActive():
            self._sound.start()
        self._show()

    @Slot()
    def next_turn(self) -> None:
        """Give the large field to the next call, when it is time."""
        self._line_up.advance()
        self._show()

    def _show(self) -> None:
        lines = self._line_up.lines()
        before, self._large = self._large, self._line_up.large
        self.lines.show(lines)
        in_sight = [call for call in (self._large, *(line.call for line in lines)) if call]
        self._acknowledger.expect(in_sight)
        self._open_or_close()
        self._wait_for_turn()
        self.redrawn.emit()
        if self._large and self._is_live(self._large) and (before is None or before.id != self._large.id):
            self.called.emit()

    def _wait_for_turn(self) -> None:
        due = self._line_up.due_in()
        if due is None:
            self._turn.stop()
        else:
            self._turn.start(int(due * 1000) + 1)

    # ---- sound

    @Slot()
    def _announce(self) -> None:
        """Announce what is live and was never announced; it is remembered first, so at most once."""
        standing = reversed(self._book.standing())
        new = [call for call in standing if self._is_live(call) and call.id not in self._seen]
        if new:
            self._seen.add(call.id for call in new)
        for call in new:
            self._announcer.announce(call)

    def _is_live(self, call: Call) -> bool:
        return self._clock.now() < call.expires_at

    # ---- closing time

    @Slot()
    def _open_or_close(self) -> None:
        """Rest when no service is open, nobody waits, and the last call is long ago."""
        closed = bool(self._services) and not any(s.open or s.waiting for s in self._services)
        self._closed = closed and not self._called_lately()
        self.closed_changed.emit()

    def _called_lately(self) -> bool:
        return self._large is not None and self._clock.now() - self._large.called_at < REST_AFTER
