"""How long tests wait for what must come: longer than others keep a machine busy, and free when it comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from broker.link import Link
from broker.messages import Payload, Reply

PATIENCE = 30.0
"""Seconds. That a thing comes is asserted; how soon it comes is measured in `kvik bench`."""

Found = TypeVar("Found")


def wait_for(
    condition: Callable[[], Found], what: str = "what was waited for", *, pause: float = 0.01,
) -> Found:
    """Return what the condition gives once it is true, looking again after each pause; fails with `what`."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {PATIENCE:g} s: {what}"
        time.sleep(pause)
    return found


class PatientLink(Link):
    """A link whose calls wait for their answers as long as tests do."""

    def call(
        self, action: str, data: Payload, *, request_id: str | None = None, timeout: float = PATIENCE,
    ) -> Reply:
        return super().call(action, data, request_id=request_id, timeout=timeout)
