pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The house takes its time; nothing is lost, and nothing has to be done twice.
KioskPage {
    id: page

    comforts: false

    Column {
        width: parent.width
        spacing: Theme.px(40)

        Label {
            width: parent.width
            text: qsTr("Et øjeblik.")
            drawn: page.session.comfort.large ? 54 : 72
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: qsTr("Vi venter på svar fra huset. Du skal ikke trykke igen.")
            drawn: 42
            lineHeight: 1.15
        }
    }

    buttons: ActionButton {
        width: parent.width
        text: qsTr("Jeg har brug for hjælp")
        icon: "help"
        onActivated: page.session.call_help()
    }
}
