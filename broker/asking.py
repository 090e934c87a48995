"""Requests that wait for their reply: resent with the same id, given up in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broker.messages import Reply
    from queueing.clock import Clock

RESEND_SECONDS = 1.0


@dataclass(slots=True)
class Pending:
    """One request on its way."""

    topic: str
    raw: bytes
    on_reply: Callable[[Reply | None], None]
    deadline: float
    next_send: float

    @property
    def next_look(self) -> float:
        """When something must be done about it."""
        return min(self.deadline, self.next_send)


class Asking:
    """Keeps requests until they are answered or their time is up; owns one thread while any is open."""

    def __init__(self, clock: Clock, send: Callable[[str, str, bytes], None]) -> None:
        self._clock = clock
        self._send = send
        self._pending: dict[str, Pending] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wakes_at: float | None = None
        """When the thread looks again by itself; None while it waits to be told."""
        self._stopping = False

    def ask(
        self, request: str, topic: str, raw: bytes, on_reply: Callable[[Reply | None], None], timeout: float,
    ) -> None:
        """Send now and every second until it is answered; `on_reply(None)` after `timeout` seconds."""
        now = self._clock.monotonic()
        with self._changed:
            if self._stopping:
                raise RuntimeError("this link was stopped; start a new one to ask again")
            pending = Pending(topic, raw, on_reply, now + timeout, now + RESEND_SECONDS)
            self._pending[request] = pending
            self._ensure_thread()
            if self._wakes_at is None or pending.next_look < self._wakes_at:
                self._changed.notify()
        self._send(request, topic, raw)

    def answer(self, request: str, reply: Reply) -> None:
        """Hand a reply to whoever asked; a second one, or one for nobody here, is dropped."""
        with self._changed:
            pending = self._pending.pop(request, None)
        if pending is not None:
            pending.on_reply(reply)

    def resend_all(self) -> None:
        """Send everything open again at once, after the link came back."""
        with self._changed:
            still_open = list(self._pending.items())
        for request, pending in still_open:
            self._send(request, pending.topic, pending.raw)

    def stop(self) -> None:
        """Give up what is open and end the thread."""
        with self._changed:
            self._stopping = True
            left = list(self._pending.values())
            self._pending.clear()
            self._changed.notify()
            thread = self._thread
        for pending in left:
            pending.on_reply(None)
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=5)

    def _ensure_thread(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="link-asking", daemon=True)
            self._thread.start()

    def _watch(self) -> None:
        while True:
            with self._changed:
                if self._stopping:
                    return
                self._wakes_at = min((p.next_look for p in self._pending.values()), default=None)
                self._changed.wait(self._patience())
                late, due = self._take_due()
            for pending in late:
                pending.on_reply(None)
            for request, pending in due:
                self._send(request, pending.topic, pending.raw)

    def _patience(self) -> float | None:
        return None if self._wakes_at is None else max(0.0, self._wakes_at - self._clock.monotonic())

    def _take_due(self) -> tuple[list[Pending], list[tuple[str, Pending]]]:
        now = self._clock.monotonic()
        late = [self._pending.pop(r) for r, p in list(self._pending.items()) if p.deadline <= now]
        due = [(r, p) for r, p in self._pending.items() if p.next_send <= now]
        for _, pending in due:
            pending.next_send = now + RESEND_SECONDS
        return late, due
