pragma ComponentBehavior: Bound

import QtQuick
import Screens

// A person, by phone at once; and whether the house has heard the call for help.
StationPage {
    id: page

    title: session.office.phone === "" ? qsTr("Hjælp") : qsTr("Ring %1.").arg(session.office.phone)
    text: session.help === "told" ? qsTr("Personalet har også fået besked herfra.")
        : session.help === "failed" ? qsTr("Vi kan ikke nå personalet herfra lige nu.")
        : qsTr("Vi giver personalet besked …")

    buttons: ActionButton {
        width: parent.width
        implicitHeight: Theme.px(140)
        text: qsTr("Tilbage")
        icon: "left"
        onActivated: page.session.back()
    }
}
