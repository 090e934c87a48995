import QtQuick
import Screens

// Closing for the day is asked for twice.
Sheet {
    id: sheet

    required property Counter counter

    wide: Theme.px(480)
    tall: Theme.px(220)

    Label {
        id: heading
        width: parent.width
        text: qsTr("Luk %1 for i dag?").arg(sheet.counter.name)
        drawn: 24
        heavy: true
    }
    Label {
        anchors { top: heading.bottom; topMargin: Theme.px(8) }
        width: parent.width
        text: qsTr("Skranken kan åbnes igen med F7.")
        drawn: 18
        color: Theme.ink2
    }
    Row {
        anchors { bottom: parent.bottom; right: parent.right }
        spacing: Theme.px(12)
        DeskButton {
            width: Theme.px(160)
            text: qsTr("Bliv åben")
            key: "Esc"
            onActivated: sheet.close()
        }
        DeskButton {
            width: Theme.px(160)
            focus: true
            primary: true
            text: qsTr("Luk for i dag")
            key: "Enter"
            onActivated: {
                sheet.close()
                sheet.counter.order("close")
            }
        }
    }
}
