from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest

from tests.screens.conftest import KEY, Room, finger, settle, touch

BUTTON = """
import QtQuick
import Screens
Window { id: window; width: 400; height: 200; visible: true
    property int count: 0
    property Item button: done
    ActionButton { id: done; anchors.fill: parent; text: "Færdig"; primary: true
        onActivated: window.count += 1 } }
"""
PAIRS = [
    ("ink", "card", 7), ("ink", "ground", 7), ("ink2", "card", 7), ("ink2", "ground", 7), ("good", "card", 7),
    ("headerInk", "header", 7), ("actionInk", "action", 7), ("link", "card", 7), ("ink", "warnGround", 7),
    ("warnInk", "warn", 7), ("paleInk", "pale", 7), ("bad", "badGround", 4.5), ("faded", "card", 4.5),
    ("outline", "card", 3), ("focus", "ground", 3), ("ink", "pressed", 7),
]


def test_many_touches_within_half_a_second_are_one(room: Room, qtbot) -> None:
    window = room.show(BUTTON)
    touch(window, window.property("button"), times=20)
    assert window.property("count") == 1
    qtbot.wait(550)
    touch(window, window.property("button"))
    assert window.property("count") == 2


def test_a_touch_is_seen_at_once(room: Room) -> None:
    window = room.show(BUTTON)
    button = window.property("button")
    before = window.grabWindow()
    middle = button.mapToScene(button.boundingRect().center()).toPoint()
    QTest.touchEvent(window, finger()).press(0, middle, window).commit()
    settle()
    assert window.grabWindow() != before
    QTest.touchEvent(window, finger()).release(0, middle, window).commit()


def test_a_button_can_be_pressed_by_key_and_by_assistive_tools(room: Room, qtbot) -> None:
    window = room.show(BUTTON)
    button = window.property("button")
    button.forceActiveFocus()
    QTest.keyClick(window, KEY.Key_Space)
    assert window.property("count") == 1
    qtbot.wait(550)
    found = QAccessible.queryAccessibleInterface(button)
    assert found.text(QAccessible.Text.Name) == "Færdig"
    assert found.role() == QAccessible.Role.Button
    found.actionInterface().doAction("Press")
    assert window.property("count") == 2


def theme_of(room: Room) -> QObject:
    return room.show("import QtQuick; import Screens; Window { property QtObject theme: Theme }").property("theme")


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("high", [False, True], ids=["default", "high-contrast"])
def test_every_pair_of_colours_can_be_read(room: Room, high: bool) -> None:  # A-03  # noqa: FBT001
    theme = theme_of(room)
    theme.setProperty("contrast", high)
    weak = {
        (ink, ground): round(found, 2) for ink, ground, least in PAIRS
        if (found := contrast(theme.property(ink), theme.property(ground))) < least
    }
    assert weak == {}


def test_numbers_and_main_buttons_stand_out(room: Room) -> None:
    theme = theme_of(room)
    assert contrast(theme.property("ink"), theme.property("card")) >= 10
    assert contrast(theme.property("ink"), theme.property("warn")) >= 10
    theme.setProperty("contrast", True)  # noqa: FBT003 - Qt's signature
    assert contrast(theme.property("actionInk"), theme.property("action")) >= 10


def test_wait_and_number_in_words(room: Room) -> None:  # W-01
    words = room.show("""
        import QtQuick
        import Screens
        Window { property var all: [Words.wait("now", 0, 0), Words.wait("range", 3, 6), Words.wait("range", 4, 4),
            Words.wait("unknown", 0, 0), Words.wait("closed", 0, 0), Words.number("K012")] }
    """).property("all").toVariant()
    assert words == ["nu", "3\u20136 min", "4 min", "ukendt", "lukket", "K\u00a0012"]
