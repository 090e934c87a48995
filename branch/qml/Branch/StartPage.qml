pragma ComponentBehavior: Bound

import QtQuick
import Screens

// One question, one large answer.
StationPage {
    id: page

    title: qsTr("Hvad kan vi hjælpe med?")
    text: large ? "" : qsTr("Her taler du med %1 over skærmen.").arg(session.office.name)

    InHouseCard {
        width: parent.width
        session: page.session
    }

    buttons: Row {
        spacing: page.gap

        ActionButton {
            width: (parent.width - page.gap) * 0.62
            implicitHeight: Theme.px(page.large ? 200 : 168)
            text: page.session.busy ? qsTr("Et øjeblik …") : qsTr("Tal med %1").arg(page.session.office.short_name)
            icon: "video"
            drawn: page.large ? 42 : 46
            primary: true
            enabled: !page.session.busy
            onActivated: page.session.start()
        }
        ActionButton {
            width: (parent.width - page.gap) * 0.38
            implicitHeight: Theme.px(page.large ? 200 : 168)
            text: qsTr("Jeg har en tid")
            icon: page.large ? "" : "calendar"
            drawn: 40
            enabled: !page.session.busy
            onActivated: page.session.open_code()
        }
    }
}
