"""Which calls were announced, kept on disk: a display that restarts does not chime again (D-03)."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from config.files import PRIVATE_FOLDER, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

log = logging.getLogger(__name__)
KEPT = 200
LARGEST = 64 * 1024
"""Bytes of a file that can be ours."""
_CALL_ID = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")


class SeenCalls:
    """Ids of announced calls, one a line; a damaged file costs no more than a chime too many."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ids: dict[str, None] = dict.fromkeys(self._read())
        self._said_so = False

    def __contains__(self, call_id: str) -> bool:
        return call_id in self._ids

    def add(self, call_ids: Iterable[str]) -> None:
        """Remember that these were announced; on disk before this returns, if the disk allows."""
        self._ids |= dict.fromkeys(call_ids)
        for oldest in list(self._ids)[:-KEPT]:
            del self._ids[oldest]
        try:
            self._file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            replace_file(self._file, "\n".join(self._ids) + "\n")
        except OSError as error:
            self._not_kept(error)

    def _read(self) -> list[str]:
        try:
            with self._file.open("rb") as file:
                text = file.read(LARGEST).decode("ascii", errors="replace")
        except FileNotFoundError:
            return []
        except OSError as error:
            log.warning("announced calls are forgotten: %s; make the file readable, or delete it", error)
            return []
        return [line for line in text.splitlines() if _CALL_ID.fullmatch(line)][-KEPT:]

    def _not_kept(self, error: OSError) -> None:
        if not self._said_so:
            log.warning("a restart would announce calls again: %s; make room, or make it writable", error)
        self._said_so = True
