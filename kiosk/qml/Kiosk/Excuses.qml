pragma Singleton

import QtQuick

// Why a wish was not met, in plain words: what happened, what to do, where a person is (A-16).
QtObject {
    readonly property string person: qsTr("Personalet i skranken hjælper dig.")

    readonly property string bookHere: qsTr("Du kan bestille en tid her, eller spørge personalet i skranken.")

    function title(reason: string, session: Session): string {
        const service = session.apology.service
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
        case "not_now":
            return qsTr("Alle er optaget lige nu.")
        case "unknown_booking":
            return qsTr("Vi kan ikke finde din tid.")
        case "wrong_day":
            return session.apology.past ? qsTr("Din tid var en anden dag.") : qsTr("Din tid er ikke i dag.")
        case "wrong_place":
            return session.apology.here ? qsTr("Din tid er ved en anden skærm.") : qsTr("Din tid er et andet sted.")
        case "already_in":
            return qsTr("Du har allerede meldt din ankomst.")
        case "cancelled":
        case "hold_lapsed":
            return qsTr("Din tid er aflyst.")
        case "released":
            return qsTr("Din tid er givet til en anden.")
        case "too_many_tries":
            return qsTr("Der er prøvet for mange gange.")
        case "undone":
            return qsTr("Din ankomst er fortrudt.")
        case "given_back":
            return qsTr("Din tid er afbestilt.")
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

    function advice(reason: string, session: Session): string {
        const booked = session.apology.booked
        const opens = session.instead.opens
        const free = session.instead.next_free
        const next = free === "" ? "" : qsTr("Næste ledige tid er %1.").arg(free) + "\n"
        const mayBook = session.instead.may_book
        switch (reason) {
        case "closed":
        case "closing_soon":
            return (opens === "" ? "" : qsTr("Der åbner igen %1.").arg(opens) + "\n")
                + (mayBook ? bookHere : person)
        case "needs_booking":
        case "not_now":
            return next + (mayBook ? bookHere
                : qsTr("Gå hen til skranken. Personalet hjælper dig med at bestille en tid."))
        case "unknown_booking":
            return qsTr("Se efter, om du har skrevet rigtigt.") + "\n" + person
        case "wrong_day":
            return session.apology.past
                ? qsTr("Den var %1.").arg(booked) + "\n" + qsTr("Personalet i skranken finder en ny tid til dig.")
                : qsTr("Den er %1. Kom igen den dag.").arg(booked) + "\n" + person
        case "wrong_place":
            if (session.apology.here)
                return qsTr("Sæt dig ved den anden skærm her på biblioteket. Meld din ankomst der.") + "\n" + person
            return (session.apology.at_branch ? qsTr("Den er på %1.") : qsTr("Den er i %1."))
                .arg(session.apology.place) + "\n" + person
        case "already_in":
            return qsTr("Det er dit nummer. Hold øje med skærmen i hallen.") + "\n"
                + qsTr("Har du mistet din billet? Gå hen til skranken.")
        case "cancelled":
        case "hold_lapsed":
        case "released":
            return mayBook ? bookHere : qsTr("Personalet i skranken finder en ny tid til dig.")
        case "too_many_tries":
            return qsTr("Vent et minut, og prøv igen.") + "\n" + qsTr("Du kan også gå hen til skranken.")
        case "undone":
            return qsTr("Du har stadig din tid %1.").arg(booked) + "\n"
                + qsTr("Din billet gælder ikke mere. Meld ankomst igen, når du er klar.")
        case "given_back":
            return qsTr("Du kan altid bestille en ny tid.")
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
            return qsTr("Prøv igen om lidt. Det tæller kun én gang, også hvis du prøver flere gange.") + "\n" + person
        default:
            return person
        }
    }

    // Whether the citizen may have mistyped.
    function may_enter_again(reason: string): bool {
        return reason === "unknown_booking" || reason === "too_many_tries"
    }

    function icon(reason: string): string {
        switch (reason) {
        case "undone":
        case "given_back":
            return "undo"
        case "wrong_day":
        case "cancelled":
        case "hold_lapsed":
        case "released":
        case "not_now":
            return "calendar"
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
