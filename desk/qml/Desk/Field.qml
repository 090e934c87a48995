import QtQuick
import Screens

// A line to write in, with its name above.
Column {
    id: field

    required property string label
    property alias text: input.text
    property alias input: input
    property int longest: 60

    signal entered()

    spacing: Theme.px(4)

    Label {
        width: parent.width
        text: field.label
        drawn: 14
    }
    Rectangle {
        width: parent.width
        height: Theme.px(38)
        radius: Theme.px(8)
        color: Theme.card
        border.width: Math.max(1, Theme.px(input.activeFocus ? 3 : 2))
        border.color: input.activeFocus ? Theme.action : Theme.outline

        TextInput {
            id: input
            anchors { fill: parent; leftMargin: Theme.px(10); rightMargin: Theme.px(10) }
            verticalAlignment: TextInput.AlignVCenter
            font.family: Theme.family
            font.pixelSize: Theme.text(16)
            color: Theme.ink
            maximumLength: field.longest
            clip: true
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: field.label
            onAccepted: field.entered()
        }
    }
}
