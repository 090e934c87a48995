from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from config.folder import DataFolder
from kvik.__main__ import app
from kvik.premises import prepare
from kvik.supervisor import Faces, Supervisor

OPENING = "2026-11-23T10:00"
"""A Monday on which every service is open."""
NO_FACES = Faces(kiosks=(), displays=(), desks=(), headless=True)


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Terminal:
    """A command line with its data folder."""

    data: Path

    def __call__(self, *words: str) -> Said:
        result = CliRunner().invoke(app, [*words, "--data", str(self.data)], prog_name="kvik")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def done(self, *words: str) -> dict[str, Any]:
        """Return the JSON of a command that must succeed."""
        said = self(*words, "--json")
        assert said.code == 0, said.out + said.err
        assert said.json["outcome"] == "done"
        return said.json

    def refused(self, *words: str) -> dict[str, Any]:
        """Return the JSON of a command that must be refused, in words and with exit code 1 as well."""
        said = self(*words, "--json")
        assert said.code == 1, said.out + said.err
        assert said.json["outcome"] == "refused"
        assert said.json["fix"]
        assert said.err == f"{said.json['message']}\n{said.json['fix']}\n"
        return said.json


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A house without screens, opened once for all tests: broker, printer and hub as real processes."""
    folder = DataFolder(tmp_path_factory.mktemp("house") / "data")
    folder.create()
    supervisor = Supervisor(prepare(folder, None, OPENING), NO_FACES, lambda _: None)
    try:
        supervisor.open(lambda: True)
        yield Terminal(folder.path)
    finally:
        supervisor.close()


@pytest.fixture
def nowhere(tmp_path: Path) -> Terminal:
    """A command line whose house does not run."""
    return Terminal(tmp_path / "data")
