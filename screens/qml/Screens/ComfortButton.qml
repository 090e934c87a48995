import QtQuick

// An icon and a word; filled while it is on.
Touchable {
    id: button

    required property string text
    required property string icon
    property bool upright: false
    readonly property color paint: checked ? Theme.card : Theme.link

    spoken: text
    checkable: true
    quietMs: 300
    ringRadius: Theme.px(16)
    implicitWidth: (upright ? Math.max(mark.width, word.implicitWidth)
                            : mark.width + row.columnSpacing + word.implicitWidth) + Theme.px(32)
    implicitHeight: Math.max(Theme.millimetres(20), Theme.text(upright ? 92 : 80))

    Rectangle {
        anchors.fill: parent
        radius: button.ringRadius
        color: button.checked ? Theme.link : button.down ? Theme.pressed : "transparent"
    }
    Grid {
        id: row
        anchors.centerIn: parent
        columns: button.upright ? 1 : 2
        columnSpacing: Theme.px(12)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            id: mark
            name: button.icon
            size: Theme.px(44)
            color: button.paint
        }
        Label {
            id: word
            text: button.text
            drawn: button.upright ? 26 : 30
            heavy: true
            color: button.paint
            width: Math.min(implicitWidth, button.width - (button.upright ? Theme.px(8) : Theme.px(64)))
            Accessible.ignored: true
        }
    }
}
