pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The number is the screen; below it how long, where, and what becomes of the paper.
KioskPage {
    id: page

    readonly property Ticket ticket: session.ticket
    readonly property bool large: session.comfort.large
    readonly property bool lost: ticket.paper === "failed" || ticket.paper === "unknown"

    readonly property bool booked: ticket.booked !== ""
    readonly property bool crowded: booked && lost     // time, what to bring and trouble all want room

    title: ticket.service
    comforts: false
    ground: Theme.card

    Column {
        width: parent.width
        spacing: Theme.px(page.low ? 8 : page.large ? 16 : page.lost ? 36 : 44)

        Label {
            width: parent.width
            visible: !page.low && !page.crowded
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Dit nummer er")
            drawn: page.large ? 36 : 46
            color: Theme.ink2
        }
        TicketNumber {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            number: page.ticket.number
            font.pixelSize: Theme.px(page.low ? 220 : page.large ? (page.crowded ? 200 : 270) : 316)
            height: font.pixelSize * 0.98
            verticalAlignment: Text.AlignVCenter
        }
        Notice {
            width: parent.width
            visible: page.lost
            title: TicketWords.trouble(page.ticket)
            text: qsTr("Du er i køen. Husk dit nummer, eller tag et billede af skærmen.")
            drawn: page.low ? 32 : 38
        }
        Fact {
            width: parent.width
            visible: page.booked && !page.lost
            value: qsTr("kl. %1").arg(page.ticket.booked)
            meaning: qsTr("din tid")
        }
        Label {
            width: parent.width
            visible: page.crowded
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Din tid: kl. %1").arg(page.ticket.booked)
            drawn: page.low || page.large ? 36 : 48
            heavy: true
        }
        Label {
            width: parent.width
            visible: text !== "" && !(page.large && page.lost)
            horizontalAlignment: Text.AlignHCenter
            text: TicketWords.arrival(page.ticket)
            drawn: page.low || page.large ? 34 : 40
            heavy: true
        }
        Panel {
            width: parent.width
            height: along.height + Theme.px(page.low || page.large || page.lost ? 24 : 48)
            visible: page.ticket.bring !== ""
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
                    drawn: 34
                    heavy: true
                    color: Theme.contrast ? Theme.ink : Theme.paleInk
                }
                Label {
                    width: parent.width
                    text: page.ticket.bring
                    drawn: page.low || page.large ? 32 : 38
                }
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: TicketWords.summons(page.ticket, page.session.instead.books)
            drawn: page.low || page.large ? 36 : 44
            heavy: true
            color: Theme.link
        }
        Row {
            width: parent.width
            visible: !page.booked && page.ticket.summons === ""
            spacing: Theme.px(28)

            Fact {
                width: (parent.width - parent.spacing) / 2
                height: Math.max(implicitHeight, wait.implicitHeight)
                value: page.ticket.ahead > 0 ? page.ticket.ahead : qsTr("Ingen")
                meaning: qsTr("før dig i køen")
            }
            Fact {
                id: wait
                width: (parent.width - parent.spacing) / 2
                height: implicitHeight
                value: page.ticket.wait_kind === "range"
                    ? Words.wait("range", page.ticket.wait_low, page.ticket.wait_high)
                    : page.ticket.wait_kind === "now" ? qsTr("Ingen") : qsTr("Ukendt")
                meaning: page.ticket.wait_kind === "range" ? qsTr("forventet ventetid") : qsTr("ventetid")
            }
        }
        Item { width: 1; height: Theme.px(page.low || page.large ? 1 : 16); visible: !page.lost }
        Row {
            visible: !page.lost
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.px(24)

            Icon {
                id: mark
                name: page.ticket.paper === "printed" || page.ticket.paper === "kept" ? "check" : "printer"
                size: Theme.px(60)
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                width: Math.min(implicitWidth, page.width - 2 * page.margin - mark.width - Theme.px(24))
                text: page.ticket.paper === "printed" ? qsTr("Tag din billet her under.")
                    : page.ticket.paper === "kept" ? qsTr("Du er i køen. Behold din billet.")
                    : qsTr("Din billet udskrives. Tag den her under.")
                drawn: page.low ? 34 : 40
                heavy: true
            }
        }
        ProgressStrip {
            width: parent.width
            visible: !page.lost && page.ticket.paper !== "kept"
            progress: page.ticket.paper === "printed" ? 1 : 0.72
        }
        Item { width: 1; height: Theme.px(page.low || page.large ? 1 : 16) }
        Label {
            width: parent.width
            visible: page.ticket.passes_closing
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Vi lukker måske, før det er din tur. Spørg personalet om en tid.")
            drawn: 36
            heavy: true
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Hold øje med skærmen i hallen.") + (page.lost ? "\n" + qsTr("Vi har givet personalet besked.") : "")
            drawn: 38
            lineHeight: 1.2
        }
        Label {
            width: parent.width
            visible: !page.low && !(page.large && page.lost)
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Sted: %1").arg(page.ticket.place)
            drawn: 36
            color: Theme.ink2
        }
        Label {
            width: parent.width
            visible: page.session.patience.warning && !page.low
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Skærmen skifter om %n sekunder. Tryk for at blive.", "", page.session.patience.left)
            drawn: 32
            color: Theme.ink2
        }
    }

    buttons: TicketChoices {
        session: page.session
        spacing: page.gap
    }
}
