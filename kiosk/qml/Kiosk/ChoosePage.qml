pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Book a time: choose the task, then the day, then the time; six at most on one screen.
KioskPage {
    id: page

    readonly property Reservation reservation: session.reservation
    readonly property string step: reservation.step
    readonly property bool large: session.comfort.large
    readonly property bool nothing: choices.length === 0
    readonly property var choices: reservation.choices

    function question(): string {
        if (nothing)
            return qsTr("Der er ingen ledige tider lige nu.")
        switch (step) {
        case "day":
            return qsTr("Hvilken dag passer dig?")
        case "time":
            return qsTr("Hvornår vil du komme?")
        default:
            return qsTr("Hvad vil du bestille tid til?")
        }
    }

    function advice(): string {
        switch (reservation.trouble) {
        case "just_taken":
            return qsTr("Den tid blev taget lige nu. Vælg en anden.")
        case "hold_lapsed":
            return qsTr("Der gik for lang tid. Vælg din tid igen.")
        case "full":
            return qsTr("Den dag er der ikke flere tider. Vælg en anden dag.")
        }
        if (nothing)
            return qsTr("Personalet i skranken hjælper dig.")
        return step === "time" ? reservation.day_name : step === "day" ? reservation.task_name : ""
    }

    title: qsTr("Bestil tid")

    Column {
        width: parent.width
        spacing: Theme.px(16)

        Label {
            width: parent.width
            text: page.question()
            drawn: page.large ? 48 : 72
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: page.advice()
            drawn: page.large ? 34 : 40
            heavy: page.reservation.trouble !== ""
            color: page.reservation.trouble !== "" ? Theme.ink : Theme.ink2
        }
    }

    buttons: Column {
        id: area

        readonly property real between: Math.max(Theme.px(page.low ? 8 : 24), Theme.millimetres(3))
        readonly property int columns: page.large ? 1 : 2
        readonly property int rows: Math.ceil(page.choices.length / columns)
        // Rows share the room, but none is taller than a hand needs.
        readonly property real tall: Math.max(Theme.millimetres(25), Math.min(
            Theme.px(page.large ? 130 : 190), (page.room - actions.height - spacing - (rows - 1) * between) / rows))

        spacing: page.low ? between : Theme.px(48)

        Grid {
            id: grid
            width: parent.width
            visible: !page.nothing
            columns: area.columns
            spacing: area.between

            Repeater {
                model: page.choices

                ActionButton {
                    required property var modelData

                    width: (grid.width + grid.spacing) / grid.columns - grid.spacing
                    implicitHeight: area.tall
                    text: modelData.words
                    drawn: page.low ? 28 : page.large ? 34 : page.step === "time" ? 52 : 40
                    enabled: page.session.busy === ""
                    onActivated: page.reservation.choose(modelData.key)
                }
            }
        }

        Row {
            id: actions

            readonly property real tall: Math.max(Theme.px(page.low ? 46 : 120), Theme.millimetres(20))

            width: parent.width
            spacing: page.gap

            ActionButton {
                width: more.visible ? (actions.width - actions.spacing) / 2 : actions.width
                implicitHeight: actions.tall
                text: qsTr("Tilbage")
                icon: page.low || page.large ? "" : "left"
                drawn: page.low ? 28 : page.large ? 34 : 40
                onActivated: page.session.back()
            }
            ActionButton {
                id: more
                width: (actions.width - actions.spacing) / 2
                implicitHeight: actions.tall
                visible: page.reservation.more
                text: page.session.busy !== "" ? qsTr("Et øjeblik …")
                    : page.step === "day" ? qsTr("Flere dage") : page.step === "time" ? qsTr("Flere tider") : qsTr("Vis flere")
                drawn: page.low ? 28 : page.large ? 34 : 40
                enabled: page.session.busy === ""
                onActivated: page.reservation.show_more()
            }
        }
    }
}
