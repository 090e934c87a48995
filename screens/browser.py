"""Chromium with one page and nothing else, steered through a pipe that no other process can reach.

The pipe speaks the browser's own protocol (https://chromedevtools.github.io/devtools-protocol/), which tells
truly whether the page came; an address on the command line would tell nothing, and show its pass to everybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from screens import keeper
from screens.leash import Leash

FLAGS = (
    "--remote-debugging-pipe", "--user-data-dir={profile}", "--no-first-run", "--no-default-browser-check",
    "--password-store=basic", "--disable-sync", "--disable-background-networking", "--disable-component-update",
    "--disable-breakpad", "--disable-features=Translate,MediaRouter", "--noerrdialogs", "--disable-pinch",
    "--disable-session-crashed-bubble", "--overscroll-history-navigation=0",
    "--autoplay-policy=no-user-gesture-required",
)
FULL_SCREEN = ("--kiosk",)
HEADLESS = ("--headless=new", "--disable-gpu", "--window-size=1920,1080")
GRANTED = ("videoCapture", "audioCapture")
"""What the page may use without a question."""
SLOW_MS = 20_000
LOOK_AGAIN_MS = 50
GOODBYE_MS = 700
"""How long the page may take to say goodbye to the meeting, and the browser to end."""
LAST_WORDS_MS = 150
"""How long what the page sends while it goes may take to leave the machine."""
_REFUSED = 400
Message = dict[str, Any]


class Browser(QObject):
    """One browser for one address, from its start to its end."""

    loaded = Signal()
    """The page is there."""
    failed = Signal(str, str)
    """Reason (unreachable, refused or slow) and the browser's words for technicians."""
    crashed = Signal()
    """The page died; the browser may still run."""
    ended = Signal(int)
    """The exit code, once all of it has gone."""

    def __init__(
        self, words: Sequence[str], address: str, *, headless: bool, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        mode = HEADLESS if headless else FULL_SCREEN
        self._address = address
        self._leash = Leash([*words, *FLAGS, *mode, "about:blank"], pipe=True, parent=self)
        self._leash.said.connect(self._hear)
        self._leash.ended.connect(self._end)
        self._rest = b""
        self._asked: dict[int, Callable[[Message], None]] = {}
        self._count = 0
        self._session = ""
        self._page = ""
        self._there = False
        """Whether the address has answered, so that what loads is its page."""
        self._settled = False
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._give_up)
        self._goodbye = QTimer(self, singleShot=True, interval=GOODBYE_MS)
        self._goodbye.timeout.connect(self._leash.let_go)
        self._leaving = False
        self._last_words = QTimer(self, singleShot=True, interval=LAST_WORDS_MS)
        self._last_words.timeout.connect(self._quit)

    def start(self) -> None:
        """Start the browser and open the address."""
        self._slow.start()
        self._leash.start()
        self._look_for_page()

    def close(self) -> None:
        """Let the page say goodbye, and then end everything; `ended` comes within 2 s."""
        self._settle()
        self._leaving = True
        self._ask("Page.navigate", url="about:blank")
        self._goodbye.start()

    def stop(self) -> None:
        """End everything and wait for it; for the end of the program."""
        self._settle()
        self._goodbye.stop()
        self._leash.stop()

    @Slot()
    def _quit(self) -> None:
        self._ask("Browser.close")

    # ---- the way to the page

    @Slot()
    def _look_for_page(self) -> None:
        self._ask("Target.getTargets", self._found)

    def _found(self, result: Message) -> None:
        page = next((t["targetId"] for t in result.get("targetInfos", ()) if t["type"] == "page"), None)
        if page is None:  # its window is not made yet
            QTimer.singleShot(LOOK_AGAIN_MS, self, self._look_for_page)
        else:
            self._page = page
            self._ask("Target.attachToTarget", self._attached, targetId=page, flatten=True)

    def _attached(self, result: Message) -> None:
        self._session = result.get("sessionId", "")
        parts = urlsplit(self._address)
        self._ask("Browser.grantPermissions", origin=f"{parts.scheme}://{parts.netloc}", permissions=GRANTED)
        self._ask("Inspector.enable")
        self._ask("Network.enable", lambda _: self._ask("Page.enable", self._go))

    def _go(self, _: Message) -> None:
        """Open the address, now that nothing of what comes of it can be missed."""
        self._ask("Page.navigate", self._navigated, url=self._address)

    def _navigated(self, result: Message) -> None:
        self._there = "loaderId" in result
        if error := result.get("errorText", "" if self._there else "no answer"):
            self._fail("unreachable", error)

    def _happened(self, event: str, facts: Message) -> None:
        match event:
            case "Network.responseReceived" if self._is_page(facts) and facts["response"]["status"] >= _REFUSED:
                self._fail("refused", f"HTTP {facts['response']['status']}")
            case "Page.loadEventFired" if self._there and not self._settled:
                self._settle()
                self._ask("Network.disable")  # a meeting's traffic is not for us
                self.loaded.emit()
            case "Page.frameNavigated" if self._leaving and not self._last_words.isActive():
                self._last_words.start()
            case "Inspector.targetCrashed" | "Target.detachedFromTarget":
                self.crashed.emit()

    def _is_page(self, facts: Message) -> bool:
        """Whether an answer is the page itself; its frame has the name of the whole."""
        return facts["type"] == "Document" and facts.get("frameId") == self._page

    def _fail(self, reason: str, words: str) -> None:
        if not self._settled:
            self._settle()
            self.failed.emit(reason, words)

    @Slot()
    def _give_up(self) -> None:
        self._fail("slow", f"no page after {SLOW_MS // 1000} s")

    def _settle(self) -> None:
        self._settled = True
        self._slow.stop()

    @Slot(int)
    def _end(self, code: int) -> None:
        self._settle()
        self._goodbye.stop()
        self._last_words.stop()
        self.ended.emit(code)

    # ---- the protocol: JSON, each message ended by a zero byte

    def _ask(self, method: str, then: Callable[[Message], None] | None = None, **facts: object) -> None:
        self._count += 1
        self._asked[self._count] = then or _nothing
        whole = method.startswith(("Target.", "Browser."))
        session = {} if whole else {"sessionId": self._session}
        message = {"id": self._count, "method": method, "params": facts, **session}
        self._leash.tell(json.dumps(message).encode() + b"\0")

    @Slot(bytes)
    def _hear(self, data: bytes) -> None:
        for message in self._whole(data):
            if "id" in message:
                self._asked.pop(message["id"], _nothing)(message.get("result", {}))
            else:
                self._happened(message.get("method", ""), message.get("params", {}))

    def _whole(self, data: bytes) -> Iterator[Message]:
        *whole, self._rest = (self._rest + data).split(b"\0")
        yield from map(json.loads, whole)


def _nothing(_: Message) -> None:
    """Take an answer that changes nothing."""


def is_missing(code: int) -> bool:
    """Whether an exit code says that there is no such program."""
    return code == keeper.NO_PROGRAM
