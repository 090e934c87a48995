"""The spool: one owner thread per printer, which alone talks to it and knows what became of each job.

"Printed" means that the fence behind the cut was answered. When it was not, a job that was passed on whole is
`unknown`, never taken for printed and never repeated by itself; one that was not passed on whole has `failed`.
No job is sent after its deadline, nor to a printer that does not say that it can print, so nothing comes out late.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from printer.link import Link, Timing
from printer.models import PrinterModel
from printer.slip import Block, Number
from printer.status import State
from printer.transport import Transport, TransportError
from queueing.clock import Clock

if TYPE_CHECKING:
    from printer.encoder import Encoded

logger = logging.getLogger(__name__)

QUEUE_LENGTH = 8
"""Jobs that may wait; a kiosk never has more than a few, so more is a fault elsewhere."""
PATIENCE = 15.0
"""Seconds that a job waits for its turn unless told otherwise."""
STOP_SECONDS = 10.0


class Outcome(StrEnum):
    """What became of a job; the words are those of a ticket's paper."""

    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to print once, or not at all."""

    id: str
    paper: tuple[Block, ...] | bytes
    """A slip, or ESC/POS that is encoded already."""
    deadline: float
    """On the clock's monotonic seconds: from then on it is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a job, the printer's state then, and why in English for logs."""

    job: str
    outcome: Outcome
    state: State
    why: str
    mm: float = 0.0
    """Paper that it took, as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A printer's state, since when, and what stands behind it in English for logs."""

    state: State
    since: datetime
    detail: str = ""


class Printer:
    """One printer and its queue; `on_result` and `on_health` are called on the owner thread."""

    def __init__(
        self, transport: Transport, model: PrinterModel, clock: Clock, *,
        on_result: Callable[[Result], None] = lambda _: None,
        on_health: Callable[[Health], None] = lambda _: None,
        timing: Timing | None = None,
    ) -> None:
        self._timing = timing or Timing()
        self._model = model
        self._clock = clock
        self._on_result = on_result
        self._on_health = on_health
        self._health = Health(state=State.UNKNOWN, since=clock.now())
        self._link = Link(transport, model, clock, self._timing, self._note)
        self._jobs: queue.Queue[Job | None] = queue.Queue(QUEUE_LENGTH + 1)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"printer {transport.address}", daemon=True)
        self._fences = 0
        self._warm_at = float("inf")

    @property
    def health(self) -> Health:
        """Return what is known of the printer now; from any thread."""
        return self._health

    def start(self) -> None:
        """Start the owner thread; it connects, and goes on trying."""
        self._warm_at = self._clock.monotonic() + self._timing.warm_up
        self._thread.start()

    def stop(self) -> None:
        """Give up what is not begun, hear of what is, let go of the printer, and join the thread."""
        self._stopping.set()
        if not self._jobs.full():
            self._jobs.put_nowait(None)
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def print(self, job: str, paper: tuple[Block, ...] | bytes, *, within: float = PATIENCE) -> bool:
        """Queue a job to be begun within some seconds; False when it is refused because the queue is full."""
        return self.submit(Job(id=job, paper=paper, deadline=self._clock.monotonic() + within))

    def submit(self, job: Job) -> bool:
        """Queue a job and return at once; False, and no result, when the queue is full or was stopped."""
        if self._stopping.is_set() or self._jobs.qsize() >= QUEUE_LENGTH:
            return False
        self._jobs.put_nowait(job)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._turn()
            except Exception:
                # A bug in one job, or in a listener, must not end printing for the day.
                logger.exception("printer %s: unexpected", self._link.address)
        self._link.close()
        self._refuse_rest()

    def _turn(self) -> None:
        try:
            job = self._jobs.get(timeout=self._timing.tick)
        except queue.Empty:
            self._link.watch()
            self._warm_up()
            return
        if job is not None:
            self._on_result(self._printed(job))

    def _refuse_rest(self) -> None:
        while not self._jobs.empty():
            job = self._jobs.get_nowait()
            if job is not None:
                self._on_result(self._result(job, Outcome.FAILED, "stopped before its turn"))

    def _warm_up(self) -> None:
        """Load the encoder in a quiet moment, so that the first ticket of the day is as quick as the second."""
        if self._clock.monotonic() >= self._warm_at:
            self._warm_at = float("inf")
            self._encoded((Number("K 000"),))

    def _printed(self, job: Job) -> Result:
        """Print a job and tell what became of it."""
        try:
            paper = self._encoded(job.paper)
        except Exception:  # a slip that cannot be encoded is a bug, and its citizen needs an answer all the same
            logger.exception("printer %s: job %s cannot be encoded", self._link.address, job.id)
            return self._result(job, Outcome.FAILED, "cannot be encoded")
        if self._expired(job):
            return self._result(job, Outcome.FAILED, "its turn came after its deadline")
        try:
            ready = self._link.make_ready()
        except TransportError as error:
            return self._result(job, Outcome.FAILED, str(error))
        if not ready:
            return self._result(job, Outcome.FAILED, f"the printer is {self._health.state}")
        if self._expired(job):
            return self._result(job, Outcome.FAILED, "the printer was ready after its deadline")
        return self._sent(job, paper)

    def _sent(self, job: Job, paper: Encoded) -> Result:
        self._fences += 1
        delivery = self._link.deliver(paper.data, self._fences, self._stopping)
        used = paper.mm * delivery.passed_on / max(1, len(paper.data))
        if delivery.fenced:
            return self._result(job, Outcome.PRINTED, "", used)
        if delivery.passed_on < len(paper.data):
            why = f"{delivery.why}; {delivery.passed_on} of {len(paper.data)} bytes were passed on"
            return self._result(job, Outcome.FAILED, why, used)
        return self._result(job, Outcome.UNKNOWN, delivery.why, used)

    def _encoded(self, paper: tuple[Block, ...] | bytes) -> Encoded:
        from printer.encoder import Encoded, encode  # noqa: PLC0415 - loads Pillow and python-escpos

        return Encoded(paper, 0.0) if isinstance(paper, bytes) else encode(paper, self._model)

    def _expired(self, job: Job) -> bool:
        return self._clock.monotonic() >= job.deadline

    def _result(self, job: Job, outcome: Outcome, why: str, mm: float = 0.0) -> Result:
        if outcome is not Outcome.PRINTED:
            logger.warning("printer %s: job %s %s: %s", self._link.address, job.id, outcome, why)
        return Result(job=job.id, outcome=outcome, state=self._health.state, why=why, mm=mm)

    def _note(self, state: State, detail: str) -> None:
        """Keep a state that the link found, and tell when it is another one."""
        if state is self._health.state:
            return
        self._health = Health(state=state, since=self._clock.now(), detail=detail)
        log = logger.info if state.prints else logger.warning
        log("printer %s: %s%s", self._link.address, state, f" ({detail})" if detail else "")
        self._on_health(self._health)
