import QtQuick
import Screens

// Whether the hall has shown the call: an icon and words, never colour alone.
Row {
    id: mark

    required property string sight
    spacing: Theme.px(6)

    Icon {
        name: ({ "shown": "check", "unconfirmed": "warning" })[mark.sight] ?? "clock"
        size: Theme.px(22)
        color: words.color
        anchors.verticalCenter: parent.verticalCenter
    }
    Label {
        id: words
        text: ({ "shown": qsTr("Vist i hallen"), "unconfirmed": qsTr("Ikke bekræftet i hallen") })[mark.sight]
              ?? qsTr("Sendt til hallen")
        drawn: 18
        heavy: mark.sight === "unconfirmed"
        color: mark.sight === "shown" ? Theme.good : mark.sight === "unconfirmed" ? Theme.bad : Theme.ink2
        anchors.verticalCenter: parent.verticalCenter
    }
}
