from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from screens.snapshots import Snapshots
from tests.screens.conftest import Room, settle, until

WINDOW = """
import QtQuick
Window { width: 200; height: 100; visible: true; color: "white"
    property alias words: words.text
    Text { id: words; text: "K 012" } }
"""


def test_a_picture_is_written_when_the_window_changed(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "screens" / "kiosk-1.png"
    window = room.show(WINDOW)
    snapshots = Snapshots(window, file)
    window.setProperty("words", "K 011")
    until(file.exists)
    first = file.read_bytes()
    assert QImage(str(file)).size() == window.size()
    window.setProperty("words", "K 013")
    until(lambda: file.read_bytes() != first)
    snapshots.stop()
    assert [path.name for path in file.parent.iterdir()] == ["kiosk-1.png"]


def test_the_same_picture_is_not_written_again(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "kiosk-1.png"
    window = room.show(WINDOW)
    snapshots = Snapshots(window, file)
    snapshots.take()
    until(file.exists)
    file.unlink()
    snapshots.take()
    settle()
    snapshots.stop()
    assert not file.exists()


@pytest.mark.expects_log("no picture of the window: .*")
def test_a_folder_that_cannot_be_written_ends_nothing(room: Room, tmp_path: Path) -> None:
    (tmp_path / "screens").write_text("a file where a folder should be")
    window = room.show(WINDOW)
    snapshots = Snapshots(window, tmp_path / "screens" / "kiosk-1.png")
    snapshots.take()
    snapshots.stop()
