pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Who waits for somebody from upstairs, and whether that person is on the way (B-08).
Column {
    id: list

    required property Hall hall

    spacing: Theme.px(12)

    function words(state: string, minutes: int): string {
        switch (state) {
        case "coming":
            return minutes > 0 ? qsTr("Vi er på vej, ca. %1 min.").arg(minutes) : qsTr("Vi er på vej.")
        case "unanswered":
            return qsTr("Få en tid i skranken.")
        default:
            return qsTr("Vi kalder på en medarbejder.")
        }
    }

    Repeater {
        model: House.silent ? [] : list.hall.summonses

        Item {
            id: row
            required property var modelData

            width: list.width
            height: Math.max(number.height, said.height)

            Label {
                id: number
                text: Words.number(row.modelData.number)
                drawn: 40
                heavy: true
                wrapMode: Text.NoWrap
            }
            Label {
                id: said
                anchors { left: number.right; leftMargin: Theme.px(24); right: parent.right; baseline: number.baseline }
                text: list.words(row.modelData.state, row.modelData.minutes)
                drawn: 37
                color: Theme.link
            }
        }
    }
}
