"""Keeps one foreign program on a leash: it never outlives whoever started it, and leaves nothing behind.

    python screens/keeper.py [--pipe] WORD ...

Makes a private folder and puts its name wherever a word says {profile}; runs the words in a session of their own.
When its own standard input ends, as it does when the starter dies in whatever way, it ends all that descends from
the program and removes the folder. With --pipe the program gets standard input as descriptor 3 and standard output
as descriptor 4, where browsers take and give commands. Exit codes: the program's own; 127 when it does not start.

Standard library only, and no import of ours: it starts in 20 ms.
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

NO_PROGRAM = 127
PREFIX = "kvik-video-"
GRACE_SECONDS = 0.8
"""How long the program may take to end when it is told to."""
LAST_SECONDS = 1.0
"""How long the kernel may take to end what is killed."""
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_TO_PROGRAM, _FROM_PROGRAM = 3, 4
_libc = ctypes.CDLL(None)


def main(words: list[str]) -> int:
    """Run the program until it ends or we are left alone; returns the exit code."""
    pipe = words[:1] == ["--pipe"]
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what the program loses becomes ours to end
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the starter
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    _sweep()
    profile = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    try:
        return _keep([word.replace("{profile}", profile) for word in words[pipe:]], pipe=pipe)
    finally:
        _end_descendants()
        shutil.rmtree(profile, ignore_errors=True)


def _sweep() -> None:
    """Remove what a keeper that was killed itself, or lost its power, could not."""
    for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not Path("/proc", old.name.removeprefix(PREFIX).partition("-")[0]).exists():
            shutil.rmtree(old, ignore_errors=True)


def _keep(words: list[str], *, pipe: bool) -> int:
    if pipe:
        os.dup2(0, _TO_PROGRAM)
        os.dup2(1, _FROM_PROGRAM)
    try:
        program = subprocess.Popen(
            words, start_new_session=True, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, preexec_fn=_on_leash,  # noqa: PLW1509 - there is one thread
        )
    except OSError:
        return NO_PROGRAM
    _wait(os.pidfd_open(program.pid), program)
    return program.poll() or 0


def _wait(descriptor: int, program: subprocess.Popen[bytes]) -> None:
    """Wait for the program's end or ours, and then leave it a moment to end by itself."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    poll.register(0, 0)  # nothing but its end; what comes in is for the program
    poll.poll()
    if program.poll() is None:
        program.terminate()
        poll.unregister(0)
        poll.poll(GRACE_SECONDS * 1000)


def _on_leash() -> None:
    """Let the kernel end the program should we be killed ourselves."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _end_descendants() -> None:
    """Kill, and reap, until nobody is left; the children of the dead come to us."""
    deadline = time.monotonic() + LAST_SECONDS
    while (descendants := _descendants()) and time.monotonic() < deadline:
        for one in descendants:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        time.sleep(0.005)
        _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _descendants() -> list[int]:
    found = [os.getpid()]
    for one in found:  # grows while it is read
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found[1:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
