"""What the machine itself could do at best: one fsync, two hops through the broker, one painted frame."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

from broker.link import Link
from broker.topics import CALL, SHOWN
from kvik.bench.figures import Figure, figure
from kvik.bench.trial import BenchError, Trial

_BLOCK = b"k" * 4096


def fsync(folder: Path, times: int) -> Figure:
    """Append a block to a file and wait until the disk has it."""
    seconds = []
    with (folder / "fsync.probe").open("wb", buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(_BLOCK)
            os.fdatasync(file.fileno())
            seconds.append(time.perf_counter() - began)
    return figure("one fsync", seconds)


def round_trip(trial: Trial, times: int) -> Figure:
    """Send bytes through the broker to another process and have them sent back: two MQTT hops, QoS 1."""
    asker = trial.link("hall-1")
    came = Event()
    asker.listen_raw(CALL, lambda _topic, _raw: came.set())
    echo = subprocess.Popen(
        [sys.executable, "-m", "kvik.bench.echo", "--data", str(trial.folder.path)], stdout=subprocess.PIPE,
    )
    try:
        if echo.stdout is None or not echo.stdout.readline():
            raise BenchError("the echo of the trial did not start")
        _until_heard(asker, came)
        return figure("two MQTT hops", [_once(asker, came) for _ in range(times)])
    finally:
        trial.let_go("hall-1")
        echo.terminate()
        echo.communicate(timeout=10)


def _until_heard(asker: Link, came: Event) -> None:
    """Ask until the first answer comes: the subscription may still be on its way."""
    for _ in range(20):
        asker.publish_raw(SHOWN, b"ping", device="hall-1")
        if came.wait(0.25):
            return
    raise BenchError("the echo of the trial does not answer")


def _once(asker: Link, came: Event) -> float:
    came.clear()
    began = time.perf_counter()
    asker.publish_raw(SHOWN, b"ping", device="hall-1")
    if not came.wait(5):
        raise BenchError("the echo of the trial did not answer")
    return time.perf_counter() - began


def frame(times: int) -> Figure:
    """Paint one large changing number on a window of 1920 x 1080, without a screen."""
    probe = subprocess.run(
        [sys.executable, "-m", "screens.frame_probe", str(times)], capture_output=True, text=True, timeout=120,
        check=False, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    if probe.returncode:
        raise BenchError(f"the frame probe failed: {probe.stderr[-1000:]}")
    return figure("one painted frame", [float(line) for line in probe.stdout.split()])
