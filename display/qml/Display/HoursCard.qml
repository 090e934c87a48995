pragma ComponentBehavior: Bound

import QtQuick
import Screens

// When each service is open; the place of the house's own slides while there are none.
Rectangle {
    id: card

    required property ServiceList services
    property int columns: 1
    // It gives way to those who wait: first its heading, then all of it.
    readonly property real least: grid.implicitHeight + Theme.px(32)

    radius: Theme.px(24)
    color: Theme.action

    Column {
        id: words
        x: Theme.px(40)
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(16)

        Label {
            id: heading
            visible: card.height >= card.least + implicitHeight + words.spacing
            text: qsTr("Åbningstider")
            drawn: 50
            heavy: true
            color: Theme.actionInk
        }
        Grid {
            id: grid
            columns: card.columns
            columnSpacing: Theme.px(32)
            rowSpacing: Theme.px(12)

            Repeater {
                model: card.services

                Column {
                    id: service
                    required property string name
                    required property string entry
                    required property bool known
                    required property bool open
                    required property string opens
                    required property string closes

                    width: (words.width - (card.columns - 1) * Theme.px(32)) / card.columns

                    Label {
                        width: parent.width
                        text: service.name
                        drawn: 34
                        heavy: true
                        color: Theme.actionInk
                    }
                    Label {
                        width: parent.width
                        text: !service.known ? qsTr("spørg personalet")
                            : service.open && service.entry === "appointment" ? qsTr("kun med tid, til kl. %1").arg(service.closes)
                            : service.open ? qsTr("åbent til kl. %1").arg(service.closes)
                            : service.opens !== "" ? qsTr("åbner %1").arg(service.opens) : qsTr("lukket")
                        drawn: 34
                        color: Theme.actionInk
                    }
                }
            }
        }
    }
}
