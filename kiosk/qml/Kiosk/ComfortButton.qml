import QtQuick
import Screens

// An icon and a word; filled while it is on.
Touchable {
    id: button

    required property string text
    required property string icon
    readonly property color paint: checked ? Theme.card : Theme.link

    spoken: text
    checkable: true
    quietMs: 300
    ringRadius: Theme.px(16)
    implicitHeight: Math.max(Theme.millimetres(20), Theme.text(32) * 2.5)

    Rectangle {
        anchors.fill: parent
        radius: button.ringRadius
        color: button.checked ? Theme.link : button.down ? Theme.pressed : "transparent"
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(12)

        Icon {
            name: button.icon
            size: Theme.px(44)
            color: button.paint
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: button.text
            drawn: 30
            heavy: true
            color: button.paint
            width: Math.min(implicitWidth, button.width - Theme.px(60))
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
