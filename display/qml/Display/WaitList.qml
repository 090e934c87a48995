pragma ComponentBehavior: Bound

import QtQuick
import Screens

// How long it takes now, for the services that one may walk in to.
Column {
    id: list

    required property ServiceList services

    spacing: Theme.px(16)

    Label {
        text: qsTr("Ventetid lige nu")
        drawn: 37
        heavy: true
        color: Theme.ink2
        bottomPadding: Theme.px(8)
    }
    Repeater {
        model: list.services

        Item {
            id: row
            required property string letter
            required property string name
            required property bool known
            required property bool takesTickets
            required property string opens
            required property string waitKind
            required property int waitLow
            required property int waitHigh
            readonly property bool live: known && !House.silent

            function words(): string {
                if (!live)
                    return qsTr("ukendt")
                if (waitKind !== "now")
                    return Words.wait(waitKind, waitLow, waitHigh)
                if (takesTickets)
                    return qsTr("ledig nu")
                return opens === "" ? qsTr("optaget") : qsTr("ikke flere")
            }

            width: list.width
            height: Theme.px(64)

            LetterBadge {
                id: badge
                letter: row.letter
                size: parent.height
            }
            Label {
                anchors.left: badge.right
                anchors.leftMargin: Theme.px(24)
                anchors.right: wait.left
                anchors.rightMargin: Theme.px(16)
                anchors.verticalCenter: parent.verticalCenter
                text: row.name
                drawn: 40
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.text(28)
                wrapMode: Text.NoWrap
            }
            Label {
                id: wait
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: row.words()
                drawn: 40
                heavy: true
                wrapMode: Text.NoWrap
                color: row.live ? Theme.ink : Theme.faded
            }
        }
    }
}
