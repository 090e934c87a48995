"""What import-linter cannot say: the queue is pure, and our rooms' names are ours alone."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("queueing", "config", "broker", "printer", "screens", "kiosk", "display", "desk", "branch", "kvik")
STORE = ROOT / "queueing" / "store"
PURE = [path for path in sorted((ROOT / "queueing").rglob("*.py")) if STORE not in path.parents]


def imports(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", PURE, ids=lambda p: p.stem)
def test_the_rules_need_nothing_but_the_standard_library(path: Path) -> None:
    strangers = {
        name for name in imports(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "queueing"}
    }
    assert strangers == set()
    assert not any(name.startswith("queueing.store") for name in imports(path))


def test_nobody_imports_a_room_by_its_bare_name() -> None:
    """Not `import printer`: the name says nothing there, and other projects use it too."""
    files = [path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py")]
    assert len(files) > len(ROOMS)
    bare = re.compile(rf"^\s*import ({'|'.join(ROOMS)})\s*(#|,|$)", re.MULTILINE)
    assert [path for path in files if bare.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_has_our_names(room: str) -> None:
    owners = importlib.metadata.packages_distributions().get(room, [])
    assert set(owners) == {"kvik"}, "another package on this machine shadows ours; see pip show -f"


def test_every_folder_with_code_is_a_package_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(ROOMS) == set(project["tool"]["importlinter"]["root_packages"])
    assert {f"{room}*" for room in ROOMS} == set(project["tool"]["setuptools"]["packages"]["find"]["include"])
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert {folder for folder in folders if not (folder / "__init__.py").exists()} == set()
