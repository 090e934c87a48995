pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Languages, each in its own words, what makes the screen easier to read, and help from every page.
Rectangle {
    id: footer

    required property StationSession session
    readonly property real gap: Math.max(Theme.px(20), Theme.millimetres(3))

    implicitHeight: help.implicitHeight + Theme.px(24)
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.px(3))
        color: Theme.line
    }
    Row {
        x: Theme.px(80)
        anchors.verticalCenter: parent.verticalCenter
        spacing: footer.gap
        visible: House.languages.length > 1

        Repeater {
            model: House.languages

            ActionButton {
                required property string modelData

                implicitHeight: help.implicitHeight
                text: House.language_name(modelData)
                drawn: 37
                checkable: true
                checked: House.language === modelData
                onActivated: House.speak(modelData)
            }
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(56)
        anchors.verticalCenter: parent.verticalCenter
        spacing: footer.gap

        ComfortButton {
            text: qsTr("Større tekst")
            icon: "text"
            checked: footer.session.comfort.large
            onActivated: footer.session.comfort.toggle("large")
        }
        ComfortButton {
            text: qsTr("Kontrast")
            icon: "contrast"
            checked: footer.session.comfort.contrast
            onActivated: footer.session.comfort.toggle("contrast")
        }
        ComfortButton {
            id: help
            text: qsTr("Hjælp")
            icon: "help"
            checkable: false
            onActivated: footer.session.call_help()
        }
    }
}
