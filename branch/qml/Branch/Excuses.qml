pragma Singleton

import QtQuick

// Why a wish was not met, in plain words: what happened, what to do, where a person is (A-16).
QtObject {
    function title(reason: string, session: StationSession): string {
        const who = session.office.short_name
        switch (reason) {
        case "closed":
            return qsTr("%1 har lukket.").arg(who)
        case "closing_soon":
            return qsTr("%1 kan ikke nå flere i dag.").arg(who)
        case "nobody_on_duty":
            return qsTr("Der er ingen ved %1 lige nu.").arg(who)
        case "no_numbers_left":
            return qsTr("Der er ikke flere numre i dag.")
        case "station_busy":
            return qsTr("Der er en ved denne skærm.")
        case "line_lost":
            return qsTr("Linjen er afbrudt.")
        case "unknown_booking":
            return qsTr("Vi kan ikke finde din tid.")
        case "wrong_day":
            return session.apology.past ? qsTr("Din tid var en anden dag.") : qsTr("Din tid er ikke i dag.")
        case "wrong_place":
            return session.apology.here ? qsTr("Din tid er ikke over skærmen.") : qsTr("Din tid er et andet sted.")
        case "needs_presence":
            return qsTr("Det kan vi ikke klare over skærmen.")
        case "already_in":
            return qsTr("Du har allerede meldt din ankomst.")
        case "cancelled":
        case "hold_lapsed":
            return qsTr("Din tid er aflyst.")
        case "released":
            return qsTr("Din tid er givet til en anden.")
        case "too_many_tries":
            return qsTr("Der er prøvet for mange gange.")
        case "too_many_returns":
        case "wrong_state":
        case "nobody_at_station":
            return qsTr("Dit nummer er ikke i køen mere.")
        case "no_answer":
            return qsTr("Huset svarer ikke lige nu.")
        default:
            return qsTr("Det lykkedes ikke.")
        }
    }

    function advice(reason: string, session: StationSession): string {
        const ring = session.office.phone === "" ? "" : qsTr("Ring %1. De hjælper dig.").arg(session.office.phone)
        const excuse = session.apology
        const opens = session.office.opens === "" ? "" : qsTr("Skærmen åbner igen %1.").arg(session.office.opens) + "\n"
        switch (reason) {
        case "closed":
        case "closing_soon":
        case "nobody_on_duty":
        case "no_numbers_left":
            return opens + ring
        case "station_busy":
            return qsTr("Vent, til den anden er færdig.") + "\n" + ring
        case "line_lost":
            return qsTr("Skærmen prøver selv igen.") + "\n" + ring
        case "unknown_booking":
            return qsTr("Se efter, om du har skrevet rigtigt.") + "\n" + ring
        case "wrong_day":
            return (excuse.past ? qsTr("Den var %1.").arg(excuse.booked)
                                : qsTr("Den er %1. Kom igen den dag.").arg(excuse.booked)) + "\n" + ring
        case "wrong_place":
            if (excuse.here)
                return qsTr("Den er her på biblioteket. Spørg personalet.") + "\n" + ring
            return (excuse.at_branch ? qsTr("Den er på %1.") : qsTr("Den er i %1.")).arg(excuse.place) + "\n" + ring
        case "needs_presence":
            return qsTr("Kom til %1.").arg(session.office.house_name) + "\n" + ring
        case "already_in":
            return qsTr("Du er i køen. Sæt dig, hvor du meldte dig.") + "\n" + ring
        case "cancelled":
        case "hold_lapsed":
        case "released":
            return qsTr("Du kan tale med %1 uden tid.").arg(session.office.short_name) + "\n" + ring
        case "too_many_tries":
            return qsTr("Vent et minut, og prøv igen.") + "\n" + ring
        case "too_many_returns":
        case "wrong_state":
        case "nobody_at_station":
            return qsTr("Gå til start, og tag et nyt nummer.") + "\n" + ring
        case "no_answer":
            return qsTr("Prøv igen om lidt. Du får kun ét nummer.") + "\n" + ring
        default:
            return ring
        }
    }

    // Whether the citizen may have mistyped.
    function may_enter_again(reason: string): bool {
        return reason === "unknown_booking" || reason === "too_many_tries"
    }
}
