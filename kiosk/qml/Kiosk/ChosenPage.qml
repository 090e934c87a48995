pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The time that was chosen: asked about once more, and then booked, with its code.
KioskPage {
    id: page

    readonly property Reservation reservation: session.reservation
    readonly property bool done: reservation.step === "done"
    readonly property bool large: session.comfort.large
    readonly property bool lost: done && (reservation.paper === "failed" || reservation.paper === "unknown")

    title: reservation.service_name
    ground: Theme.card

    Column {
        width: parent.width
        spacing: Theme.px(page.low ? 12 : page.large ? 20 : 36)

        Label {
            width: parent.width
            text: page.done ? qsTr("Din tid er bestilt.") : qsTr("Passer det?")
            drawn: page.large ? 48 : 72
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: page.reservation.task_name
            drawn: page.low || page.large ? 34 : 40
        }
        Row {
            width: parent.width
            spacing: Theme.px(28)

            Fact {
                id: time
                width: page.done ? (parent.width - parent.spacing) / 2 : parent.width
                height: Math.max(implicitHeight, code.implicitHeight)
                value: qsTr("kl. %1").arg(page.reservation.clock)
                meaning: page.reservation.day_name
            }
            Fact {
                id: code
                width: (parent.width - parent.spacing) / 2
                height: time.height
                visible: page.done
                value: page.reservation.code
                meaning: qsTr("din kode, når du kommer")
            }
        }
        Notice {
            width: parent.width
            visible: page.lost
            title: qsTr("Vi kan ikke udskrive lige nu.")
            text: qsTr("Husk din kode, eller tag et billede af skærmen.")
            drawn: page.low || page.large ? 32 : 38
        }
        Row {
            visible: page.done && !page.lost
            spacing: Theme.px(24)

            Icon {
                id: mark
                name: page.reservation.paper === "printed" ? "check" : "printer"
                size: Theme.px(60)
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                width: page.width - 2 * page.margin - mark.width - Theme.px(24)
                anchors.verticalCenter: parent.verticalCenter
                text: page.reservation.paper === "printed" ? qsTr("Tag din bekræftelse her under.")
                                                           : qsTr("Din bekræftelse udskrives.")
                drawn: page.low || page.large ? 34 : 40
                heavy: true
            }
        }
        Panel {
            width: parent.width
            height: along.height + Theme.px(page.low || page.large ? 24 : 48)
            visible: page.reservation.bring !== ""
            color: Theme.pale
            border.color: Theme.paleInk

            Column {
                id: along
                x: Theme.px(40)
                width: parent.width - 2 * x
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    width: parent.width
                    text: qsTr("Det skal du have med:")
                    drawn: page.large ? 30 : 34
                    heavy: true
                    color: Theme.contrast ? Theme.ink : Theme.paleInk
                }
                Label {
                    width: parent.width
                    text: page.reservation.bring
                    drawn: page.low || page.large ? 30 : 38
                }
            }
        }
        Label {
            width: parent.width
            visible: !page.large || !page.lost
            text: qsTr("Sted: %1").arg(page.reservation.place)
            drawn: page.low || page.large ? 30 : 36
            color: Theme.ink2
        }
    }

    buttons: Row {
        id: choices
        spacing: page.gap

        ActionButton {
            width: (parent.width - parent.spacing) / 2
            implicitHeight: Math.max(Theme.px(page.low ? 100 : 130), Theme.millimetres(20))
            text: page.done ? qsTr("Fortryd") : qsTr("Vælg en anden")
            drawn: page.low || page.large ? 32 : 40
            enabled: page.session.busy === ""
            onActivated: page.done ? page.reservation.give_back() : page.session.back()
        }
        ActionButton {
            width: (parent.width - parent.spacing) / 2
            implicitHeight: Math.max(Theme.px(page.low ? 100 : 130), Theme.millimetres(20))
            text: page.session.busy !== "" ? qsTr("Et øjeblik …") : page.done ? qsTr("Færdig") : qsTr("Ja, bestil")
            drawn: page.low || page.large ? 32 : 40
            primary: true
            enabled: page.session.busy === ""
            onActivated: page.done ? page.session.restart() : page.reservation.confirm()
        }
    }
}
