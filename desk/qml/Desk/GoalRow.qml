import QtQuick
import Screens

// One place to send a citizen to, with its digit.
Touchable {
    id: row

    required property int index
    required property string goal
    required property string kind
    required property string label
    required property bool known
    required property bool open
    required property int waiting
    property bool current: false
    readonly property string aside: !known ? "" : !open ? qsTr("lukket nu") : Says.line(waiting)

    spoken: aside === "" ? label : label + ", " + aside
    activeFocusOnTab: false
    ringRadius: Theme.px(8)
    height: Theme.px(36)

    Rectangle {
        anchors.fill: parent
        radius: row.ringRadius
        color: row.current || row.down ? Theme.pale : Theme.card
        border.width: Math.max(1, Theme.px(2))
        border.color: row.current ? Theme.action : Theme.line
    }
    Label {
        id: digit
        anchors { left: parent.left; leftMargin: Theme.px(14); verticalCenter: parent.verticalCenter }
        width: Theme.px(24)
        text: row.index < 9 ? String(row.index + 1) : ""
        drawn: 17
        color: Theme.ink2
        Accessible.ignored: true
    }
    Label {
        anchors { left: digit.right; leftMargin: Theme.px(8); verticalCenter: parent.verticalCenter }
        text: row.label
        drawn: 18
        heavy: true
        Accessible.ignored: true
    }
    Label {
        anchors { right: parent.right; rightMargin: Theme.px(14); verticalCenter: parent.verticalCenter }
        text: row.aside
        drawn: 17
        color: Theme.ink2
        Accessible.ignored: true
    }
}
