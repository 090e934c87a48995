import QtQuick
import Screens

// A small panel over the window; Esc closes it.
FocusScope {
    id: sheet

    property real wide: Theme.px(520)
    property real tall: Theme.px(300)
    default property alias content: body.data

    signal closed()

    visible: false

    function open() {
        visible = true
        forceActiveFocus()
    }
    function close() {
        visible = false
        closed()
    }

    Keys.onEscapePressed: close()

    Rectangle {
        anchors.fill: parent
        color: "#80000040"
        MouseArea {
            anchors.fill: parent
            onClicked: sheet.close()
        }
    }
    Panel {
        id: inside
        anchors.centerIn: parent
        width: Math.min(sheet.wide, sheet.width - Theme.px(48))
        height: Math.min(sheet.tall, sheet.height - Theme.px(48))
        MouseArea { anchors.fill: parent }
        Item {
            id: body
            anchors { fill: parent; margins: Theme.px(24) }
        }
    }
}
