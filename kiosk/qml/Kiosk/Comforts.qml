pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Languages, each in its own words, and what makes the screen easier to read and to reach.
// Two rows, or side by side where the band within reach is narrow.
Grid {
    id: comforts

    required property Session session
    readonly property real gap: Math.max(Theme.px(20), Theme.millimetres(3))
    readonly property real least: Theme.millimetres(20)

    readonly property bool low: session.comfort.low
    readonly property int shown: Math.max(2, House.languages.length)

    columns: low ? 2 : 1
    rowSpacing: Theme.px(24)
    columnSpacing: gap

    Row {
        id: languages
        width: comforts.low ? comforts.width * 0.36 : comforts.width
        spacing: comforts.gap
        visible: House.languages.length > 1

        Repeater {
            model: House.languages

            ActionButton {
                required property string modelData

                width: (languages.width - (comforts.shown - 1) * comforts.gap) / comforts.shown
                implicitHeight: comforts.low ? larger.implicitHeight
                                             : Math.max(comforts.least, Theme.text(48) + Theme.px(24))
                text: House.language_name(modelData)
                drawn: 32
                checkable: true
                checked: House.language === modelData
                onActivated: House.speak(modelData)
            }
        }
    }

    Row {
        id: tools

        // Each as wide as its word asks for, all together as wide as the page.
        readonly property real stretch: (width - 3 * comforts.gap)
            / (larger.implicitWidth + contrast.implicitWidth + lower.implicitWidth + help.implicitWidth)

        width: comforts.low ? comforts.width * 0.64 - comforts.gap : comforts.width
        spacing: comforts.gap

        ComfortButton {
            id: larger
            width: implicitWidth * tools.stretch
            upright: comforts.low || comforts.session.comfort.large
            text: qsTr("Større tekst")
            icon: "text"
            checked: comforts.session.comfort.large
            onActivated: comforts.session.comfort.toggle("large")
        }
        ComfortButton {
            id: contrast
            width: implicitWidth * tools.stretch
            upright: comforts.low || comforts.session.comfort.large
            text: qsTr("Kontrast")
            icon: "contrast"
            checked: comforts.session.comfort.contrast
            onActivated: comforts.session.comfort.toggle("contrast")
        }
        ComfortButton {
            id: lower
            width: implicitWidth * tools.stretch
            upright: comforts.low || comforts.session.comfort.large
            text: qsTr("Lav højde")
            icon: "down"
            checked: comforts.session.comfort.low
            onActivated: comforts.session.comfort.toggle("low")
        }
        ComfortButton {
            id: help
            width: implicitWidth * tools.stretch
            upright: comforts.low || comforts.session.comfort.large
            text: qsTr("Hjælp")
            icon: "help"
            checkable: false
            onActivated: comforts.session.call_help()
        }
    }
}
