"""The writer: one thread that owns the store, and answers many commands with one commit.

Whatever waits when a transaction begins shares its fsync (group commit). Replies, calls and notes leave only
after the commit. Between commands the same thread draws the retained state, so that nothing needs a lock.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from broker.commands import Commands
from broker.topics import REPLY
from broker.work import Arrived
from queueing.reception import Ask, Reception
from queueing.store.errors import StoreConflict, StoreError

if TYPE_CHECKING:
    from broker.link import Link
    from broker.outbox import Outbox
    from broker.shop_window import ShopWindow
    from broker.stations import StationBook
    from broker.summons import SummonsBook
    from queueing.appointments import Appointments
    from queueing.clock import Clock
    from queueing.ports import Store, UnitOfWork

log = logging.getLogger(__name__)
MOST_IN_ONE_COMMIT = 64
QUIET_SECONDS = 0.02
"""The state is drawn when nothing has come for so long ..."""
LATEST_SECONDS = 0.1
"""... or when it was due for so long."""
DRAWING_SHARE = 10
"""At most one part in so many of the thread's time goes into drawing."""
HEARTBEAT_SECONDS = 5.0
KEPT = timedelta(hours=36)
"""How long replies are remembered: far longer than any command lives."""

Errand = Callable[[], None]
"""Something small to be done on the writer's thread: an acknowledgement, a presence, a reconnect."""


@dataclass(slots=True)
class _Due:
    """When the state must be drawn next, in monotonic seconds."""

    heartbeat: float
    draw: float | None = None
    pause: float = LATEST_SECONDS
    """How long a change may wait; grows with the cost of drawing, so that commands come first."""


class Writer:
    """Owns the store's thread; commands and errands come in through `put`."""

    def __init__(
        self, *, store: Store, commands: Commands, reception: Reception, outbox: Outbox,
        appointments: Appointments, summons: SummonsBook, stations: StationBook, window: ShopWindow, link: Link,
        clock: Clock, mailed: Callable[[], None],
    ) -> None:
        self._store = store
        self._commands = commands
        self._reception = reception
        self._appointments = appointments
        self._summons = summons
        self._stations = stations
        self._outbox = outbox
        self._window = window
        self._link = link
        self._clock = clock
        self._mailed = mailed
        self._inbox: queue.SimpleQueue[Arrived | Errand | None] = queue.SimpleQueue()
        self._due = _Due(heartbeat=clock.monotonic())
        self._forgotten: date | None = None
        """The day on which those who came were last forgotten."""
        self._thread = threading.Thread(target=self._run, name="hub-writer")

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what has arrived, note what the broker acknowledged, and end the thread."""
        self._inbox.put(None)
        self._thread.join(timeout=10)

    def put(self, item: Arrived | Errand) -> None:
        """Hand over a command or an errand; returns at once."""
        self._inbox.put(item)

    # ---- the loop

    def _run(self) -> None:
        with self._store.transaction() as uow:
            self._window.load(uow)
        while True:
            batch, last = self._gather()
            try:
                self._work(batch)
                if not last:
                    self._draw_when_due(idle=not batch)
            except Exception:
                # A bug in an errand or a picture must not end the queue of the whole house.
                log.exception("the hub's own work failed; it goes on with what is stored")
                self._reload()
            if last:
                self._mark_sent()
                return

    def _gather(self) -> tuple[list[Arrived | Errand], bool]:
        """Wait for work, then take all that is there; the flag says that it was the last."""
        batch: list[Arrived | Errand] = []
        try:
            item = self._inbox.get(timeout=self._patience())
            while item is not None:
                batch.append(item)
                if len(batch) == MOST_IN_ONE_COMMIT:
                    return batch, False
                item = self._inbox.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _patience(self) -> float:
        if self._due.draw is not None:
            return QUIET_SECONDS
        return max(0.0, self._due.heartbeat - self._clock.monotonic())

    def _work(self, batch: Sequence[Arrived | Errand]) -> None:
        commands = [item for item in batch if isinstance(item, Arrived)]
        if commands:
            self._answer(commands)
        for item in batch:
            if not isinstance(item, Arrived):
                item()
        if batch and self._due.draw is None:
            self._due.draw = self._clock.monotonic() + self._due.pause

    # ---- commands

    def _answer(self, commands: Sequence[Arrived], *, again: bool = True) -> None:
        now = self._clock.now()
        marks = self._outbox.take_acknowledged()
        try:
            with self._transaction() as uow:
                uow.mark_sent(marks)
                day = uow.floor.day
                done = [self._commands.handle(uow, arrived, now) for arrived in commands]
                floor = uow.floor
        except StoreError as error:
            self._outbox.put_back(marks)
            if again and isinstance(error, StoreConflict):
                self._answer_one_by_one(commands, error)
            else:
                self._not_stored(commands, error, now)
            return
        except Exception as bug:
            # A command that meets a bug is refused alone; those that came with it are done.
            self._outbox.put_back(marks)
            if again and len(commands) > 1:
                self._answer_one_by_one(commands, bug)
            else:
                log.exception("a command met a bug: %s", [(c.device, c.action) for c in commands])
                self._refuse(commands, "a fault in the hub, which its log describes", now)
            return
        if floor.day != day:
            self._window.new_day()
        for one in done:
            self._outbox.send(one.letters, now)
            self._link.publish_raw(REPLY, one.reply, device=one.device)
            for topic, payload, device in one.notes:
                self._link.publish(topic, payload, device=device)
        for one in done:
            self._window.happened(one.events, floor, one.calls)
        if any(one.mails for one in done):
            self._mailed()

    def _answer_one_by_one(self, commands: Sequence[Arrived], fault: Exception) -> None:
        """Spare the innocent commands of a group, and let the rules answer the others by what is stored now."""
        log.warning("%d commands are tried again, each alone: %s", len(commands), fault)
        self._reload()
        for arrived in commands:
            self._answer([arrived], again=False)

    def _not_stored(self, commands: Sequence[Arrived], error: StoreError, now: datetime) -> None:
        """Tell everybody whose command was in the failed transaction; none of them was done."""
        log.error("%d commands were not stored: %s", len(commands), error)
        self._refuse(commands, str(error), now)

    def _refuse(self, commands: Sequence[Arrived], why: str, now: datetime) -> None:
        for arrived in commands:
            self._link.publish_raw(
                REPLY, self._commands.unavailable(arrived, why, now).reply, device=arrived.device,
            )
        self._reload()

    def _reload(self) -> None:
        try:
            with self._store.transaction() as uow:
                self._window.load(uow)
        except StoreError as error:
            log.error("the store does not answer: %s", error)  # noqa: TRY400 - known cause, no trace needed

    def _forget_old_replies(self) -> None:
        """Prune in small steps, so that nobody waits for it."""
        if self._store.prune(self._clock.now() - KEPT):
            self.put(self._forget_old_replies)

    # ---- errands

    def resend(self) -> None:
        """Publish every call that the broker has not acknowledged, and all retained state."""
        try:
            self._outbox.send(self._store.unsent(1000), self._clock.now())
        except StoreError as error:
            log.error("unsent calls cannot be read: %s", error)  # noqa: TRY400 - known cause
        self._window.forget_published()

    def _mark_sent(self) -> None:
        if not self._outbox.has_marks():
            return
        marks = self._outbox.take_acknowledged()
        try:
            with self._store.transaction() as uow:
                uow.mark_sent(marks)
        except StoreError as error:
            log.warning("acknowledged calls could not be marked: %s", error)
            self._outbox.put_back(marks)

    # ---- state

    def _draw_when_due(self, *, idle: bool) -> None:
        now = self._clock.monotonic()
        beat = now >= self._due.heartbeat
        if beat:
            self._due.heartbeat = now + HEARTBEAT_SECONDS
            self.keep_house()
        drawn_late = self._due.draw is not None and now >= self._due.draw
        if beat or drawn_late or (idle and self._due.draw is not None):
            self._due.draw = None
            self._draw(heartbeat=beat)
            self._due.pause = max(LATEST_SECONDS, DRAWING_SHARE * (self._clock.monotonic() - now))

    def _draw(self, *, heartbeat: bool) -> None:
        try:
            with self._transaction() as uow:
                now = self._clock.now()
                self._summons.keep(uow.floor.waiting(), now)
                self._window.draw(uow.floor, now, self._appointments.outlook(uow, now), heartbeat=heartbeat)
        except StoreError as error:
            log.error("the state cannot be drawn: %s", error)  # noqa: TRY400 - known cause

    @contextmanager
    def _transaction(self) -> Iterator[UnitOfWork]:
        """Open a transaction whose floor knows which stations are heard now."""
        with self._store.transaction() as uow:
            uow.floor.lost = self._stations.lost
            yield uow

    def keep_house(self) -> None:
        """Do what time alone demands: the new day, marks that wait, lines that are lost, or are back."""
        self._mark_sent()
        ask = Ask("tick", "hub", self._clock.now())
        try:
            with self._transaction() as uow:
                day = uow.floor.day
                self._reception.begin_day(uow, ask)
                self._reception.keep_stations(uow, ask)
                self._appointments.keep(uow, ask)
                self._appointments.look_ahead(uow, ask.now)
                if uow.floor.day != self._forgotten:
                    self._appointments.forget(uow, ask.now)
                floor = uow.floor
            if floor.day != self._forgotten:
                self._forgotten = floor.day
                self._forget_old_replies()
            if floor.day != day:
                self._window.new_day()
            self._window.happened(ask.events, floor, ())
        except StoreError as error:
            log.error("the day cannot be kept: %s", error)  # noqa: TRY400 - known cause
