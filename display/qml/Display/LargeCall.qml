import QtQuick
import Screens

// The called number, as large as the field allows and the farthest seat needs, and where to go.
Rectangle {
    id: field
    objectName: "LargeCall"

    required property string number
    required property string place
    required property real needed                 // height of the number's capitals in pixels
    readonly property real capitals: number === "" ? 0 : figures.font.pixelSize * Theme.capRatio

    readonly property real margin: Theme.px(76)
    readonly property real room: width - 2 * margin
    readonly property real wanted: Math.max(0.45 * height, 1.01 * needed) / Theme.capRatio
    readonly property real breadth: sample.advanceWidth / sample.font.pixelSize
    readonly property bool stacked: wanted * breadth > 0.76 * room
    readonly property real size: stacked ? Math.min(room / breadth, 0.5 * height / Theme.capRatio)
                                         : Math.min(wanted, 0.8 * height / Theme.capRatio)
    // Stacked, number and place share the height that is left in three equal gaps.
    readonly property real gap: (height - capitals - goal.font.pixelSize * Theme.capRatio) / 3
    readonly property color paint: House.silent ? Theme.faded : Theme.warnInk
    // "Skranke 3" has a figure that is read from afar; "Caféen" has none.
    readonly property var parts: /^(.*\S)\s+(\S{1,3})$/.exec(place) ?? ["", place, ""]
    readonly property int longest: Math.max(1, ...parts[1].split(" ").map(word => word.length))

    function pulse() {
        if (Theme.lively)
            beat.restart()
    }

    color: House.silent ? Theme.ground : Theme.warn

    TextMetrics {
        id: sample
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: 100
        text: "N\u00a0000"
    }

    TicketNumber {
        id: figures
        x: field.margin
        y: (field.stacked ? field.gap : (field.height - field.capitals) / 2) + field.capitals - baselineOffset
        number: field.number
        font.pixelSize: Math.max(1, Math.floor(field.size))
        color: field.paint
    }

    Column {
        id: beside
        visible: !field.stacked
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: field.margin + field.size * field.breadth + Theme.px(24)
        anchors.rightMargin: field.margin - Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        spacing: -Theme.px(14)

        Label {
            width: parent.width
            text: field.parts[1]
            font.pixelSize: Math.max(1, Math.min(Theme.text(62), width / (0.62 * field.longest)))
            lineHeight: 0.95
            horizontalAlignment: Text.AlignRight
            color: field.paint
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: field.parts[2]
            drawn: 150
            heavy: true
            lineHeight: 0.95
            horizontalAlignment: Text.AlignRight
            color: field.paint
        }
    }

    Icon {
        id: arrow
        visible: field.stacked
        name: "right"
        size: goal.font.pixelSize
        x: field.margin
        anchors.verticalCenter: goal.verticalCenter
        color: field.paint
    }
    Label {
        id: goal
        visible: field.stacked
        text: field.place
        anchors.left: arrow.right
        anchors.right: parent.right
        anchors.leftMargin: Theme.px(28)
        anchors.rightMargin: field.margin
        y: field.height - field.gap - baselineOffset
        font.pixelSize: Math.max(1, field.height * 0.17)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.text(40)
        wrapMode: Text.NoWrap
        heavy: true
        color: field.paint
    }

    // One calm beat a second for five seconds; between the beats nothing moves.
    SequentialAnimation {
        id: beat
        loops: 5
        NumberAnimation { target: figures; property: "opacity"; to: 0.4; duration: 250 }
        NumberAnimation { target: figures; property: "opacity"; to: 1; duration: 250 }
        PauseAnimation { duration: 500 }
    }
}
