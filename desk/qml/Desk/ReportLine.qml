import QtQuick
import Screens

// What became of the last press, in one plain line.
Item {
    id: line

    required property Counter counter
    readonly property Report report: counter.report
    readonly property bool good: report.kind === "done" || report.kind === "sent"
    readonly property string said: report.action === "" ? "" : Says.outcome(line.report, line.counter)

    Rectangle {
        anchors { fill: parent; topMargin: Theme.px(7); bottomMargin: Theme.px(7) }
        visible: line.said !== "" && !line.good
        radius: Theme.px(8)
        color: Theme.warnGround
    }
    Row {
        anchors { left: parent.left; right: parent.right; leftMargin: Theme.px(10); verticalCenter: parent.verticalCenter }
        visible: line.said !== ""
        spacing: Theme.px(8)

        Icon {
            id: mark
            name: line.good ? "check" : "info"
            size: Theme.px(22)
            color: words.color
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            id: words
            width: parent.width - mark.width - Theme.px(18)
            text: line.said
            drawn: 17
            heavy: !line.good
            color: line.good ? Theme.good : Theme.ink
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.text(13)
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.role: Accessible.AlertMessage
        }
    }
}
