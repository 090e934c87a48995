pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Called, and nobody came: one touch brings the citizen back.
StationPage {
    id: page

    title: qsTr("Vi kaldte %1.").arg(Words.number(session.guest.number)) + "\n" + qsTr("Ingen svarede.")
    text: down ? qsTr("Linjen er afbrudt.") + "\n" + ring() : qsTr("Er du her? Så kommer du tilbage i køen.")

    buttons: Row {
        spacing: page.gap

        ActionButton {
            width: (parent.width - page.gap) / 2
            implicitHeight: Theme.px(160)
            text: qsTr("Ja, jeg er her")
            drawn: 48
            primary: true
            enabled: !page.session.busy && !page.down
            onActivated: page.session.be_ready()
        }
        ActionButton {
            width: (parent.width - page.gap) / 2
            implicitHeight: Theme.px(160)
            text: qsTr("Gå ud af køen")
            enabled: !page.session.busy && !page.down
            onActivated: page.session.leave()
        }
    }
}
