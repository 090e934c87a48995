from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from kiosk.scanners.classify import Classifier, Scan
from kiosk.scanners.reader import Opener, Plug, Reader
from queueing.clock import Clock, SystemClock
from tests.kiosk.cards import KEY, TODAY
from tests.patience import PATIENCE


class Ear:
    """A started reader and what it told; it reads health cards."""

    def __init__(
        self, path: Path, opener: Opener, clock: Clock | None = None,
        classify: Callable[[bytes], Scan] | None = None,
    ) -> None:
        self.told: SimpleQueue[Scan | Plug] = SimpleQueue()
        classify = classify or Classifier(card_key=KEY, today=lambda: TODAY)
        self.reader = Reader(path, opener, classify, clock or SystemClock())
        self.reader.start(self.told.put)

    def next(self) -> Scan:
        told = self.told.get(timeout=PATIENCE)
        assert isinstance(told, Scan), told
        return told

    def plug(self) -> bool:
        told = self.told.get(timeout=PATIENCE)
        assert isinstance(told, Plug), told
        return told.present

    def nothing(self, seconds: float = 0.1) -> None:
        with pytest.raises(Empty):
            self.told.get(timeout=seconds)

    def stop(self) -> None:
        self.reader.stop()
