"""The chime: two calm tones before a number is called.

Qt's sound lives in PySide6_Addons, which no face needs otherwise; the tones are a WAV file that the machine's
own player plays in a child process. Without a player or a sound card the chime says so once and stays silent.

    python -m screens.sound    write chime.wav again
"""

from __future__ import annotations

import logging
import math
import shutil
import struct
import wave
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

log = logging.getLogger(__name__)

FILE = Path(__file__).parent / "chime.wav"
PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"))
LONGEST_MS = 5000
RATE = 22_050
TONES = ((0.0, 659.26), (0.28, 523.25))
"""Start in seconds and pitch in hertz: e'' and c''."""
LENGTH = 1.2
DECAY = 4.5
LOUDNESS = 0.32


class Chime(QObject):
    """Plays the chime, one at a time, never waiting and never failing."""

    finished = Signal()
    """The chime has ended, or could not be heard at all."""

    def __init__(
        self, parent: QObject | None = None, *, file: Path = FILE, players: Sequence[Sequence[str]] = PLAYERS,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._player = next(([path, *p[1:]] for p in players if (path := shutil.which(p[0]))), None)
        self._process: QProcess | None = None
        self._deadline = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._deadline.timeout.connect(self._give_up)
        self._said_so = False
        self.heard = self._player is not None
        """False after the machine showed that it has no sound."""

    @property
    def playing(self) -> bool:
        """Whether the chime sounds at this moment."""
        return self._process is not None

    def play(self) -> None:
        """Start the chime; while it sounds, another call changes nothing. `finished` comes in any case."""
        if self.playing:
            return
        if self._player is None:
            self._no_sound("there is no player; install pulseaudio-utils or alsa-utils")
            QTimer.singleShot(0, self, self.finished.emit)
            return
        self._process = process = QProcess(self)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._deadline.start()
        program, *arguments = self._player
        process.start(program, [*arguments, str(self._file)])

    def stop(self) -> None:
        """End the player if it runs, and wait for it; for the end of the program."""
        process, self._process = self._process, None
        self._deadline.stop()
        if process is not None:
            process.blockSignals(True)  # noqa: FBT003 - Qt's signature
            process.kill()
            process.waitForFinished(1000)

    @Slot()
    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()

    @Slot()
    def _ended(self) -> None:
        process = self._process
        if process is None:
            return
        self.heard = process.exitCode() == 0 and process.exitStatus() is QProcess.ExitStatus.NormalExit
        if not self.heard:
            said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
            self._no_sound(f"{process.program()} said: {said[:200] or 'nothing'}; check the sound server")
        self._done()

    @Slot()
    def _failed(self) -> None:
        process = self._process
        if process is not None and process.error() is QProcess.ProcessError.FailedToStart:
            self._no_sound(f"{process.program()} does not start: {process.errorString()}")
            self._done()

    def _done(self) -> None:
        self._deadline.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.finished.emit()

    def _no_sound(self, why: str) -> None:
        self.heard = False
        if not self._said_so:
            log.warning("no sound: %s", why)
        self._said_so = True


def samples() -> list[int]:
    """Return the chime as 16-bit samples."""
    return [round(32767 * LOUDNESS * sum(_tone(i / RATE - start, pitch) for start, pitch in TONES))
            for i in range(int(RATE * LENGTH))]


def _tone(t: float, pitch: float) -> float:
    """Return a struck bar at `t` seconds: a fast rise, a long fall and a soft octave above."""
    if t < 0:
        return 0.0
    shape = min(1.0, t / 0.01) * math.exp(-DECAY * t)
    return shape * (math.sin(math.tau * pitch * t) + 0.25 * math.sin(2 * math.tau * pitch * t))


def write(file: Path = FILE) -> None:
    """Write the chime as a mono WAV file; the same bytes every time."""
    values = samples()
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(values)}h", *values))


if __name__ == "__main__":
    write()
