import QtQuick

// A button with one line of text: the main action in blue, another one outlined.
Touchable {
    id: button

    property string text: ""
    property string icon: ""
    property bool primary: false
    property real drawn: 40
    readonly property color paint: primary || checked ? (primary ? Theme.actionInk : Theme.card) : Theme.ink

    spoken: text
    ringRadius: Theme.px(16)
    implicitHeight: Math.max(Theme.px(112), Theme.millimetres(20))
    implicitWidth: row.implicitWidth + Theme.px(48)
    opacity: enabled ? 1 : 0.45

    Rectangle {
        anchors.fill: parent
        radius: button.ringRadius
        color: button.primary ? (button.down ? Theme.actionPressed : Theme.action)
             : button.checked ? Theme.ink
             : button.down ? Theme.pressed : Theme.card
        border.width: button.primary ? 0 : Theme.px(4)
        border.color: Theme.outline
    }

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(16)

        Icon {
            visible: button.icon !== ""
            name: button.icon
            size: Theme.text(button.drawn * 1.2)
            color: button.paint
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: button.text
            drawn: button.drawn
            heavy: true
            color: button.paint
            width: Math.min(implicitWidth, button.width - Theme.px(32) - (button.icon !== "" ? Theme.text(button.drawn * 1.2) + Theme.px(16) : 0))
            horizontalAlignment: Text.AlignHCenter
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
