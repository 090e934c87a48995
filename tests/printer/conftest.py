from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from printer.addresses import open_transport
from printer.link import Timing
from printer.models import find_model
from printer.simulated import SimulatedPrinter
from printer.slip import SlipContent, Wait, slip
from printer.spool import Health, Printer, Result
from printer.status import State
from printer.transport import Transport
from queueing.clock import SystemClock
from tests.patience import PATIENCE, wait_for

QUICK = Timing(
    connect=1.0, write=0.6, answer=0.6, fence=0.5, longest=6.0, poll=0.1, tick=0.01, retry_first=0.02,
    retry_longest=0.2, warm_up=1000.0,
)


def make_content(number: str = "K012", **changes: Any) -> SlipContent:
    values: dict[str, Any] = {
        "house": "Borgernes Hus · Næstved", "number": number, "service": "KVIK", "place": "I stueetagen",
        "ahead": 2, "wait": Wait(kind="range", low=3, high=6), "code": f"{number}A7QX9B2M",
        "issued_at": datetime(2026, 11, 23, 9, 42, tzinfo=UTC).astimezone(timezone(timedelta(hours=1))),
    }
    return SlipContent(**values | changes)


class Owned:
    """A printer's spool with what it told, as a kiosk would hear it."""

    def __init__(self, to: str | Transport, model: str, timing: Timing = QUICK) -> None:
        self.results: list[Result] = []
        self.states: list[State] = []
        self.printer = Printer(
            open_transport(to) if isinstance(to, str) else to, find_model(model), SystemClock(),
            on_result=self.results.append, on_health=self._heard, timing=timing,
        )

    def _heard(self, health: Health) -> None:
        self.states.append(health.state)

    def submit(self, number: str, *, within: float = PATIENCE) -> bool:
        return self.printer.print(number, slip(make_content(number)), within=within)

    def print(self, number: str) -> Result:
        """Print a ticket of this number and return what became of it."""
        before = len(self.results)
        assert self.submit(number)
        self.wait_until(lambda: len(self.results) > before, f"a result for {number}")
        return self.results[-1]

    def wait_for(self, state: State) -> None:
        self.wait_until(lambda: self.printer.health.state is state, state)

    def wait_until(self, holds: Callable[[], object], what: str) -> None:
        wait_for(holds, f"{what}; health was {self.printer.health}")


@pytest.fixture
def simulated(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SimulatedPrinter]:
    """A printer of the `model` that the test is run for."""
    params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    with SimulatedPrinter(tmp_path / "tickets", model=params.get("model", "epson-tm-t20iii")) as printer:
        yield printer


@pytest.fixture
def own() -> Iterator[Callable[..., Owned]]:
    """Start spools that are stopped after the test."""
    owned: list[Owned] = []

    def start(to: str | Transport, model: str = "epson-tm-t20iii", timing: Timing = QUICK) -> Owned:
        owned.append(Owned(to, model, timing))
        owned[-1].printer.start()
        return owned[-1]

    yield start
    for each in owned:
        each.printer.stop()
