pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Why there is no ticket, and what to do now.
KioskPage {
    id: page

    readonly property string reason: session.apology.reason
    readonly property bool askAgain: Excuses.may_enter_again(reason)

    title: session.apology.service === "" ? House.name : session.apology.service

    Column {
        width: parent.width
        spacing: Theme.px(page.low ? 24 : 48)

        Icon {
            visible: !page.low && !page.session.comfort.large
            name: Excuses.icon(page.reason)
            size: Theme.px(140)
            color: Theme.link
        }
        TicketNumber {
            width: parent.width
            visible: page.session.apology.number !== ""
            number: page.session.apology.number
            font.pixelSize: Theme.px(page.low ? 160 : 220)
        }
        Label {
            width: parent.width
            text: Excuses.title(page.reason, page.session)
            drawn: page.session.comfort.large ? 48 : 64
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: Excuses.advice(page.reason, page.session)
            drawn: 42
            lineHeight: 1.2
        }
    }

    buttons: Column {
        spacing: page.gap

        ActionButton {
            width: parent.width
            visible: page.reason === "no_answer"
            text: qsTr("Prøv igen")
            primary: true
            enabled: page.session.busy === ""
            onActivated: page.session.try_again()
        }
        ActionButton {
            width: parent.width
            visible: page.askAgain
            text: qsTr("Prøv igen")
            primary: true
            onActivated: page.session.enter_again()
        }
        ActionButton {
            width: parent.width
            visible: page.session.instead.may_book
            text: page.session.busy === "" ? qsTr("Bestil en tid") : qsTr("Et øjeblik …")
            icon: "calendar"
            primary: true
            enabled: page.session.busy === ""
            onActivated: page.session.book_instead()
        }
        ActionButton {
            width: parent.width
            text: qsTr("Tilbage til start")
            icon: "left"
            primary: page.reason !== "no_answer" && !page.askAgain && !page.session.instead.may_book
            onActivated: page.session.back()
        }
    }
}
