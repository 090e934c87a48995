pragma ComponentBehavior: Bound

import QtQuick
import Screens

// One question, two kinds of answers.
KioskPage {
    id: page

    required property ServiceList services

    readonly property bool large: session.large
    readonly property real cardGap: Math.max(Theme.px(low ? 16 : 28), Theme.millimetres(3))

    Column {
        width: parent.width
        spacing: Theme.px(12)

        Label {
            width: parent.width
            text: page.large || page.low ? qsTr("Hvad kan vi hjælpe med?")
                                         : qsTr("Velkommen.") + "\n" + qsTr("Hvad kan vi hjælpe med?")
            drawn: page.large ? 54 : 78
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            visible: !House.silent && !page.large
            text: qsTr("Tryk på skærmen, eller scan koden på din billet.")
            drawn: 34
            color: Theme.ink2
        }
        Notice {
            width: parent.width
            visible: House.silent
            title: qsTr("Kiosken har ikke forbindelse lige nu.")
            text: qsTr("Gå hen til personalet i skranken. De hjælper dig.")
            drawn: 34
        }
    }

    buttons: Item {
        id: choices

        readonly property int rows: Math.ceil(cards.count / 2)
        readonly property real rowHeight: Math.min(
            Theme.px(page.large ? 460 : 350),
            (page.room - grid.y - (rows - 1) * page.cardGap) / rows)

        implicitHeight: grid.y + grid.height + Math.max(0, (page.room - grid.y - grid.height) / 2)

        AppointmentCard {
            id: appointment
            width: parent.width
            compact: page.low || page.large || House.silent
            onActivated: page.session.open_appointment()
        }
        Label {
            id: heading
            anchors.top: appointment.bottom
            anchors.topMargin: page.cardGap * 1.4
            visible: !page.low
            text: qsTr("Jeg har ikke en tid")
            drawn: page.large ? 32 : 44
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Grid {
            id: grid
            y: page.low ? appointment.height + page.cardGap : heading.y + heading.height + page.cardGap * 0.6
            width: parent.width
            columns: 2
            spacing: page.cardGap

            Repeater {
                id: cards
                model: page.services

                ServiceCard {
                    width: (grid.width - grid.spacing) / 2
                    height: Math.max(choices.rowHeight, Theme.millimetres(25))
                    compact: page.low
                    busy: page.session.busy === service
                    enabled: page.session.busy === "" && !House.silent
                    onActivated: page.session.take(service)
                }
            }
        }
    }
}
