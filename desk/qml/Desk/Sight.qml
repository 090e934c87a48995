import QtQuick
import Screens

// Whether the hall has shown the call, or how the conversation stands: an icon and words, never colour alone.
Row {
    id: mark

    required property string sight
    property string far: ""             // of a visit over a screen
    readonly property string mood: far === "" ? sight : ({ "open": "shown", "opening": "pending" })[far] ?? "unconfirmed"
    spacing: Theme.px(6)

    Icon {
        name: ({ "shown": "check", "unconfirmed": "warning" })[mark.mood] ?? "clock"
        size: Theme.px(22)
        color: words.color
        anchors.verticalCenter: parent.verticalCenter
    }
    Label {
        id: words
        text: mark.far !== "" ? Says.conversation(mark.far)
            : ({ "shown": qsTr("Vist i hallen"), "unconfirmed": qsTr("Ikke bekræftet i hallen") })[mark.sight]
              ?? qsTr("Sendt til hallen")
        drawn: 18
        heavy: mark.mood === "unconfirmed"
        color: mark.mood === "shown" ? Theme.good : mark.mood === "unconfirmed" ? Theme.bad : Theme.ink2
        anchors.verticalCenter: parent.verticalCenter
    }
}
