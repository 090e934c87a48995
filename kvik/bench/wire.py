"""What citizens and staff feel: tap to number, press to call, press to painted frame, tap to paper."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event

from broker import messages as m
from broker.link import Link
from broker.topics import SHOWN
from kiosk.slips import slip_content
from kvik.bench.figures import Figure, figure
from kvik.bench.trial import BenchError, Trial
from printer.addresses import open_transport
from printer.models import find_model
from printer.simulated import SimulatedPrinter
from printer.slip import slip
from printer.spool import Outcome, Printer, Result

SERVICE, DESK = "kvik", "skranke-1"
MODEL = "epson-tm-t20iii"
PAINTED_SECONDS = 5.0
LINE = 10
"""Citizens in the line; a house that is busier than that has other worries than milliseconds."""


def taps(trial: Trial, times: int) -> Figure:
    """Tap until the committed number is back at the kiosk."""
    kiosk = trial.link("kiosk-1")
    seconds: list[float] = []
    while len(seconds) < times:
        seconds += [_timed(lambda: _take(kiosk)) for _ in range(LINE)]
        serve_all(trial)
    return figure("tap to committed number", seconds)


def presses(trial: Trial, times: int) -> Figure:
    """Press until the committed call is back at the desk."""
    kiosk, desk = trial.link("kiosk-1"), trial.link(f"desk-{DESK}")
    seconds: list[float] = []
    while len(seconds) < times:
        for _ in range(LINE):
            _take(kiosk)
        seconds += [_timed(lambda: _press(desk)) for _ in range(LINE)]
    return figure("press to committed call", seconds)


def painted(trial: Trial, times: int) -> Figure:
    """Press until the hall display has swapped the frame with the number; the display tells when that was."""
    shown: SimpleQueue[tuple[str, datetime]] = SimpleQueue()
    trial.link("console").listen(SHOWN, lambda e: _note(e, shown), device="hall-1")
    console = trial.link("console")  # the kiosk and the desk are processes now
    seconds = []
    for _ in range(times):
        _take(console)
        began = trial.clock.now()
        called = _press(console)
        at = _painted_at(shown, called)
        seconds.append((at - began).total_seconds())
        time.sleep(0.05)  # one citizen after the other, not a burst
    return figure("press to painted frame", seconds)


def paper(trial: Trial, times: int, *, mm_per_second: int | None = None) -> Figure:
    """Tap until the printer has answered the fence behind the last byte; by default it prints as it receives."""
    kiosk = trial.link("kiosk-1")
    done: SimpleQueue[Result] = SimpleQueue()
    with SimulatedPrinter(trial.folder.tickets, model=MODEL) as simulated:
        simulated.faults.set(mm_per_second=mm_per_second)
        printer = Printer(
            open_transport(simulated.url), find_model(MODEL), trial.clock,
            on_result=done.put, on_health=lambda _health: None,
        )
        printer.start()
        try:
            seconds = [_timed(lambda: _print(kiosk, printer, done, trial)) for _ in range(times + 1)]
        finally:
            printer.stop()
    name = "tap to last byte at the printer" if mm_per_second is None else f"tap to paper at {mm_per_second} mm/s"
    return figure(name, seconds[1:])  # the first one loads the encoder


def serve_all(trial: Trial) -> None:
    """Call everybody and end the last visit, so that the line stays as short as in a real house."""
    desk = trial.link(f"desk-{DESK}")
    while desk.call("press", m.Press(desk=DESK)).outcome == "done":
        pass


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _take(kiosk: Link) -> m.Slip:
    reply = kiosk.call("take", m.Take(service=SERVICE))
    if reply.refusal is not None:
        raise BenchError(f"no ticket: {reply.refusal.message}")
    return m.Taken.model_validate(reply.result).slip


def _press(desk: Link) -> str:
    reply = desk.call("press", m.Press(desk=DESK))
    if reply.refusal is not None or reply.result["call"] is None:
        raise BenchError(f"no call: {reply.refusal or 'nobody waits'}")
    return str(reply.result["call"]["id"])


def _note(envelope: m.Envelope[m.Shown], shown: SimpleQueue[tuple[str, datetime]]) -> None:
    for call in envelope.data.calls:
        shown.put((call, envelope.time))


def _painted_at(shown: SimpleQueue[tuple[str, datetime]], called: str) -> datetime:
    try:
        while True:
            call, at = shown.get(timeout=PAINTED_SECONDS)
            if call == called:
                return at
    except Empty:
        raise BenchError(f"the hall display did not paint {called}") from None


def _print(kiosk: Link, printer: Printer, done: SimpleQueue[Result], trial: Trial) -> None:
    found = _take(kiosk)
    printer.print(found.number, slip(slip_content(found, trial.site)))
    if (result := done.get(timeout=10)).outcome is not Outcome.PRINTED:
        raise BenchError(f"the simulated printer did not print: {result.why}")


def settle(seconds: float) -> None:
    """Let the processes come to rest before the next measurement."""
    Event().wait(seconds)


