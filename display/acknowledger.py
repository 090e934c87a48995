"""Tells the house which calls citizens can really see (D-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from broker.messages import Shown
from broker.topics import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broker.messages import Call
    from queueing.clock import Clock
    from screens.bridge import Bridge


class Acknowledger(QObject):
    """Acknowledges each call once, after the frame that holds it was swapped; expired ones not at all.

    The house need not have heard it: a hub that starts or reconnects has missed what was said meanwhile. Its
    board, which it then repeats, is the sign to say it again.
    """

    def __init__(self, device: str, bridge: Bridge, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device = device
        self._bridge = bridge
        self._clock = clock
        self._next_frame: dict[str, Call] = {}
        self._painted: dict[str, Call] = {}
        self._told: dict[str, Call] = {}
        bridge.connected_changed.connect(self._tell)

    def expect(self, calls: Iterable[Call]) -> None:
        """Note what the next frame will show."""
        self._next_frame = {call.id: call for call in calls if call.id not in self._told}

    def frame_swapped(self) -> None:
        """Take the expected calls as painted, and tell of them."""
        if self._next_frame:
            self._painted |= self._next_frame
            self._next_frame = {}
            self._tell()

    def tell_again(self) -> None:
        """Tell once more of all calls that were told and have not expired."""
        self._painted |= self._told
        self._told = {}
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """Tell of what was painted; while the link is down it waits, as long as somebody may want to know."""
        now = self._clock.now()
        self._painted = {i: call for i, call in self._painted.items() if now < call.expires_at}
        if not self._painted or not self._bridge.connected:
            return
        self._bridge.publish(SHOWN, Shown(device=self._device, calls=tuple(self._painted)), device=self._device)
        self._told = {i: call for i, call in self._told.items() if now < call.expires_at} | self._painted
        self._painted = {}
