import QtQuick
import Screens

// Said instead of showing old numbers as if they were live (D-05).
Rectangle {
    id: banner

    required property bool upright

    color: Theme.warnGround
    implicitHeight: words.implicitHeight + Theme.px(44)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + " " + advice.text

    Rectangle {
        width: Theme.px(18)
        height: parent.height
        color: Theme.warn
    }
    Icon {
        id: mark
        name: "warning"
        size: Theme.px(72)
        x: Theme.px(48)
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.px(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(48)
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: title
            width: parent.width
            text: qsTr("Skærmen opdateres ikke lige nu.")
            drawn: banner.upright ? 44 : 50
            heavy: true
            Accessible.ignored: true
        }
        Label {
            id: advice
            width: parent.width
            text: qsTr("Lyt efter dit nummer, eller spørg personalet.")
            drawn: banner.upright ? 38 : 44
            Accessible.ignored: true
        }
    }
}
