"""Children of the supervisor: restarted after a crash, ended in time, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kvik.child import Child
from tests.patience import wait_for


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return a function that makes a module of some lines, to be run as a child."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def make(text: str) -> str:
        (tmp_path / "guest.py").write_text(text, encoding="utf-8")
        return "guest"

    return make


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_child_that_fell_says_why_and_starts_again(module: Callable[[str], str], tmp_path: Path) -> None:
    child = Child("guest", [module("raise SystemExit('no paper here')")], tmp_path / "guest.log")
    child.start()
    wait_for(lambda: not child.alive)
    news = child.look_after()
    assert news == "guest ended, saying: no paper here; it starts again in 0.5 s"
    assert child.look_after() is None  # told once
    module("import time; time.sleep(60)")
    wait_for(lambda: child.look_after() or child.alive)
    child.stop()


def test_a_child_that_keeps_falling_is_started_ever_more_slowly(
    module: Callable[[str], str], tmp_path: Path,
) -> None:
    child = Child("guest", [module("raise SystemExit(1)")], tmp_path / "guest.log")
    pauses = []
    child.start()
    for _ in range(2):
        wait_for(lambda: not child.alive)
        pauses.append(str(child.look_after()).split()[-2])
        wait_for(lambda: child.look_after() or child.alive)
    child.stop()
    assert pauses == ["0.5", "1"]


def test_a_killed_child_is_told_as_such(module: Callable[[str], str], tmp_path: Path) -> None:
    child = Child("guest", [module("import time; time.sleep(60)")], tmp_path / "guest.log")
    child.start()
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    wait_for(lambda: not child.alive)
    assert "ended, by signal 9" in str(child.look_after())
    child.stop()


def test_a_child_that_will_not_end_is_killed(
    module: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kvik.child.STOP_SECONDS", 0.3)
    text = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(60)"
    child = Child("guest", [module(text)], tmp_path / "guest.log")
    child.start()
    wait_for(lambda: child.last_words() == "deaf")
    pid = child.pid
    assert pid is not None
    child.stop()
    assert gone(pid)


@pytest.mark.parametrize("settled", [True, False])
def test_children_die_with_a_supervisor_that_is_killed(
    module: Callable[[str], str], tmp_path: Path, settled: bool,  # noqa: FBT001 - a parameter
) -> None:
    guest = module("import time; print('here'); time.sleep(60)")
    text = (
        "import sys, time; from pathlib import Path; from kvik.child import Child\n"
        f"child = Child('guest', ['{guest}'], Path(r'{tmp_path}/guest.log')); child.start()\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(tmp_path)])}
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        wait_for(lambda: not settled or "here" in (tmp_path / "guest.log").read_text())
        parent.kill()
        wait_for(lambda: gone(pid))


def test_a_large_log_begins_anew(module: Callable[[str], str], tmp_path: Path) -> None:
    log = tmp_path / "guest.log"
    log.write_bytes(b"x" * 1_000_001)
    child = Child("guest", [module("print('hello')")], log)
    child.start()
    wait_for(lambda: child.last_words() == "hello")
    assert (tmp_path / "guest.old.log").stat().st_size > 1_000_000
    child.stop()
