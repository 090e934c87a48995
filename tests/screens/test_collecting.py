"""Garbage with Qt's objects in it is freed where Qt lives, and nowhere else."""

from __future__ import annotations

import gc
import threading
from typing import Any

from screens.process import collecting_here


class Knot:
    """Refers to itself, so that only the collector frees it; tells in which thread that was."""

    def __init__(self, freed_in: list[int]) -> None:
        self._freed_in = freed_in
        self.me = self

    def __del__(self) -> None:
        self._freed_in.append(threading.get_ident())


def allocate_much() -> None:
    kept = [[] for _ in range(200_000)]
    assert kept


def test_only_the_window_s_thread_frees(qtbot: Any, qapp: Any) -> None:
    freed_in: list[int] = []
    with collecting_here(qapp, every_ms=50):
        Knot(freed_in)
        other = threading.Thread(target=allocate_much)
        other.start()
        other.join()
        assert freed_in == []
        qtbot.waitUntil(lambda: bool(freed_in))
    assert freed_in == [threading.get_ident()]
    assert gc.isenabled()


def test_without_it_any_thread_may_free() -> None:
    """The danger is real: this is what happens to a knot when the collector runs where it likes."""
    freed_in: list[int] = []
    gc.collect()
    Knot(freed_in)
    other = threading.Thread(target=gc.collect)
    other.start()
    other.join()
    assert freed_in != [threading.get_ident()]
