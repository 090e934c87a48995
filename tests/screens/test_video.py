"""The picture of a conversation: Chromium really opens a real page, which stands in for the engine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from broker.messages import Conversation
from config.video import Side, VideoSettings
from screens import keeper
from screens.video import State, VideoCall
from tests.patience import PATIENCE
from tests.screens.conftest import until

ROOM, OTHER = "abcdefghijklmnop", "qrstuvwxyz234567"
CHROMIUM = ("chromium", "--no-sandbox", "--disable-dev-shm-usage", "--use-fake-device-for-media-stream")
"""Tests may run as root, whom Chromium's sandbox refuses, in little shared memory, without a camera."""
PAGE = """<!doctype html><title>Samtale</title><script>
const room = location.pathname.split("/").pop()
fetch("/join/" + room + location.search)
addEventListener("pagehide", () => navigator.sendBeacon("/leave/" + room))
navigator.mediaDevices.getUserMedia({video: true, audio: true})
    .then(() => fetch("/seen/" + room), why => fetch("/unseen/" + room + "/" + why))
</script>"""


class Meeting:
    """A server of meetings: hands out the page, and writes down who joins and leaves."""

    def __init__(self) -> None:
        self.log: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.log.append(self.path)
                self._answer(*outer.answer(self.path))

            def do_POST(self) -> None:
                outer.log.append(self.path)
                self._answer(204, "")

            def _answer(self, status: int, page: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                with suppress(OSError):  # who said goodbye does not wait for the answer
                    self.wfile.write(page.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
                """Stay quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def answer(self, path: str) -> tuple[int, str]:
        if path.startswith("/room/"):
            return 200, PAGE
        return (503, "later") if path.startswith("/full/") else (204, "")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)


@pytest.fixture
def meeting() -> Iterator[Meeting]:
    meeting = Meeting()
    yield meeting
    meeting.close()


@pytest.fixture(autouse=True)
def own_folder(browsers_folder: Path) -> Path:
    """Return where all browsers of a test make their folders."""
    return browsers_folder


@pytest.fixture
def calls(qapp: QGuiApplication) -> Iterator[list[VideoCall]]:
    made: list[VideoCall] = []
    yield made
    for call in made:
        call.stop()
        call.deleteLater()


class Caller:
    """A launcher, and what it has said."""

    def __init__(self, calls: list[VideoCall], **settings: object) -> None:
        self.video = VideoCall(
            VideoSettings.model_validate({"browser": CHROMIUM, **settings}) if settings else None,
            "Fuglebjerg", headless=True)
        calls.append(self.video)
        self.said: list[str] = []
        self.video.opened.connect(lambda: self.said.append("opened"))
        self.video.closed.connect(lambda: self.said.append("closed"))
        self.video.failed.connect(lambda reason, words: self.said.append(f"{reason}: {words}"))

    def open(self, room: str = ROOM) -> None:
        self.video.open(Conversation(call="c1", room=room), Side.STATION, "S002")


def closed_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def profiles(folder: Path) -> list[Path]:
    return list(folder.glob("kvik-video-*"))


def browsers() -> list[int]:
    """Return the processes that descend from this one and have this test's folder, the keepers left out."""
    found = [os.getpid()]
    for one in found:
        with suppress(OSError):
            children = "".join(t.read_text() for t in Path(f"/proc/{one}/task").glob("*/children"))
            found += map(int, children.split())
    return [pid for pid in found[1:] if is_of_this_test(pid) and "keeper.py" not in cmdline(pid)]


def is_of_this_test(pid: int) -> bool:
    """Tell what a test started from what others of the same run keep, such as a house."""
    with suppress(OSError):
        return f"TMPDIR={os.environ['TMPDIR']}\0" in Path(f"/proc/{pid}/environ").read_text(errors="replace")
    return False


def cmdline(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    return ""


def main_browser() -> int:
    return next(pid for pid in browsers() if "kvik-video-" in cmdline(pid) and "--type=" not in cmdline(pid))


def test_a_conversation_opens_with_picture_and_ends_without_a_trace(
    calls: list[VideoCall], meeting: Meeting, own_folder: Path,
) -> None:
    caller = Caller(calls, url=f"{meeting.url}/room/{{room}}")
    caller.open()
    until(lambda: caller.said == ["opened"])
    until(lambda: f"/seen/{ROOM}" in meeting.log)  # camera and microphone, without a question
    assert f"/join/{ROOM}" in meeting.log
    assert len(profiles(own_folder)) == 1
    assert oct(profiles(own_folder)[0].stat().st_mode)[-3:] == "700"
    assert ROOM not in cmdline(main_browser())  # others on this machine may read command lines
    caller.open()  # a recall: the same room stays as it is
    caller.video.close()
    until(lambda: caller.said == ["opened", "closed"])
    until(lambda: f"/leave/{ROOM}" in meeting.log)
    assert meeting.log.count(f"/join/{ROOM}") == 1
    assert profiles(own_folder) == []
    assert browsers() == []


@pytest.mark.expects_log("no picture: unreachable: net::ERR_CONNECTION_REFUSED")
def test_a_page_that_does_not_come_is_said_and_can_be_tried_again(
    calls: list[VideoCall], meeting: Meeting,
) -> None:
    caller = Caller(calls, url=f"{meeting.url}/room/{{room}}")
    good, caller.video._settings = caller.video._settings, VideoSettings(  # noqa: SLF001
        url=f"http://127.0.0.1:{closed_port()}/{{room}}", browser=CHROMIUM)
    caller.open()
    until(lambda: caller.said == ["unreachable: net::ERR_CONNECTION_REFUSED"])
    caller.video._settings = good  # noqa: SLF001 - the server is mended
    caller.open()
    until(lambda: caller.said[-1] == "opened")


@pytest.mark.expects_log("no picture: refused: HTTP 503")
def test_a_server_that_refuses_is_no_picture(calls: list[VideoCall], meeting: Meeting, own_folder: Path) -> None:
    caller = Caller(calls, url=f"{meeting.url}/full/{{room}}")
    caller.open()
    until(lambda: caller.said == ["refused: HTTP 503"])
    until(lambda: not browsers() and not profiles(own_folder))
    caller.video.close()
    until(lambda: caller.said[-1] == "closed")


@pytest.mark.expects_log("no picture: crashed: ended 3 times")
def test_a_browser_that_dies_comes_back_twice(calls: list[VideoCall], meeting: Meeting, own_folder: Path) -> None:
    caller = Caller(calls, url=f"{meeting.url}/room/{{room}}")
    caller.open()
    for times in (1, 2, 3):
        until(lambda times=times: caller.said == times * ["opened"])
        os.kill(main_browser(), signal.SIGKILL)
    until(lambda: caller.said[-1].startswith("crashed"))
    assert meeting.log.count(f"/room/{ROOM}") == 3
    assert profiles(own_folder) == []


def test_the_next_room_takes_the_place_of_the_first(calls: list[VideoCall], meeting: Meeting) -> None:
    caller = Caller(calls, url=f"{meeting.url}/room/{{room}}")
    caller.open()
    until(lambda: caller.said == ["opened"])
    until(lambda: f"/seen/{ROOM}" in meeting.log)
    caller.open(OTHER)
    until(lambda: caller.said == ["opened", "opened"] and f"/join/{OTHER}" in meeting.log)
    assert meeting.log.index(f"/leave/{ROOM}") < meeting.log.index(f"/join/{OTHER}")


@pytest.mark.expects_log("no picture: no_browser")
def test_a_machine_without_a_browser_says_so(calls: list[VideoCall], meeting: Meeting) -> None:
    caller = Caller(calls, url=f"{meeting.url}/room/{{room}}", browser=["chromium-that-is-not-there"])
    caller.open()
    until(lambda: caller.said == ["no_browser: the program is not installed"])


def test_a_house_without_an_engine_opens_nothing(calls: list[VideoCall]) -> None:
    caller = Caller(calls)
    caller.open()
    caller.video.close()
    assert not caller.video.possible
    assert (caller.video.state, caller.said) == (State.CLOSED, [])


def test_a_program_of_the_site_opens_and_ends_with_all_that_it_started(
    calls: list[VideoCall], tmp_path: Path,
) -> None:
    noted = tmp_path / "noted"
    script = f'echo "$@" > {noted}; setsid sleep 60 & sleep 60'
    caller = Caller(calls, command=["sh", "-c", script, "samtale", "{room}", "{side}", "{number}"])
    caller.open()
    until(lambda: caller.said == ["opened"])
    assert noted.read_text().split() == [ROOM, "station", "S002"]
    caller.video.close()
    until(lambda: caller.said[-1] == "closed")
    assert browsers() == []


FACE = """
import sys
from PySide6.QtGui import QGuiApplication
from broker.messages import Conversation
from config.video import Side, VideoSettings
from screens.video import VideoCall
app = QGuiApplication(["face"])
call = VideoCall(VideoSettings(url=sys.argv[1], browser=sys.argv[2:]), "Fuglebjerg", headless=True)
call.opened.connect(lambda: print("opened", flush=True))
call.open(Conversation(call="c1", room="abcdefghijklmnop"), Side.STATION, "S002")
app.exec()
"""


def test_a_face_that_is_killed_leaves_no_browser_behind(meeting: Meeting, own_folder: Path) -> None:
    command = [sys.executable, "-c", FACE, f"{meeting.url}/room/{{room}}", *CHROMIUM]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as face:
        assert face.stdout is not None
        assert face.stdout.readline() == "opened\n"
        running = main_browser()
        face.kill()
    until(lambda: not Path(f"/proc/{running}").exists() and not profiles(own_folder))
    assert not [p for p in Path("/proc").glob("[0-9]*") if str(own_folder) in cmdline(int(p.name))]


def test_what_a_killed_keeper_left_is_swept(own_folder: Path) -> None:
    left = own_folder / f"{keeper.PREFIX}4194305-x"  # no process has so high a number
    left.mkdir()
    subprocess.run([sys.executable, keeper.__file__, "true"], check=False, stdin=subprocess.PIPE, timeout=PATIENCE)
    assert not left.exists()
