import QtQuick
import Screens

// One alarm in plain words; a citizen who asks for help can be answered.
Rectangle {
    id: row

    required property string device
    required property string role
    required property string place
    required property string kind
    required property string detail
    required property bool elsewhere
    property bool shown: true
    property int more: 0
    readonly property bool answerable: kind === "help"

    signal answered()

    height: shown ? Theme.px(44) : 0
    visible: shown
    color: Theme.warnGround

    Rectangle {
        width: Theme.px(8)
        height: parent.height
        color: Theme.warn
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.warn
    }
    Icon {
        id: mark
        name: ({ "printer": "printer", "help": "person" })[row.kind] ?? "warning"
        size: Theme.px(26)
        anchors { left: parent.left; leftMargin: Theme.px(24); verticalCenter: parent.verticalCenter }
    }
    Label {
        anchors { left: mark.right; leftMargin: Theme.px(12); right: answer.visible ? answer.left : parent.right; rightMargin: Theme.px(12); verticalCenter: parent.verticalCenter }
        text: Says.alarm(row.kind, row.detail, row.role, row.place)
              + (row.more > 0 ? " " + qsTr("Og %n til.", "", row.more) : "")
        drawn: 18
        heavy: true
        maximumLineCount: 2
        Accessible.role: Accessible.AlertMessage
    }
    DeskButton {
        id: answer
        visible: row.answerable
        anchors { right: parent.right; rightMargin: Theme.px(20); verticalCenter: parent.verticalCenter }
        width: Theme.px(160)
        height: Theme.px(36)
        text: row.elsewhere ? qsTr("Jeg tager den") : qsTr("Jeg går derhen")
        onActivated: row.answered()
    }
}
