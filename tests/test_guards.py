"""The guards over all tests, and the checks, can fail: each is given something bad and must see it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[1]
CARELESS = """
import logging, subprocess, threading, time, warnings
import pytest
from tests import conftest

conftest.GRACE_SECONDS = 1

def test_good():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()

def test_leaves_a_child():
    test_leaves_a_child.child = subprocess.Popen(["sleep", "20"])

def test_logs_a_warning():
    logging.getLogger("house").warning("paper is low")

@pytest.mark.expects_log("paper is")
def test_logs_what_it_announced():
    logging.getLogger("house").warning("paper is low")

@pytest.mark.expects_log("paper is")
def test_announces_what_never_comes():
    pass

@pytest.mark.may_log("paper is")
def test_tolerates():
    pass

def test_warns():
    warnings.warn("old", DeprecationWarning)
"""
GOOD = {"test_good", "test_logs_what_it_announced", "test_tolerates"}


def test_a_careless_test_fails(tmp_path: Path) -> None:
    (tmp_path / "test_careless.py").write_text(CARELESS)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-p", "tests.conftest",
         "-v", "-rA", tmp_path],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=3 * PATIENCE,
        check=False,
    )
    bad = set(re.findall(r"^(?:FAILED|ERROR) .*?::(\w+)", run.stdout, re.MULTILINE))
    every = set(re.findall(r"^def (\w+)", CARELESS, re.MULTILINE))
    assert bad == every - GOOD, run.stdout


def test_the_qml_check_sees_a_misspelt_name_of_a_python_type(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "screens", tmp_path / "screens", ignore=shutil.ignore_patterns("__pycache__"))
    assert check_qml(tmp_path).returncode == 0
    window = tmp_path / "screens" / "qml" / "Screens" / "FaceWindow.qml"
    window.write_text(window.read_text().replace("House.name", "House.nmae"))
    bad = check_qml(tmp_path)
    assert bad.returncode != 0
    assert "FaceWindow.qml:" in bad.stdout
    assert 'Member "nmae" not found on type "House"' in bad.stdout


def check_qml(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tests" / "checks" / "qml.py", folder],
        capture_output=True, text=True, timeout=3 * PATIENCE, check=False,
    )
