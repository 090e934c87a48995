pragma Singleton

import QtQuick

// Why a wish was not met, in plain words: what happened, what to do, where a person is (A-16).
QtObject {
    readonly property string person: qsTr("Personalet i skranken hjælper dig.")

    function title(reason: string, service: string): string {
        switch (reason) {
        case "closed":
            return qsTr("%1 har lukket nu.").arg(service)
        case "closing_soon":
            return qsTr("%1 kan ikke nå flere i dag.").arg(service)
        case "nobody_on_duty":
            return qsTr("Der er ingen ved %1 lige nu.").arg(service)
        case "needs_booking":
            return qsTr("%1 er kun med tidsbestilling.").arg(service)
        case "only_at_branch":
            return qsTr("%1 foregår på dit lokale bibliotek.").arg(service)
        case "no_numbers_left":
            return qsTr("Der er ikke flere numre i dag.")
        case "wrong_code":
            return qsTr("Vi kender ikke den kode.")
        case "not_read":
            return qsTr("Koden kan ikke bruges her.")
        case "unknown_ticket":
            return qsTr("Vi kan ikke finde din billet.")
        case "wrong_state":
            return qsTr("Dit nummer er ikke i køen mere.")
        case "too_many_returns":
            return qsTr("Din billet er brugt for mange gange.")
        case "no_answer":
            return qsTr("Huset svarer ikke lige nu.")
        default:
            return qsTr("Det lykkedes ikke.")
        }
    }

    function advice(reason: string, opens: string): string {
        switch (reason) {
        case "closed":
        case "closing_soon":
            return (opens === "" ? "" : qsTr("Der åbner igen %1.").arg(opens) + "\n") + person
        case "needs_booking":
            return qsTr("Gå hen til skranken. Personalet hjælper dig med at bestille en tid.")
        case "wrong_code":
            return qsTr("Koden skal være fra en billet fra i dag. Prøv igen, eller tag et nyt nummer.")
        case "not_read":
            return qsTr("Scan koden på din billet.") + "\n" + person
        case "wrong_state":
            return qsTr("Måske er du kaldt. Se på skærmen i hallen, eller spørg personalet i skranken.")
        case "too_many_returns":
        case "unknown_ticket":
            return qsTr("Tag et nyt nummer, eller spørg personalet i skranken.")
        case "no_answer":
            return qsTr("Prøv igen om lidt. Du får kun ét nummer, også hvis du prøver flere gange.") + "\n" + person
        default:
            return person
        }
    }

    function icon(reason: string): string {
        switch (reason) {
        case "closed":
        case "closing_soon":
            return "clock"
        case "needs_booking":
            return "calendar"
        default:
            return "info"
        }
    }
}
