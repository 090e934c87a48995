"""A house as one process on its host: `python -m tests.stories.house_on_a_host DATA SITE`.

Broker, printer, hub and one desk's window with eyes. Says "ready" when all stand; takes "kill broker" and
"kill hub" on its standard input, and looks after its parts like `kvik run`.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from pathlib import Path

from config.folder import DataFolder
from kvik.child import Child
from kvik.premises import only_house, prepare
from kvik.supervisor import Faces, Supervisor
from tests.stories.conftest import OPENING

DESK = "desk-skranke-1"
NO_FACES = Faces(kiosks=(), displays=(), desks=(), headless=True)
BEAT_SECONDS = 0.05


class Ending:
    asked = False

    def ask(self, *_: object) -> None:
        self.asked = True


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def live(supervisor: Supervisor, pid_of: dict[str, object], ending: Ending) -> None:
    while not ending.asked:
        ready, _, _ = select.select([sys.stdin], [], [], BEAT_SECONDS)
        if ready:
            words = sys.stdin.readline().split()
            if not words:
                return
            find = pid_of[words[1]]
            assert callable(find)
            os.kill(find(), signal.SIGKILL)
        supervisor.look_after()


def main() -> int:
    folder, site = DataFolder(Path(sys.argv[1])), Path(sys.argv[2])
    ending = Ending()
    signal.signal(signal.SIGTERM, ending.ask)
    folder.create()
    with only_house(folder):
        premises = prepare(folder, site, OPENING)
        supervisor = Supervisor(premises, NO_FACES, lambda _: None)
        desk = Child(DESK, [
            "tests.stories.eyes", "desk.app", str(folder.path / "desk.txt"),
            "--data", str(folder.path), "--site", str(site), "--device", DESK, "--headless",
        ], folder.logs / f"{DESK}.log")
        try:
            supervisor.open(lambda: True)
            desk.start()
            say("ready")
            live(supervisor, {
                "broker": lambda: premises.broker.pid,  # type: ignore[union-attr]
                "hub": lambda: next(p.child.pid for p in supervisor._parts if p.child.name == "hub"),  # noqa: SLF001
            }, ending)
        finally:
            desk.stop()
            supervisor.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
