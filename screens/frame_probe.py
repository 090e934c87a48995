"""How long one frame takes on this machine: `python -m screens.frame_probe TIMES` prints seconds, one a line."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickWindow

from screens.process import prepare

_SCENE = b"""
import QtQuick
Window {
    property int number: 0
    width: 1920; height: 1080; visible: true; color: "white"
    Rectangle {
        width: parent.width * 0.64; height: parent.height * 0.4; color: "#FEBB30"
        Text { anchors.centerIn: parent; text: "K " + number; font.pixelSize: 260; font.bold: true }
    }
}
"""


def main(argv: Sequence[str]) -> int:
    """Paint the asked number of frames and print how long each took, from the change to the swap."""
    prepare(headless=True)
    app = QGuiApplication(list(argv[:1]))
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(_SCENE, QUrl())
    window = component.create()
    if not isinstance(window, QQuickWindow):
        sys.stderr.write(component.errorString())
        return 1
    swapped: list[float] = []
    window.frameSwapped.connect(lambda: swapped.append(time.perf_counter()))
    _wait_for(swapped, 1)
    for number in range(int(argv[1])):
        swapped.clear()
        began = time.perf_counter()
        window.setProperty("number", number + 1)
        _wait_for(swapped, 1)
        sys.stdout.write(f"{swapped[0] - began:.6f}\n")
    window.deleteLater()
    app.processEvents()
    return 0


def _wait_for(swapped: list[float], frames: int) -> None:
    """Let Qt work until so many frames were swapped."""
    deadline = time.perf_counter() + 10
    while len(swapped) < frames and time.perf_counter() < deadline:
        QCoreApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
