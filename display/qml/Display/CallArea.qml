pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The newest call large, the older ones below; or a word of rest while nobody is called.
Item {
    id: area

    required property Hall hall
    required property LineList lines
    required property real neededCapitals
    readonly property alias capitals: large.capitals

    readonly property bool calling: hall.number !== "" && !hall.closed
    readonly property int columns: rows.count > 5 ? 2 : 1
    readonly property int rowCount: Math.max(4, Math.ceil(rows.count / columns))

    function pulse() { large.pulse() }

    LargeCall {
        id: large
        width: parent.width
        height: Math.round(Math.max(parent.height * 0.43, Math.min(parent.height * 0.56, needed * 1.5)))
        visible: area.calling
        number: area.hall.number
        place: area.hall.place
        needed: area.neededCapitals
    }

    Rectangle {
        anchors.top: large.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        color: Theme.card
        visible: area.calling

        Grid {
            id: grid
            width: parent.width
            height: parent.height
            columns: area.columns
            flow: Grid.LeftToRight

            Repeater {
                id: rows
                model: area.lines
                CallLine {
                    width: grid.width / area.columns
                    height: grid.height / area.rowCount
                }
            }
        }
    }

    Resting {
        anchors.fill: parent
        visible: !area.calling
        icon: area.hall.closed ? "clock" : "ticket"
        title: area.hall.closed ? qsTr("Betjeningen er lukket") : qsTr("Velkommen")
        text: area.hall.closed ? (area.hall.opens === "" ? "" : qsTr("Vi åbner igen %1.").arg(area.hall.opens))
            : House.silent ? "" : qsTr("Når det er din tur, står dit nummer her.")
    }
}
