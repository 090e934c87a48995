pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The conversation, where no picture lies over the page: who is on the line, and what is wrong with it.
StationPage {
    id: page

    readonly property string stage: session.talk.stage
    readonly property string place: session.guest.place

    title: session.asks_to_leave ? qsTr("Vil du afslutte samtalen?")
         : down ? qsTr("Samtalen er afbrudt.") + "\n" + qsTr("Vi prøver igen.")
         : stage === "failed" ? qsTr("Billedet kan ikke åbne.")
         : stage === "opening" ? qsTr("Samtalen åbner.")
         : stage === "plain" ? qsTr("%1 er klar.").arg(place)
         : qsTr("Du taler med %1.").arg(place)
    text: session.asks_to_leave ? ""
        : down ? qsTr("Du er stadig i samtale med %1.").arg(place) + "\n" + ring()
        : stage === "failed" ? ring() + "\n" + qsTr("Medarbejderen ved det.")
        : stage === "opening" ? qsTr("%1 venter på dig.").arg(place)
        : stage === "plain" ? qsTr("Bliv siddende. Du får hjælp nu.")
        : ""

    buttons: session.asks_to_leave ? question : choices

    Component {
        id: question
        LeaveButtons {
            session: page.session
            yes: qsTr("Ja, afslut")
            no: qsTr("Nej, bliv")
        }
    }
    Component {
        id: choices

        Column {
            spacing: page.gap

            ActionButton {
                width: parent.width
                visible: page.stage === "failed" && !page.down
                implicitHeight: Theme.px(140)
                text: qsTr("Prøv igen")
                icon: "video"
                drawn: 48
                primary: true
                onActivated: page.session.talk.retry()
            }
            Row {
                id: both
                width: parent.width
                spacing: page.gap

                ActionButton {
                    width: (both.width - both.spacing) / 2
                    implicitHeight: Theme.px(150)
                    text: qsTr("Afslut")
                    icon: "close"
                    drawn: 48
                    onActivated: page.session.ask_to_leave()
                }
                ActionButton {
                    width: (both.width - both.spacing) / 2
                    implicitHeight: Theme.px(150)
                    text: qsTr("Hjælp")
                    icon: "help"
                    drawn: 48
                    onActivated: page.session.call_help()
                }
            }
        }
    }
}
