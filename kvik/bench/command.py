"""`kvik bench`: starts houses of its own, measures them, and prints figures beside the machine's limits."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from broker.hub import SWITCH_SECONDS
from kvik.answers import RefusedError, answering
from kvik.bench import bookings, crowd, history, limits, paper, processes, wire
from kvik.bench.report import Findings
from kvik.bench.trial import BenchError, Trial, trial_house
from printer.models import find_model

QUICK, FULL = 100, 500
"""Samples of each figure."""


def bench(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="A tenth of the samples, and no million visits.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")] = False,
    to: Annotated[Path | None, typer.Option("--to", help="Also write the JSON to this file.")] = None,
) -> None:
    """Measure the speed of the house beside the limits of this machine, in one run.

    It starts houses of its own in temporary folders; a house that runs is not disturbed. A goal that is missed
    does not change the exit code: figures are for reading.

    Example: kvik bench --to bench.json
    """
    with answering(as_json=as_json):
        _check_writable(to)
    sys.setswitchinterval(SWITCH_SECONDS)
    findings = Findings(_machine())
    try:
        _measure(findings, quick=quick)
    except BenchError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    content = json.dumps(findings.as_json(), indent=2)
    typer.echo(content if as_json else "\n".join(findings.as_table()))
    if to is not None:
        to.write_text(content + "\n", encoding="utf-8")


def _check_writable(to: Path | None) -> None:
    """Look before minutes of measuring whether there is a place for what comes of them; raises RefusedError."""
    try:
        if to is not None:
            to.open("a", encoding="utf-8").close()
    except OSError as error:
        raise RefusedError("unwritable", f"{to} cannot be written: {error.strerror}.",
                           "Name a file in a folder that you may write to.") from None


def _measure(findings: Findings, *, quick: bool) -> None:
    tell: Callable[[str], None] = lambda line: typer.echo(line, err=True)  # noqa: E731 - one word for the steps
    _feel(findings, QUICK if quick else FULL, tell)
    _crowd(findings, 2.0 if quick else 5.0, tell)
    _history(findings, (100, 10_000) if quick else (100, 10_000, 1_000_000), QUICK if quick else FULL, tell)


def _feel(findings: Findings, samples: int, tell: Callable[[str], None]) -> None:
    with trial_house() as trial:
        tell("limits of the machine ...")
        findings.figures += [
            limits.fsync(trial.folder.path, samples), limits.round_trip(trial, samples),
            limits.frame(samples // 2),
        ]
        tell("a hub: taps, presses, paper ...")
        trial.start("hub", "hub", "broker.hub")
        share = min(samples, 250)  # the numbers of one letter must last
        findings.figures += [
            wire.taps(trial, share), wire.presses(trial, share), wire.paper(trial, share // 5),
            wire.paper(trial, share // 20, mm_per_second=find_model(paper.MODEL).speed),
            *bookings.over_the_wire(trial, share), bookings.year_of_slots(),
        ]
        figures, findings.slips = paper.encoding(share // 5)
        findings.figures += figures
        tell("kiosk, hall and desk: rest, then paint ...")
        wire.serve_all(trial)
        _start_faces(trial)
        wire.settle(15)  # the newest call has had its turn on the display
        findings.needs = processes.needs(trial, 10)
        findings.figures.append(wire.painted(trial, share // 2))


def _start_faces(trial: Trial) -> None:
    """Start the screens; the links that stood in for them let go first."""
    for device in ("kiosk-1", f"desk-{wire.DESK}"):
        trial.let_go(device)
    trial.start("kiosk", "kiosk-1", "kiosk", "--device", "kiosk-1", "--headless")
    trial.start("hall", "hall-1", "display", "--device", "hall-1", "--headless")
    trial.start("desk", f"desk-{wire.DESK}", "desk", "--device", f"desk-{wire.DESK}", "--headless")


def _crowd(findings: Findings, seconds: float, tell: Callable[[str], None]) -> None:
    for clients in (1, 4, 16):
        tell(f"{clients} clients taking tickets ...")
        with trial_house(many_services=True) as trial:
            trial.start("hub", "hub", "broker.hub")
            findings.rates[clients] = crowd.tickets_per_second(trial, clients, seconds)


def _history(
    findings: Findings, pasts: tuple[int, ...], samples: int, tell: Callable[[str], None],
) -> None:
    for visits in pasts:
        tell(f"call-next after {visits} visits ...")
        found, opened = history.call_next(visits, samples)
        findings.figures.append(found)
        findings.store_opened_seconds[visits] = opened


def _machine() -> dict[str, str | int]:
    return {
        "system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count() or 0,
    }
