pragma ComponentBehavior: Bound

import QtQuick
import Screens

// I have an appointment: type the code.
StationPage {
    id: page

    readonly property Entry entry: session.entry
    readonly property string signs: entry.keys

    title: qsTr("Skriv din kode.")
    titleSize: large ? 44 : 64
    text: qsTr("Koden står i din bekræftelse. Den har seks tegn.")

    CodeBoxes {
        width: parent.width
        tall: Theme.px(page.large ? 100 : 112)
        entry: page.entry
    }

    buttons: Column {
        id: area

        readonly property real between: Math.max(Theme.px(12), Theme.millimetres(3))

        spacing: page.large ? Theme.px(16) : page.gap

        Grid {
            id: pad
            width: parent.width
            columns: 8
            spacing: area.between

            Repeater {
                model: page.signs.split("")

                PadKey {
                    required property string modelData

                    sign: modelData
                    width: (pad.width + pad.spacing) / pad.columns - pad.spacing
                    height: Math.max(Theme.px(86), Theme.millimetres(20))
                    onActivated: page.entry.type(sign)
                }
            }
        }
        Row {
            id: actions
            width: parent.width
            spacing: page.gap

            readonly property real room: width - 2 * spacing
            readonly property real tall: Math.max(Theme.px(page.large ? 84 : 112), Theme.millimetres(20))

            ActionButton {
                width: actions.room * 0.28
                implicitHeight: actions.tall
                text: qsTr("Tilbage")
                drawn: page.large ? 37 : 40
                onActivated: page.session.back()
            }
            ActionButton {
                width: actions.room * 0.22
                implicitHeight: actions.tall
                text: qsTr("Slet")
                drawn: page.large ? 37 : 40
                enabled: page.entry.typed !== ""
                quietMs: 200
                onActivated: page.entry.erase()
            }
            ActionButton {
                width: actions.room * 0.5
                implicitHeight: actions.tall
                text: page.session.busy ? qsTr("Et øjeblik …") : qsTr("Fortsæt")
                drawn: page.large ? 37 : 40
                primary: true
                enabled: page.entry.valid && !page.session.busy
                onActivated: page.session.enter()
            }
        }
    }
}
