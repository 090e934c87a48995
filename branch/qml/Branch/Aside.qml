pragma ComponentBehavior: Bound

import QtQuick
import Screens

// How things stand: the line, the wait, who is where now, and what a citizen may rely on.
Rectangle {
    id: aside

    required property StationSession session
    readonly property Office office: session.office
    readonly property StationGuest guest: session.guest
    readonly property string page: session.page
    readonly property string lineState: session.line.state
    readonly property bool up: lineState === "up"
    readonly property bool resting: page === "start" || page === "closed" || page === "lost"
    readonly property bool inLine: page === "waiting" || page === "parked" || page === "called" || page === "talk"
    readonly property bool waits: up && (page === "start" || page === "waiting")
    readonly property string waitKind: page === "start" ? office.wait_kind : guest.wait_kind
    readonly property int waitLow: page === "start" ? office.wait_low : guest.wait_low
    readonly property int waitHigh: page === "start" ? office.wait_high : guest.wait_high

    color: Theme.pale

    Column {
        x: Theme.px(56)
        y: Theme.px(32)
        width: parent.width - 2 * x
        spacing: Theme.px(20)

        AsideCard {
            width: parent.width
            edge: aside.up ? Theme.goodBar : Theme.contrast ? Theme.card : Theme.warn
            title: aside.up ? qsTr("Forbundet")
                 : aside.lineState === "starting" ? qsTr("Forbinder …") : qsTr("Ingen forbindelse")
            text: aside.session.comfort.large && aside.resting ? ""
                : aside.up ? qsTr("Linjen til %1 virker.").arg(aside.office.name)
                : aside.lineState === "starting" ? qsTr("Vi åbner linjen til %1.").arg(aside.office.name)
                : aside.lineState === "down" ? qsTr("Linjen til %1 er afbrudt.").arg(aside.office.name)
                : qsTr("Linjen bruges af en anden skærm.")
        }
        AsideCard {
            width: parent.width
            visible: aside.waits
            title: aside.waitKind === "range" ? qsTr("ca. %1").arg(Words.wait("range", aside.waitLow, aside.waitHigh))
                 : aside.waitKind === "now" ? qsTr("Ingen ventetid")
                 : qsTr("Ukendt ventetid")
            text: aside.waitKind === "range" ? qsTr("forventet ventetid") : ""
        }
        AsideCard {
            width: parent.width
            visible: aside.inLine
                && !(aside.session.comfort.large && aside.page === "waiting" && aside.guest.passes_closing)
            text: aside.page === "talk" || aside.page === "called" || !aside.up ? qsTr("Samtalen optages ikke.")
                : qsTr("Samtalen optages ikke. Du kan altid gå ud af køen.")
        }
        Rectangle {
            width: parent.width
            height: list.height + Theme.px(40)
            visible: aside.resting && !(aside.session.comfort.large && aside.page === "start")
            radius: Theme.px(24)
            color: Theme.card
            border.width: Theme.contrast ? Theme.px(3) : 0
            border.color: Theme.line

            Column {
                id: list
                x: Theme.px(40)
                width: parent.width - x - Theme.px(28)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(aside.session.comfort.large ? 4 : 8)

                Label {
                    width: parent.width
                    visible: !aside.session.comfort.large
                    text: qsTr("Lige nu")
                    drawn: 44
                    heavy: true
                }
                Repeater {
                    model: aside.office.places

                    Column {
                        id: row

                        required property string modelData
                        required property int index

                        width: list.width

                        Label {
                            width: parent.width
                            text: row.modelData
                            drawn: 37
                            heavy: true
                        }
                        Label {
                            width: parent.width
                            text: aside.office.times[row.index] ?? ""
                            drawn: 37
                            color: Theme.ink2
                        }
                    }
                }
            }
        }
    }
}
