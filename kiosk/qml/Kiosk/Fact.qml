import QtQuick
import Screens

// One fact about the ticket: a large value, and what it is.
Rectangle {
    id: fact

    required property string value
    required property string meaning

    implicitHeight: words.implicitHeight + Theme.px(64)
    radius: Theme.px(24)
    color: Theme.ground
    border.width: Theme.contrast ? Theme.px(3) : 0
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: value + " " + meaning

    Column {
        id: words
        width: parent.width - Theme.px(32)
        anchors.centerIn: parent
        spacing: Theme.px(4)

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: fact.value
            drawn: Theme.textScale > 1 ? 56 : 72
            heavy: true
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: fact.meaning
            drawn: 34
            color: Theme.ink2
            Accessible.ignored: true
        }
    }
}
