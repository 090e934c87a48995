pragma ComponentBehavior: Bound

import QtQuick
import Screens

// What to do with an appointment: a person checks it in, a ticket of today can be scanned.
KioskPage {
    id: page

    title: qsTr("Jeg har en tid")

    Column {
        width: parent.width
        spacing: Theme.px(page.low ? 24 : 48)

        Label {
            width: parent.width
            text: qsTr("Gå hen til skranken.")
            drawn: page.session.large ? 54 : 72
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: qsTr("Sig til personalet, at du har en tid. De tager imod dig.")
            drawn: 42
            lineHeight: 1.15
        }
        Row {
            width: parent.width
            spacing: Theme.px(32)
            visible: !page.low

            Icon {
                id: mark
                name: "scan"
                size: Theme.px(96)
                color: Theme.link
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                width: parent.width - mark.width - Theme.px(32)
                text: qsTr("Har du en billet fra i dag? Hold koden på billetten hen til scanneren.")
                drawn: 36
                color: Theme.ink2
                lineHeight: 1.15
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }

    buttons: ActionButton {
        width: parent.width
        text: qsTr("Tilbage")
        icon: "left"
        onActivated: page.session.back()
    }
}
