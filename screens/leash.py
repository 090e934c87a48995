"""A foreign program as a child that never outlives this one; see `screens.keeper`, which stands between."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from screens import keeper

LONGEST_END_MS = 2500
"""How long the keeper may take; it ends all within 2 s."""


class Leash(QObject):
    """One run of one program, with its whole tree and its private folder."""

    said = Signal(bytes)
    """What came from the program's descriptor 4."""
    ended = Signal(int)
    """Exit code; the whole tree has ended, and the folder is gone."""

    def __init__(self, words: Sequence[str], *, pipe: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = [*(["--pipe"] if pipe else []), *words]
        self._program = words[0]
        self._process = process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        self._deadline = QTimer(self, singleShot=True, interval=LONGEST_END_MS)
        self._deadline.timeout.connect(process.kill)

    def start(self) -> None:
        """Start the program; one that is not there ends at once, with the exit code for it."""
        if shutil.which(self._program) is None:
            QTimer.singleShot(0, self, self._missing)
            return
        # -S -E: the keeper needs nothing but the standard library, and what surrounds us is not its business
        self._process.start(sys.executable, ["-S", "-E", keeper.__file__, *self._words])

    def tell(self, message: bytes) -> None:
        """Write to the program's descriptor 3."""
        if self._process.isOpen():
            self._process.write(message)

    def let_go(self) -> None:
        """End the program and all that it started; `ended` comes within 2 s."""
        self._process.closeWriteChannel()
        self._deadline.start()

    def stop(self) -> None:
        """End it and wait; for the end of the program that has it."""
        self._deadline.stop()
        self._process.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(LONGEST_END_MS):
            self._process.kill()
            self._process.waitForFinished(1000)

    @Slot()
    def _missing(self) -> None:
        self.ended.emit(keeper.NO_PROGRAM)

    @Slot()
    def _read(self) -> None:
        self.said.emit(self._process.readAllStandardOutput().data())

    @Slot()
    def _finished(self) -> None:
        self._deadline.stop()
        self.ended.emit(self._process.exitCode())
