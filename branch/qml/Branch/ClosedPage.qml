pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Nobody can be called now: when somebody can, and what to do until then.
StationPage {
    id: page

    readonly property Office office: session.office

    title: !office.open ? qsTr("%1 har lukket.").arg(office.short_name)
         : office.wait_kind === "unknown" ? qsTr("Der er ingen ved %1 lige nu.").arg(office.short_name)
         : qsTr("%1 kan ikke nå flere i dag.").arg(office.short_name)
    text: (office.opens === "" ? "" : qsTr("Skærmen åbner igen %1.").arg(office.opens) + "\n") + ring()

    InHouseCard {
        width: parent.width
        visible: page.office.in_house !== "" && !page.large
        session: page.session
    }

    buttons: ActionButton {
        visible: page.office.open
        text: qsTr("Jeg har en tid")
        icon: "calendar"
        drawn: 42
        onActivated: page.session.open_code()
    }
}
