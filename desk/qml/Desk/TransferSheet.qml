pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Screens

// Where to send the citizen: another service, or another desk of the same one. Arrows and Enter, or a digit.
Sheet {
    id: sheet

    required property Counter counter

    wide: Theme.px(560)
    tall: Theme.px(592)
    onVisibleChanged: if (visible) {
        goals.currentIndex = 0
        goals.positionViewAtBeginning()
    }

    function choose(kind: string, goal: string) {
        close()
        counter.send_on(kind, goal)
    }

    Label {
        id: heading
        text: qsTr("Viderestil %1").arg(Words.number(sheet.counter.guest.number))
        drawn: 24
        heavy: true
    }
    ListView {
        id: goals
        anchors { top: heading.bottom; topMargin: Theme.px(4); bottom: foot.top; bottomMargin: Theme.px(10); left: parent.left; right: parent.right }
        model: sheet.counter.goals
        focus: true
        clip: true
        spacing: Theme.px(5)
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationWraps: true
        ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: heading.text
        section.property: "kind"
        section.delegate: Label {
            required property string section
            width: ListView.view.width
            topPadding: Theme.px(6)
            bottomPadding: Theme.px(4)
            text: section === "service" ? qsTr("Til en anden service") : qsTr("Til en anden skranke")
            drawn: 16
            color: Theme.ink2
        }
        delegate: GoalRow {
            width: ListView.view.width
            current: ListView.isCurrentItem
            onActivated: sheet.choose(kind, goal)
        }

        Keys.onPressed: event => {
            const digit = event.key - Qt.Key_1
            const place = event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space
                        ? currentIndex : digit >= 0 && digit < 9 ? digit : -1
            const row = place < 0 || event.isAutoRepeat ? null : itemAtIndex(place) as GoalRow
            if (row !== null) {
                row.activate()
                event.accepted = true
            }
        }
    }
    Item {
        id: foot
        anchors { bottom: parent.bottom; left: parent.left; right: parent.right }
        height: Theme.px(48)

        Label {
            anchors { left: parent.left; right: cancel.left; rightMargin: Theme.px(12); verticalCenter: parent.verticalCenter }
            text: qsTr("Nummer og plads i køen følger med.")
            drawn: 15
            color: Theme.ink2
        }
        DeskButton {
            id: cancel
            anchors.right: parent.right
            width: Theme.px(140)
            height: parent.height
            text: qsTr("Luk")
            key: "Esc"
            onActivated: sheet.close()
        }
    }
}
