"""The picture of a conversation: one launcher for stations and desks, whatever the site's engine is."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from config.video import Side
from screens.browser import Browser, is_missing
from screens.leash import Leash

if TYPE_CHECKING:
    from broker.messages import Conversation
    from config.video import VideoSettings

log = logging.getLogger(__name__)
MOST_RESTARTS = 2
"""Of one call, when the picture ends though nobody ended it."""
LIVES_MS = 2000
"""A program that has lived so long is taken to have opened; it cannot say so itself."""


class State(StrEnum):
    """Where the picture is."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"
    CLOSING = "closing"


class Engine(Protocol):
    """What shows the picture: a browser, or a program of the site."""

    loaded: SignalInstance
    failed: SignalInstance
    crashed: SignalInstance
    ended: SignalInstance

    def start(self) -> None:
        """Begin; one of the signals follows."""
        ...

    def close(self) -> None:
        """End; `ended` comes within 2 s."""
        ...

    def stop(self) -> None:
        """End, and wait for it."""
        ...

    def deleteLater(self) -> None:  # noqa: N802 - Qt's name
        """Be gone when all is said."""
        ...


class Program(QObject):
    """A command of the site's that opens a conversation by itself."""

    loaded = Signal()
    failed = Signal(str, str)
    crashed = Signal()
    ended = Signal(int)

    def __init__(self, words: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leash = Leash(words, pipe=False, parent=self)
        self._leash.ended.connect(self._end)
        self._lives = QTimer(self, singleShot=True, interval=LIVES_MS)
        self._lives.timeout.connect(self.loaded)

    def start(self) -> None:
        """Start the command."""
        self._lives.start()
        self._leash.start()

    def close(self) -> None:
        """End the command, and all that it started."""
        self._lives.stop()
        self._leash.let_go()

    def stop(self) -> None:
        """End it and wait."""
        self._lives.stop()
        self._leash.stop()

    @Slot(int)
    def _end(self, code: int) -> None:
        self._lives.stop()
        self.ended.emit(code)


class VideoCall(QObject):
    """At most one conversation's picture; nothing here waits, and all signals come in the GUI thread.

    `name` is what the other end reads of this one: a desk or a town. Without settings nothing is ever opened.
    """

    opened = Signal()
    """The page, or the program, is there."""
    failed = Signal(str, str)
    """Reason (no_browser, unreachable, refused, slow or crashed) and words for technicians; `open` tries again."""
    closed = Signal()
    """All processes have ended and the browser's folder is gone."""

    def __init__(
        self, settings: VideoSettings | None, name: str, *, headless: bool, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._name = name
        self._headless = headless
        self._engine: Engine | None = None
        self._wanted: tuple[Conversation, Side, str] | None = None
        self._restarts = 0
        self.state = State.CLOSED

    @property
    def possible(self) -> bool:
        """Whether the site has an engine."""
        return self._settings is not None

    @property
    def room(self) -> str:
        """Room of the conversation that is wanted now; nothing when there is none."""
        return "" if self._wanted is None else self._wanted[0].room

    def open(self, conversation: Conversation, side: Side, number: str) -> None:
        """Open the picture; the room that is open already stays as it is, another one takes its place."""
        if self._settings is None or (conversation.room == self.room and self.state is not State.FAILED):
            return
        self._wanted, self._restarts = (conversation, side, number), 0
        if self._engine is None:
            self._start()
        else:  # its end starts the next
            self._engine.close()
            self.state = State.CLOSING

    def close(self) -> None:
        """End the picture; `closed` comes within 2 s, and not at all when nothing was open."""
        self._wanted = None
        if self._engine is not None and self.state is not State.CLOSING:
            self.state = State.CLOSING
            self._engine.close()
        elif self.state is State.FAILED:
            self._say_closed()

    def stop(self) -> None:
        """End everything and wait up to 3 s; for the end of the program."""
        self._wanted = None
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.stop()

    def _start(self) -> None:
        if self._settings is None or self._wanted is None:
            return
        conversation, side, number = self._wanted
        address = self._settings.page(conversation.room, conversation.token, self._name)
        engine: Engine
        if address is None:
            engine = Program(self._settings.words(conversation.room, side, number), self)
        else:
            engine = Browser(self._settings.browser, address, headless=self._headless, parent=self)
        engine.loaded.connect(self._opened)
        engine.failed.connect(self._failed)
        engine.crashed.connect(self._crashed)
        engine.ended.connect(self._ended)
        self._engine, self.state = engine, State.OPENING
        engine.start()

    @Slot()
    def _opened(self) -> None:
        if self.state is State.OPENING:
            self.state = State.OPEN
            self.opened.emit()

    @Slot(str, str)
    def _failed(self, reason: str, words: str) -> None:
        if self.state is not State.OPENING or self._engine is None:
            return
        self.state = State.FAILED
        self._engine.close()
        self._say_failed(reason, words)

    @Slot()
    def _crashed(self) -> None:
        """Let go of a browser whose page died; its end decides what follows."""
        if self.state in (State.OPENING, State.OPEN) and self._engine is not None:
            self._engine.close()

    @Slot(int)
    def _ended(self, code: int) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.deleteLater()
        if self.state is State.FAILED:
            return
        if self.state is State.CLOSING:
            self._start() if self._wanted else self._say_closed()
        elif is_missing(code):
            self._give_up("no_browser", "the program is not installed")
        elif self._restarts < MOST_RESTARTS:
            self._restarts += 1
            log.info("the picture ended by itself (exit code %s); it is opened again", code)
            self._start()
        else:
            self._give_up("crashed", f"ended {MOST_RESTARTS + 1} times, at last with exit code {code}")

    def _give_up(self, reason: str, words: str) -> None:
        self.state = State.FAILED
        self._say_failed(reason, words)

    def _say_failed(self, reason: str, words: str) -> None:
        log.warning("no picture: %s: %s", reason, words)
        self.failed.emit(reason, words)

    def _say_closed(self) -> None:
        self.state = State.CLOSED
        self.closed.emit()
