import QtQuick
import Screens

// One call below the large field. A bell marks those that were called just now.
Rectangle {
    id: line
    objectName: "CallLine"

    required property string number
    required property string place
    required property bool awaits
    required property bool past
    readonly property color paint: past || House.silent ? Theme.faded : Theme.ink
    readonly property bool narrow: width < Theme.px(900)
    readonly property real gap: Theme.px(narrow ? 14 : 30)
    readonly property real margin: Theme.px(narrow ? 24 : 66)

    color: awaits && !House.silent ? Theme.warnGround : Theme.card
    Accessible.role: Accessible.StaticText
    Accessible.name: figures.text + ", " + place

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(1, Theme.px(3))
        color: Theme.line
    }
    Icon {
        visible: line.awaits
        name: "bell"
        size: Math.min(Theme.px(44), line.height * 0.4)
        x: Theme.px(12)
        anchors.verticalCenter: parent.verticalCenter
        color: line.paint
    }
    TicketNumber {
        id: figures
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(66)
        anchors.verticalCenter: parent.verticalCenter
        number: line.number
        font.pixelSize: Math.max(1, Math.min(line.height * 0.65, line.width * (line.narrow ? 0.108 : 0.2)))
        font.weight: Font.DemiBold
        color: line.paint
        Accessible.ignored: true
    }
    Icon {
        id: arrow
        name: "right"
        size: figures.font.pixelSize * 0.72
        anchors.right: where.left
        anchors.rightMargin: line.gap
        anchors.verticalCenter: parent.verticalCenter
        color: line.paint
    }
    Label {
        id: where
        readonly property real room: line.width - figures.x - figures.width - arrow.width - 2 * line.gap - line.margin
        anchors.right: parent.right
        anchors.rightMargin: line.margin
        width: Math.min(implicitWidth, room)
        height: parent.height
        verticalAlignment: Text.AlignVCenter
        text: line.place
        font.pixelSize: Math.max(1, figures.font.pixelSize * 0.82)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.text(28)
        wrapMode: Text.NoWrap
        color: line.paint
        Accessible.ignored: true
    }
}
