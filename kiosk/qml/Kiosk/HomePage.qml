pragma ComponentBehavior: Bound

import QtQuick
import Screens

// One question, two kinds of answers.
KioskPage {
    id: page

    required property ServiceList services

    readonly property bool large: session.comfort.large
    readonly property real cardGap: Math.max(Theme.px(low ? 10 : 28), Theme.millimetres(3))

    Column {
        width: parent.width
        spacing: Theme.px(12)

        Label {
            width: parent.width
            visible: !page.large || !House.silent
            text: page.large || page.low ? qsTr("Hvad kan vi hjælpe med?")
                                         : qsTr("Velkommen.") + "\n" + qsTr("Hvad kan vi hjælpe med?")
            drawn: page.large ? 54 : 78
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            visible: !House.silent && !page.large && !page.low
            text: page.session.scanner ? qsTr("Tryk på skærmen, eller scan din kode.") : qsTr("Tryk på skærmen.")
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

        readonly property int rows: Math.ceil(cards.count / grid.columns)
        // Rows fill the room, but never so that a card's words would meet.
        readonly property real rowHeight: Math.max(grid.tallest, Math.min(
            Theme.px(page.large ? 240 : 390), (page.room - grid.y - (rows - 1) * page.cardGap) / rows))

        // Whether long words leave no room for the large card above them.
        readonly property bool tight: rows * (grid.tallest + page.cardGap) > page.room - Theme.px(300)

        readonly property real spare: page.room - heading.height - 2 * page.cardGap
                                      - rows * (grid.tallest + page.cardGap)

        implicitHeight: grid.y + grid.height + Math.max(0, (page.room - grid.y - grid.height) / 2)

        AppointmentCard {
            id: appointment
            scanner: page.session.scanner
            width: parent.width
            height: choices.tight ? Math.max(implicitHeight, Math.min(Theme.px(180), choices.spare)) : implicitHeight
            compact: page.low || page.large || choices.tight
            onActivated: page.session.open_appointment()
        }
        Label {
            id: heading
            y: appointment.height + page.cardGap * 1.4
            visible: !page.low
            text: qsTr("Jeg har ikke en tid")
            drawn: page.large ? 34 : 44
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Grid {
            id: grid
            y: page.low ? appointment.height + page.cardGap : heading.y + heading.height + page.cardGap * 0.6
            width: parent.width
            columns: page.large ? 1 : 2
            property real tallest: 0

            function measure() {
                let most = 0
                for (let i = 0; i < cards.count; i++)
                    most = Math.max(most, cards.itemAt(i)?.implicitHeight ?? 0)
                tallest = most
            }
            spacing: page.cardGap

            Repeater {
                id: cards
                model: page.services

                ServiceCard {
                    width: (grid.width + grid.spacing) / grid.columns - grid.spacing
                    height: choices.rowHeight
                    onImplicitHeightChanged: grid.measure()
                    compact: page.low
                    brief: page.low || page.large
                    books: page.session.instead.books
                    busy: page.session.busy === service
                    enabled: page.session.busy === "" && !House.silent
                    onActivated: page.session.take(service)
                }
            }
        }
    }
}
