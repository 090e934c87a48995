"""Pictures of a window without a screen: one PNG that is replaced whenever the window changed and settled."""

from __future__ import annotations

import logging
import threading
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtQuick import QQuickWindow

log = logging.getLogger(__name__)
SETTLED_MS = 100


class Snapshots(QObject):
    """Keeps `file` the picture of a window; written whole or not at all, only when something changed."""

    def __init__(self, window: QQuickWindow, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._last = b""
        """Digest of the picture as written; the picture itself is 8 MB."""
        self._grabbing = False
        self._writer: threading.Thread | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.take)
        window.frameSwapped.connect(self._frame)

    @Slot()
    def _frame(self) -> None:
        if not self._grabbing:
            self._settled.start()

    @Slot()
    def take(self) -> None:
        """Look at the window, and write the picture if it is another one than before."""
        if self._writer is not None and self._writer.is_alive():
            self._settled.start()
            return
        self._grabbing = True
        image = self._window.grabWindow()
        self._grabbing = False
        digest = b"" if image.isNull() else sha1(image.constBits(), usedforsecurity=False).digest()
        if digest in (b"", self._last):
            return
        self._last = digest
        self._writer = threading.Thread(target=_write, args=(image, self._file), name="snapshot")
        self._writer.start()

    def stop(self) -> None:
        """Write no more; a picture on its way is finished."""
        self._settled.stop()
        self._window.frameSwapped.disconnect(self._frame)
        if self._writer is not None:
            self._writer.join(timeout=10)


def _write(image: QImage, file: Path) -> None:
    """Write beside the file and rename, so that nobody sees half a picture."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if image.save(str(part), "PNG"):  # type: ignore[call-overload]
            part.replace(file)
        else:
            log.warning("no picture of the window: %s cannot be written; is the disk full?", part)
    except OSError as error:
        log.warning("no picture of the window: %s", error)
