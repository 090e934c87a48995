pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The citizen sits still; nothing to operate but one button. The number stays, whatever the line does.
StationPage {
    id: page

    readonly property StationGuest guest: session.guest
    readonly property bool parked: session.page === "parked"
    readonly property string number: qsTr("Du er nummer %1.").arg(Words.number(guest.number))

    function place(): string {
        if (parked)
            return qsTr("Du er sat til side et øjeblik.")
        return guest.ahead === 0 ? qsTr("Du er den næste.") : qsTr("Der er %n før dig.", "", guest.ahead)
    }

    function advice(): string {
        if (down)
            return qsTr("Du beholder din plads i %n minutter.", "", session.office.grace_minutes) + "\n"
                + qsTr("Bliv siddende. Skærmen prøver selv igen.") + "\n" + ring()
        if (parked)
            return qsTr("Bliv siddende. Vi kalder dig igen.")
        const nobody = guest.wait_kind === "unknown"
        return (guest.booked === "" || large && nobody ? "" : qsTr("Din tid er kl. %1.").arg(guest.booked) + "\n")
            + (nobody
               ? qsTr("Der er ingen ved %1 lige nu.").arg(session.office.short_name) + "\n" + ring()
             : guest.ready ? qsTr("Du er meldt klar. Bliv siddende.")
             : guest.passes_closing ? qsTr("Vi lukker måske, før det er din tur.") + "\n" + ring()
             : (large && guest.booked !== "" ? "" : qsTr("Bliv siddende ved skærmen.") + "\n")
               + qsTr("%1 åbner samtalen, når det er din tur.").arg(session.office.short_name))
    }

    title: session.asks_to_leave ? qsTr("Vil du gå ud af køen?")
         : number + "\n" + (down ? qsTr("Linjen er afbrudt.") : place())
    text: session.asks_to_leave ? qsTr("Så mister du din plads.") : advice()

    buttons: session.asks_to_leave ? question : choices

    Component {
        id: question
        LeaveButtons { session: page.session }
    }
    Component {
        id: choices

        Column {
            spacing: page.gap

            ActionButton {
                width: parent.width
                visible: !page.parked && !page.guest.ready && !page.down
                implicitHeight: Theme.px(160)
                text: qsTr("Klar til samtale")
                icon: "video"
                drawn: page.large ? 44 : 52
                primary: true
                enabled: !page.session.busy
                onActivated: page.session.be_ready()
            }
            ActionButton {
                text: qsTr("Gå ud af køen")
                drawn: 40
                enabled: !page.down
                onActivated: page.session.ask_to_leave()
            }
        }
    }
}
