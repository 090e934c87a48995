pragma Singleton

import QtQuick

// What a ticket means for its citizen: when they came, whether somebody comes for them, what is wrong with the paper.
QtObject {
    function arrival(ticket: Ticket): string {
        switch (ticket.coming) {
        case "early":
            return qsTr("Du er tidligt ude. Vi kalder dig, når det er din tid.")
        case "late":
            return qsTr("Du er lidt forsinket, men du beholder din tid.")
        case "too-late":
            return qsTr("Din tid er gået. Du er nu i køen og bliver kaldt.")
        case "on-time":
            return qsTr("Velkommen. Vi kalder dig om lidt.")
        default:
            return ""
        }
    }

    function summons(ticket: Ticket, books: bool): string {
        switch (ticket.summons) {
        case "asked":
            return qsTr("Bibliotekaren er tilkaldt.")
        case "coming":
            return ticket.summons_minutes > 0
                ? qsTr("Bibliotekaren er på vej, ca. %1 min.").arg(ticket.summons_minutes)
                : qsTr("Bibliotekaren er på vej.")
        case "escalated":
            return qsTr("Vent venligst. Vi ringer efter bibliotekaren.")
        case "unanswered":
            return qsTr("Bibliotekaren kan ikke komme nu.") + "\n"
                + (books ? qsTr("Du kan bestille en tid.") : qsTr("Gå hen til skranken, og få en tid."))
        default:
            return ""
        }
    }

    function trouble(ticket: Ticket): string {
        if (ticket.paper === "unknown")
            return qsTr("Din billet kom måske ikke ud.")
        switch (ticket.printer) {
        case "paper_out":
            return qsTr("Printeren mangler papir.")
        case "cover_open":
            return qsTr("Printeren er åben.")
        default:
            return qsTr("Printeren virker ikke lige nu.")
        }
    }
}
