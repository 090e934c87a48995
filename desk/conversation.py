"""The officer's end of a conversation: its picture follows the visit at the desk, and is reported to the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from broker.messages import VideoReport
from config.video import Side
from screens.video import VideoCall

if TYPE_CHECKING:
    from desk.guest import Guest
    from screens.app import Stage


class DeskConversation(QObject):
    """Opens the picture when the citizen at a station is called, and closes it when the visit ends."""

    def __init__(self, stage: Stage, guest: Guest, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._guest = stage.bridge, guest
        self._call = ""
        self._video = VideoCall(stage.site.video, name, headless=stage.headless, parent=self)
        self._video.opened.connect(self._opened)
        self._video.failed.connect(self._failed)
        guest.far_end.conversation_changed.connect(self._follow)

    def stop(self) -> None:
        """End the picture, for the end of the program."""
        self._video.stop()

    @Slot()
    def _follow(self) -> None:
        conversation = self._guest.far_end.conversation
        if conversation is None:
            self._video.close()
        else:
            self._call = conversation.call
            self._video.open(conversation, Side.DESK, self._guest.number_now)

    @Slot()
    def _opened(self) -> None:
        self._guest.far_end.note_picture(failed=False)
        self._bridge.ask("report-video", VideoReport(call=self._call, state="open"))

    @Slot(str, str)
    def _failed(self, reason: str, _words: str) -> None:
        self._guest.far_end.note_picture(failed=True)
        self._bridge.ask("report-video", VideoReport(call=self._call, state="failed", detail=reason))
