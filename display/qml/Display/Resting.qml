import QtQuick
import Screens

// The calm page while there is nobody to call.
Rectangle {
    id: rest

    required property string icon
    required property string title
    required property string text

    color: Theme.card

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(76)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(28)

        Icon {
            name: rest.icon
            size: Theme.px(150)
            stroke: 1.5
            color: Theme.link
        }
        Label {
            width: parent.width
            text: rest.title
            drawn: 96
            heavy: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: rest.text
            drawn: 58
            color: Theme.ink2
            lineHeight: 1.15
        }
    }
}
