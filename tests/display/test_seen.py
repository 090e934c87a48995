from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from display.seen import KEPT, LARGEST, SeenCalls


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "screens" / "hall-1.announced"


def test_a_restarted_display_knows_what_it_announced(file: Path) -> None:  # D-03
    SeenCalls(file).add(["2026-11-23-K012.7", "2026-11-23-B104.8"])
    again = SeenCalls(file)
    assert "2026-11-23-K012.7" in again
    assert "2026-11-23-B104.8" in again
    assert "2026-11-23-K013.9" not in again


def test_only_the_newest_are_kept(file: Path) -> None:
    seen = SeenCalls(file)
    for n in range(KEPT + 50):
        seen.add([f"day-K001.{n}"])
    again = SeenCalls(file)
    assert "day-K001.49" not in again
    assert "day-K001.50" in again
    assert len(file.read_text().splitlines()) == KEPT


@pytest.mark.parametrize("damage", [b"", b"\x00\xff\xfe\n", b"x" * (LARGEST + 9), b"a b c\n\n\n../../<script>\n"])
def test_a_damaged_file_is_no_obstacle(file: Path, damage: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    seen = SeenCalls(file)
    seen.add(["day-K001.1"])
    assert file.read_text() == "day-K001.1\n"
    assert "day-K001.1" in SeenCalls(file)


def test_what_is_whole_in_a_damaged_file_still_counts(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"day-K001.1\nday-K0\xff02.2\nday-K003.3")
    seen = SeenCalls(file)
    assert "day-K001.1" in seen
    assert "day-K003.3" in seen


@pytest.mark.expects_log("a restart would announce calls again: .*make room")
def test_a_full_disk_is_told_once_and_survived(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    seen = SeenCalls(file)
    monkeypatch.setattr(os, "fsync", full)
    seen.add(["day-K001.1"])
    seen.add(["day-K002.2"])
    assert "day-K002.2" in seen
    assert list(file.parent.iterdir()) == []


@pytest.mark.expects_log("announced calls are forgotten")
def test_a_file_that_cannot_be_read_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    assert "day-K001.1" not in SeenCalls(file)
