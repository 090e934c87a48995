"""One printer as its owner thread sees it: connected or not, asked how it is, sent to, and waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Event

from printer.models import Fence, PrinterModel
from printer.status import (
    AUTOMATIC_STATUS,
    FULL_STATUS,
    QUESTIONS,
    State,
    StatusParser,
    fence_id,
    fence_request,
    question,
)
from printer.transport import Gone, Stalled, Transport, TransportError
from queueing.clock import Clock

CLEAR_BUFFER = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
"""DLE DC4 8: throw away what has been received and not printed."""
FLUSH = bytes(9300) + b"\x1b@\x1dVB\x00"
"""Fill a picture that was left open, begin afresh, and cut off whatever came out of it."""
REASONS = (State.PAPER_OUT, State.COVER_OPEN, State.ERROR)
"""What makes a printer stand, and so may make it silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long each wait may be, in seconds; P-04 allows 2 for one wait."""

    connect: float = 2.0
    write: float = 2.0
    answer: float = 1.0
    """For all answers to one round of questions."""
    fence: float = 2.0
    """Without a fence for so long, the printer is asked how it is; if well, it gets as long again."""
    longest: float = 10.0
    """For a fence, of a printer that says it is well."""
    poll: float = 2.0
    """Between two rounds of questions while idle."""
    tick: float = 0.1
    """Between two looks at what the printer says by itself."""
    retry_first: float = 0.25
    retry_longest: float = 2.0
    """Between two attempts to connect; with the connecting itself within P-04's 5 for recovery."""
    warm_up: float = 2.0
    """After the start, before the encoder is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How far a job came."""

    passed_on: int
    """Bytes of the paper that the transport took, exactly."""
    fenced: bool
    why: str = ""


class Link:
    """The connection to a printer; used by one thread, which `note` is called on."""

    def __init__(
        self, transport: Transport, model: PrinterModel, clock: Clock, timing: Timing,
        note: Callable[[State, str], None],
    ) -> None:
        self._transport = transport
        self._model = model
        self._clock = clock
        self._timing = timing
        self._note = note
        self._parser: StatusParser | None = None
        self._unfinished = False
        """A job was begun whose fence did not come: the printer may hold half a ticket."""
        self._reason: State | None = None
        """Why the printer stands, as long as it has not answered since it told."""
        self._retry_at = 0.0
        self._retry_pause = timing.retry_first
        self._poll_at = 0.0

    @property
    def address(self) -> str:
        """Return the printer's url."""
        return self._transport.address

    def close(self) -> None:
        """Let go of the printer."""
        self._parser = None
        self._transport.close()

    # ---- while idle

    def watch(self) -> None:
        """Look after the printer for a moment: connect, listen, ask; troubles become its state."""
        try:
            if self._parser is None:
                self._reconnect()
            else:
                self._hear(0)
            if self._parser is not None and self._now() >= self._poll_at:
                self._ask()
        except Gone as error:
            self._closed(error)
        except TransportError as error:
            self._lost(error)

    def _closed(self, error: Gone) -> None:
        """Many printers close an idle connection: that is trouble only when they do it before they answered."""
        if self._retry_pause > self._timing.retry_first:
            self._lost(error)
        else:
            self.close()

    def _reconnect(self) -> None:
        if self._now() < self._retry_at:
            return
        self._retry_at = self._now() + self._retry_pause
        self._retry_pause = min(2 * self._retry_pause, self._timing.retry_longest)
        self._connect()

    def _connect(self) -> None:
        self._transport.open(self._timing.connect)
        self._parser = StatusParser()
        self._poll_at = 0.0
        self._hear(0)  # what a printer at a cable said to whoever asked before answers none of our questions
        self._write(self._clearing() + AUTOMATIC_STATUS)

    def _clearing(self) -> bytes:
        """Return what keeps an unfinished job from going on by itself, where the model knows such a thing."""
        return CLEAR_BUFFER if self._unfinished and self._model.clears_buffer else b""

    def _lost(self, error: TransportError) -> None:
        self._reason = None
        self.close()
        self._note(State.OFFLINE, str(error))

    # ---- asking and listening

    def _hear(self, timeout: float) -> None:
        """Take in what the printer says within a time; a whole status becomes its state."""
        parser = self._talking()
        parser.feed(self._transport.read(timeout))
        if not parser.awaited and (parser.answered or parser.automatic):
            self._note(parser.flags.state, "")

    def _ask(self) -> bool:
        """Ask how the printer is and return whether it can print.

        One that does not answer is dropped: a late answer must not be taken for the answer to another question.
        """
        parser = self._talking()
        self._poll_at = self._now() + self._timing.poll
        questions = (*QUESTIONS, FULL_STATUS) if self._model.presenter else QUESTIONS
        parser.asked(questions)
        self._write(b"".join(question(n) for n in questions))
        until = self._now() + self._timing.answer
        while parser.awaited and self._now() < until:
            self._hear(until - self._now())
        if parser.awaited:
            self._fell_silent(parser.flags.state)
            return False
        self._reason = None
        self._retry_pause = self._timing.retry_first
        return parser.flags.state.prints

    def _fell_silent(self, told: State) -> None:
        """Note silence, unless the printer or its port has told a reason: many do not answer while they stand."""
        if told in REASONS:
            self._reason = told
        if self._transport.paper_out():
            self._reason = State.PAPER_OUT
        self.close()
        if self._reason is None:
            self._note(State.SILENT, "it does not answer; look whether its cover is open")
        else:
            self._note(self._reason, "it told so before it stopped to answer")

    def _talking(self) -> StatusParser:
        if self._parser is None:
            raise Gone(f"{self.address}: not connected. Check power and cable.")
        return self._parser

    # ---- a job

    def make_ready(self) -> bool:
        """Return whether the printer says that it can print; raises TransportError when it cannot be asked.

        A connection that broke while idle is no reason to fail a job: it is made anew once.
        """
        try:
            if self._parser is not None:
                return self._ask()
        except Gone:
            self.close()
        try:
            self._connect()
            return self._ask()
        except TransportError as error:
            self._lost(error)
            raise

    def deliver(self, paper: bytes, number: int, stopping: Event) -> Delivery:
        """Send a job and wait for its fence; what goes wrong is told, not raised."""
        passed_on = 0
        try:
            self._recover()
            self._unfinished = True
            answers = self._talking().sensor_answers  # a quick printer answers while the last bytes are sent
            data = paper + fence_request(self._model.fence, number)
            for passed_on in self._passing(data):  # noqa: B007 - how far it came counts when it breaks off
                pass
            came = self._await_fence(number, answers, stopping)
            why = "" if came else "the printer did not say that it printed"
        except TransportError as error:
            came, why = False, str(error)
            self._broke_off(error)
        self._unfinished = self._unfinished and not came
        if self._unfinished:
            self._abandon()
        return Delivery(passed_on=min(len(paper), passed_on), fenced=came, why=why)

    def _recover(self) -> None:
        """Rid the printer of what an unfinished job left in it, so that it cannot swallow or spoil the next."""
        if not self._unfinished:
            return
        anonymous = self._model.fence is Fence.PAPER_SENSOR
        for _ in self._passing(FLUSH + (fence_request(Fence.PAPER_SENSOR, 0) if anonymous else b"")):
            pass
        if anonymous:
            self._settle()
        self._unfinished = False

    def _settle(self) -> None:
        """Wait for the answer behind the flush, and until answers that an old job asked for have stopped coming.

        They carry no id: one that came later would be taken for the fence of the next job. Raises Stalled.
        """
        heard, quiet_from = 0, self._now()
        until = quiet_from + self._timing.longest
        while not heard or self._now() - quiet_from < self._timing.answer:
            if self._now() >= until:
                raise Stalled(f"{self.address}: the printer does not come to rest. Switch it off and on.")
            self._hear(self._timing.tick)
            answers = self._talking().sensor_answers
            if answers != heard:
                heard, quiet_from = answers, self._now()

    def _passing(self, data: bytes) -> Iterator[int]:
        """Send bytes and yield how many went so far; raises when the printer stops taking them, or says why."""
        view, passed_on = memoryview(data), 0
        while passed_on < len(data):
            count = self._transport.write(view[passed_on:], self._timing.write)
            passed_on += count
            yield passed_on
            self._hear(0)
            stopped = not self._talking().flags.state.prints
            if passed_on < len(data) and (stopped or not count):
                raise Stalled(f"{self.address}: the printer stopped taking data. Look at its paper and cover.")

    def _await_fence(self, number: int, answers: int, stopping: Event) -> bool:
        """Return whether the printer told in time that it printed; `answers` came before it was asked.

        Who stops in the meantime waits no longer than for one fence: by then most tickets are out, and known.
        """
        parser = self._talking()
        started = self._now()
        limit = started + self._timing.fence
        while not self._fence_came(parser, number, answers):
            if self._now() >= limit:
                patient = not stopping.is_set() and self._now() < started + self._timing.longest
                well = patient and self._ask()
                if not well:
                    return self._fence_came(parser, number, answers)
                limit = self._now() + self._timing.fence
            self._hear(min(self._timing.tick, self._timing.fence))
        return True

    def _fence_came(self, parser: StatusParser, number: int, answers: int) -> bool:
        if self._model.fence is Fence.PAPER_SENSOR:
            return parser.sensor_answers > answers
        return parser.last_fence == fence_id(number)

    def _broke_off(self, error: TransportError) -> None:
        """Note what a break in the middle of a job says about the printer."""
        if not isinstance(error, Stalled):
            self._lost(error)
        elif self._talking().flags.state.prints:
            self._note(State.SILENT, str(error))

    def _abandon(self) -> None:
        """Throw away what has not been printed of a job, and late answers together with the connection."""
        if self._parser is None:
            return
        with suppress(TransportError):
            self._write(self._clearing())
        self.close()

    def _write(self, data: bytes) -> None:
        """Send a few bytes at once; raises when they do not go."""
        passed_on = self._transport.write(memoryview(data), self._timing.write) if data else 0
        if passed_on < len(data):
            raise Stalled(f"{self.address}: the printer takes no data. Switch it off and on.")

    def _now(self) -> float:
        return self._clock.monotonic()
