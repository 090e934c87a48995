import QtQuick
import Screens

// The guard of a short service: time gone, time allowed, and in the last minute and after it what to do.
Item {
    id: bar

    required property int elapsed
    required property int limit
    property bool remote: false
    property string offered: ""         // where a longer matter can be booked, and the first free time there
    property string offer: ""
    property bool roomy: true           // without room the calm hint gives way to the number
    readonly property bool over: limit > 0 && elapsed >= limit
    readonly property bool last: limit > 60 && !over && elapsed >= limit - 60
    readonly property color paint: over ? Theme.badLine : last ? Theme.warn : Theme.goodBar

    implicitHeight: row.height + (words.visible ? Theme.px(6) + words.height : 0)

    Item {
        id: row
        width: parent.width
        height: gone.height

        Label {
            id: gone
            text: bar.limit > 0 ? Says.duration(bar.elapsed) : (bar.remote ? qsTr("%1 i samtale") : qsTr("%1 ved skranken")).arg(Says.duration(bar.elapsed))
            drawn: 22
            heavy: true
        }
        ProgressStrip {
            visible: bar.limit > 0
            anchors { left: gone.right; right: allowed.left; verticalCenter: parent.verticalCenter; margins: Theme.px(16) }
            implicitHeight: Theme.px(14)
            progress: bar.limit > 0 ? bar.elapsed / bar.limit : 0
            paint: bar.paint
        }
        Label {
            id: allowed
            anchors.right: parent.right
            visible: bar.limit > 0
            text: qsTr("af %1").arg(Says.duration(bar.limit))
            drawn: 22
            heavy: true
        }
    }
    Row {
        id: words
        visible: bar.limit > 0 && (bar.roomy || bar.last || bar.over)
        anchors { top: row.bottom; topMargin: Theme.px(6) }
        width: parent.width
        spacing: Theme.px(8)

        Icon {
            visible: bar.over || bar.last
            name: "clock"
            size: Theme.px(24)
            color: bar.over ? Theme.bad : Theme.ink
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            width: parent.width - (bar.over || bar.last ? Theme.px(32) : 0)
            text: (bar.over || bar.last) && bar.offer !== ""
                ? qsTr("Tilbyd en tid i %1 (F9): første ledige %2").arg(bar.offered).arg(bar.offer)
                : bar.over ? qsTr("De %1 minutter er gået. Afslut, eller viderestil.").arg(Math.round(bar.limit / 60))
                : bar.last ? qsTr("Under et minut tilbage. Afslut snart, eller viderestil.")
                : qsTr("Tager det længere tid? Så viderestil.")
            drawn: 18
            heavy: bar.over || bar.last
            color: bar.over ? Theme.bad : bar.last ? Theme.ink : Theme.ink2
        }
    }
}
