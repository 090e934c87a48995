pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The citizen's turn: a few seconds to sit up, and then it opens by itself.
StationPage {
    id: page

    title: qsTr("Det er din tur.") + "\n" + qsTr("Samtalen åbner nu.")
    text: qsTr("%1 er klar.").arg(session.guest.place)

    Label {
        text: page.session.talk.left
        drawn: page.large ? 110 : 160
        heavy: true
        color: Theme.link
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    buttons: ActionButton {
        width: parent.width
        implicitHeight: Theme.px(160)
        text: qsTr("Åbn nu")
        icon: "video"
        drawn: 52
        primary: true
        onActivated: page.session.talk.open_now()
    }
}
