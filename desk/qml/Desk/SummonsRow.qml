import QtQuick
import Screens

// Somebody waits for the person of this desk; or nobody upstairs has answered.
Rectangle {
    id: row

    required property string number
    required property string service
    required property string standing
    required property int minutes
    required property bool mine
    property string phone: ""
    readonly property bool answerable: mine && standing !== "coming"

    signal accepted()

    height: Theme.px(answerable ? 64 : 44)
    color: standing === "coming" ? Theme.goodGround : Theme.warnGround

    Icon {
        id: mark
        name: "person"
        size: Theme.px(26)
        anchors { left: parent.left; leftMargin: Theme.px(24); verticalCenter: parent.verticalCenter }
    }
    Label {
        anchors { left: mark.right; leftMargin: Theme.px(12); right: accept.visible ? accept.left : parent.right; rightMargin: Theme.px(12); verticalCenter: parent.verticalCenter }
        text: Says.summons(row.number, row.service, row.standing, row.minutes, row.mine, row.phone)
        drawn: 18
        heavy: true
        maximumLineCount: 2
        Accessible.role: Accessible.AlertMessage
    }
    DeskButton {
        id: accept
        visible: row.answerable
        primary: true
        anchors { right: parent.right; rightMargin: Theme.px(20); verticalCenter: parent.verticalCenter }
        width: Theme.px(260)
        height: Theme.px(52)
        text: qsTr("Jeg kommer, ca. 2 min")
        key: "F11"
        onActivated: row.accepted()
    }
}
