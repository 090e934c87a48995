pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Bookings that were looked up, each to be moved or taken back.
ListView {
    id: list

    required property Appointments book

    model: book.found
    clip: true
    spacing: Theme.px(8)
    cacheBuffer: Theme.px(8000)    // the keys of a whole day's rows are there for Tab

    delegate: Rectangle {
        id: row
        required property int index
        required property string code
        required property string task
        required property string what
        required property string when
        required property string name
        required property string standing
        required property string branch
        readonly property bool focused: change.activeFocus || end.activeFocus
        readonly property bool open: standing === "booked" || standing === "held"

        onFocusedChanged: if (focused) list.positionViewAtIndex(index, ListView.Contain)

        width: list.width
        height: Theme.px(72)
        radius: Theme.px(8)
        color: Theme.card
        border.width: Math.max(1, Theme.px(2))
        border.color: Theme.line

        Column {
            anchors { left: parent.left; right: keys.left; margins: Theme.px(12); verticalCenter: parent.verticalCenter }
            Label {
                width: parent.width
                text: [row.when, row.name].filter(part => part !== "").join(" · ")
                drawn: 16
                heavy: true
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Label {
                width: parent.width
                text: [row.code, row.what, Says.booking(row.standing)].join(" · ")
                drawn: 14
                color: Theme.ink2
                elide: Text.ElideRight
                maximumLineCount: 2
            }
        }
        Row {
            id: keys
            visible: row.open
            width: visible ? implicitWidth : 0
            spacing: Theme.px(8)
            anchors { right: parent.right; rightMargin: Theme.px(10); verticalCenter: parent.verticalCenter }
            DeskButton {
                id: change
                visible: row.standing === "booked"
                text: qsTr("Flyt")
                width: Theme.px(76)
                height: Theme.px(44)
                onActivated: list.book.move(row.code, row.task, row.branch)
            }
            DeskButton {
                id: end
                text: qsTr("Aflys")
                width: Theme.px(76)
                height: Theme.px(44)
                onActivated: list.book.cancel(row.code)
            }
        }
    }
}
