pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Languages, each in its own words, and what makes the screen easier to read and to reach.
Column {
    id: comforts

    required property Session session
    readonly property real gap: Math.max(Theme.px(20), Theme.millimetres(3))
    readonly property real least: Theme.millimetres(20)

    spacing: session.low ? Theme.millimetres(3) : Theme.px(24)

    Row {
        id: languages
        spacing: comforts.gap
        visible: House.languages.length > 1

        Repeater {
            model: House.languages

            ActionButton {
                required property string modelData

                width: (comforts.width - (Math.max(2, House.languages.length) - 1) * comforts.gap)
                       / Math.max(2, House.languages.length)
                implicitHeight: Math.max(comforts.least, Theme.text(48) + Theme.px(24))
                text: House.language_name(modelData)
                drawn: 32
                checkable: true
                checked: House.language === modelData
                onActivated: House.speak(modelData)
            }
        }
    }

    Row {
        spacing: comforts.gap

        ComfortButton {
            width: (comforts.width - 3 * comforts.gap) / 4
            text: qsTr("Større tekst")
            icon: "text"
            checked: comforts.session.large
            onActivated: comforts.session.toggle("large")
        }
        ComfortButton {
            width: (comforts.width - 3 * comforts.gap) / 4
            text: qsTr("Kontrast")
            icon: "contrast"
            checked: comforts.session.contrast
            onActivated: comforts.session.toggle("contrast")
        }
        ComfortButton {
            width: (comforts.width - 3 * comforts.gap) / 4
            text: qsTr("Lav højde")
            icon: "down"
            checked: comforts.session.low
            onActivated: comforts.session.toggle("low")
        }
        ComfortButton {
            width: (comforts.width - 3 * comforts.gap) / 4
            text: qsTr("Hjælp")
            icon: "help"
            checkable: false
            onActivated: comforts.session.call_help()
        }
    }
}
