"""A conversation at the station: the call, a short countdown, the picture, and what the house is told of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from broker.messages import Shown, VideoReport
from broker.topics import SHOWN
from config.video import Side

if TYPE_CHECKING:
    from broker.messages import Conversation, StationVisit
    from screens.bridge import Bridge
    from screens.sound import Chime
    from screens.video import VideoCall

QML_IMPORT_NAME = "Branch"
QML_IMPORT_MAJOR_VERSION = 1

COUNTDOWN = 2
"""Seconds between the chime and the picture for one who has not said that they are ready; open within 5 s."""
REPORT_SECONDS = 30.0
LONGEST_DETAIL = 120


class Stage(StrEnum):
    """How far the conversation is."""

    NONE = ""
    CALLED = "called"
    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"
    PLAIN = "plain"
    """There is no engine: the two ends talk as they can."""


@QmlElement
class Talk(QObject):
    """Opens by itself what the house has called, and closes it when the visit ends."""

    changed = Signal()

    def __init__(
        self, *, device: str, bridge: Bridge, video: VideoCall, chime: Chime, headless: bool,
        tick_ms: int = 1000, parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._device, self._bridge, self._video, self._chime = device, bridge, video, chime
        self._headless = headless
        self._visit: StationVisit | None = None
        self._stage = Stage.NONE
        self._left = 0
        self._told = ""
        """The call whose conversation the house knows to be on the screen."""
        self._tick = QTimer(self, interval=tick_ms)
        self._tick.timeout.connect(self._count)
        video.opened.connect(self._opened)
        video.failed.connect(self._failed)

    # ---- what QML reads

    @Property(str, notify=changed)
    def stage(self) -> str:
        """Stage of the conversation: called, opening, open, failed, plain or nothing."""
        return self._stage.value

    @Property(int, notify=changed)
    def left(self) -> int:
        """Seconds until the conversation opens."""
        return self._left

    @Property(bool, notify=changed)
    def covered(self) -> bool:
        """Whether the picture lies over this window, so that the buttons need one of their own."""
        return not self._headless and self._stage in (Stage.OPENING, Stage.OPEN)

    # ---- what happens

    def follow(self, visit: StationVisit | None) -> None:
        """Take over what the house says of the visit."""
        before, self._visit = self._visit, visit
        if visit is None or visit.state != "called" or visit.conversation is None:
            self._end(before)
            return
        if _is_anew(before, visit.conversation):
            self._end(before)
            self._chime.play()
        elif before is not None and visit.times > before.times:
            self._chime.play()
        if self._stage is Stage.NONE:
            self._begin(ready=visit.ready)
        elif self._stage is Stage.CALLED and visit.ready:
            self._open()
        elif self._stage in (Stage.OPENING, Stage.OPEN):  # the same room stays as it is
            self._video.open(visit.conversation, Side.STATION, visit.number)
        self._tell_shown()
        self.changed.emit()

    @Slot()
    def retry(self) -> None:
        """Try once more to open a picture that failed."""
        if self._stage is Stage.FAILED:
            self._open()

    @Slot()
    def open_now(self) -> None:
        """Open without waiting for the countdown."""
        if self._stage is Stage.CALLED:
            self._open()

    def line_is_back(self) -> None:
        """Tell the house again what it may have missed, and try again what the lost line may have broken."""
        self.retry()
        if self._stage is Stage.OPEN:
            self._report("open")

    # ---- inside

    def _begin(self, *, ready: bool) -> None:
        if ready:
            self._open()
            return
        self._stage, self._left = Stage.CALLED, COUNTDOWN
        self._tick.start()

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._open()
        self.changed.emit()

    def _open(self) -> None:
        self._tick.stop()
        self._left = 0
        visit = self._visit
        if visit is None or visit.conversation is None:
            return
        self._stage = Stage.OPENING if self._video.possible else Stage.PLAIN
        self._video.open(visit.conversation, Side.STATION, visit.number)
        self._tell_shown()
        self.changed.emit()

    def _end(self, before: StationVisit | None) -> None:
        if self._stage is Stage.NONE:
            return
        if self._stage is Stage.OPEN and before is not None:
            self._report("closed", before)
        self._tick.stop()
        self._stage, self._left, self._told = Stage.NONE, 0, ""
        self._video.close()
        self.changed.emit()

    @Slot()
    def _opened(self) -> None:
        self._stage = Stage.OPEN
        self._tell_shown()
        self._report("open")
        self.changed.emit()

    @Slot(str, str)
    def _failed(self, reason: str, words: str) -> None:
        if self._stage is Stage.NONE:
            return
        self._stage = Stage.FAILED
        self._report("failed", detail=f"{reason}: {words}")
        self.changed.emit()

    def _tell_shown(self) -> None:
        """Acknowledge each call once, when its conversation is on the screen."""
        conversation = None if self._visit is None else self._visit.conversation
        if conversation is None or self._stage not in (Stage.OPEN, Stage.PLAIN) or conversation.call == self._told:
            return
        self._told = conversation.call
        self._bridge.publish(SHOWN, Shown(device=self._device, calls=(conversation.call,)), device=self._device)

    def _report(
        self, state: Literal["open", "failed", "closed"], visit: StationVisit | None = None, detail: str = "",
    ) -> None:
        about = visit or self._visit
        if about is not None and about.conversation is not None:
            told = VideoReport(call=about.conversation.call, state=state, detail=detail[:LONGEST_DETAIL])
            self._bridge.ask("report-video", told, timeout=REPORT_SECONDS)


def _is_anew(before: StationVisit | None, conversation: Conversation) -> bool:
    """Whether this is not the conversation from before; a lost line may hide how that one ended."""
    known = None if before is None else before.conversation
    return known is None or known.room != conversation.room
