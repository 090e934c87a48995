import QtQuick
import Screens

// What can be done with a ticket, and the way back to the start; three at the most.
Row {
    id: choices

    required property Session session
    readonly property Ticket ticket: session.ticket
    readonly property bool again: ticket.again
    readonly property bool undo: !again && ticket.coming !== ""
    readonly property bool instead: !again && !undo && ticket.summons === "unanswered"
        && choices.session.instead.books
    readonly property bool three: again || undo || instead
    readonly property real room: width - spacing * (three ? 2 : 1)

    ActionButton {
        width: choices.room * (choices.three ? 0.36 : 0.5)
        implicitHeight: Math.max(Theme.px(150), Theme.millimetres(25))
        text: qsTr("Jeg har brug for hjælp")
        drawn: choices.three ? 32 : 36
        onActivated: choices.session.call_help()
    }
    ActionButton {
        visible: choices.again
        width: choices.room * 0.36
        implicitHeight: Math.max(Theme.px(150), Theme.millimetres(25))
        text: qsTr("Udskriv igen")
        drawn: 36
        onActivated: choices.session.print_again()
    }
    ActionButton {
        visible: choices.instead
        width: choices.room * 0.36
        implicitHeight: Math.max(Theme.px(150), Theme.millimetres(25))
        text: choices.session.busy === "" ? qsTr("Bestil en tid") : qsTr("Et øjeblik …")
        drawn: 36
        enabled: choices.session.busy === ""
        onActivated: choices.session.book_instead()
    }
    ActionButton {
        visible: choices.undo
        width: choices.room * 0.3
        implicitHeight: Math.max(Theme.px(150), Theme.millimetres(25))
        text: choices.session.busy === "" ? qsTr("Fortryd") : qsTr("Et øjeblik …")
        drawn: 36
        enabled: choices.session.busy === ""
        onActivated: choices.session.undo_check_in()
    }
    ActionButton {
        width: choices.room * (choices.again || choices.instead ? 0.28 : choices.undo ? 0.34 : 0.5)
        implicitHeight: Math.max(Theme.px(150), Theme.millimetres(25))
        text: qsTr("Færdig")
        drawn: choices.three ? 36 : 44
        primary: true
        onActivated: choices.session.restart()
    }
}
