"""Every measurement of `kvik bench` measures: what is felt on the wire, bookings, paper, a crowd, a long past."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kvik.__main__ import app
from kvik.bench import bookings, crowd, history, limits, paper, wire
from kvik.bench.figures import Figure
from kvik.bench.report import Findings
from kvik.bench.trial import Trial, trial_house

FEW = 3


@pytest.fixture
def trial() -> Iterator[Trial]:
    with trial_house() as trial:
        trial.start("hub", "hub", "broker.hub")
        yield trial


def measured(*figures: Figure) -> bool:
    return all(f.samples and min(f.samples) > 0 for f in figures)


def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "--to", str(tmp_path / "gone" / "bench.json")])
    assert result.exit_code == 1
    assert "bench.json cannot be written: No such file or directory." in result.stderr
    assert "limits of the machine" not in result.stderr


def test_taps_presses_and_paper(trial: Trial) -> None:
    assert measured(wire.taps(trial, FEW), wire.presses(trial, FEW), wire.paper(trial, 1))


def test_bookings(trial: Trial) -> None:
    assert measured(*bookings.over_the_wire(trial, FEW), bookings.year_of_slots(1))


def test_limits_of_the_machine(trial: Trial) -> None:
    assert measured(limits.fsync(trial.folder.path, FEW), limits.round_trip(trial, FEW))


def test_a_crowd_gets_tickets() -> None:
    with trial_house(many_services=True) as trial:
        trial.start("hub", "hub", "broker.hub")
        assert crowd.tickets_per_second(trial, 2, 0.2) > 0


def test_a_long_past_and_what_is_told_of_it() -> None:
    found, opened = history.call_next(1000, FEW)
    figures, slips = paper.encoding(1)
    assert measured(found, *figures)
    findings = Findings({"cores": 2}, figures=[found, *figures], slips=slips, store_opened_seconds={1000: opened})
    table = "\n".join(findings.as_table())
    assert found.name in table
    assert set(findings.as_json()["figures"]) == {found.name, *(f.name for f in figures)}
