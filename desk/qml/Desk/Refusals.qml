pragma Singleton

import QtQuick
import Screens

// Why the house said no, in one line, with what to do.
QtObject {
    function words(reason: string, facts: var, counter: Counter): string {
        const number = Words.number(String(facts["number"] ?? ""))
        switch (reason) {
        case "nobody_waits":
            return qsTr("Ingen venter lige nu.")
        case "nobody_at_desk":
            return qsTr("Der er ingen ved skranken. Kald først.")
        case "desk_paused":
            return qsTr("Skranken holder pause. Tryk Genoptag først.")
        case "desk_closed":
            return qsTr("Skranken er lukket i dag. Tryk Åbn først.")
        case "desk_busy":
            return qsTr("%1 er stadig ved skranken. Afslut først.").arg(number)
        case "too_soon":
            return qsTr("%1 er lige kaldt. Kald igen om %2 sekunder.").arg(number).arg(facts["seconds"] ?? 60)
        case "too_many_calls":
            return qsTr("%1 er kaldt %2 gange. Tryk Ikke mødt.").arg(number).arg(facts["calls"] ?? 3)
        case "too_late":
            return qsTr("Det er for sent at fortryde. Parkér eller viderestil.")
        case "too_many_returns":
            return qsTr("%1 er kommet tilbage for mange gange.").arg(number)
        case "wrong_state":
            return moved(number, String(facts["state"] ?? ""))
        case "not_competent":
            return qsTr("%1 har ikke %2. Vælg en anden.").arg(counter.desk_name(String(facts["desk"] ?? "")))
                .arg(counter.service_name(String(facts["service"] ?? "")))
        case "line_lost":
            return number === "" ? qsTr("Skærmen har ingen forbindelse lige nu.")
                 : qsTr("Linjen til %1 er afbrudt. Parkér, eller vent på linjen.").arg(number)
        case "station_busy":
            return qsTr("%1 sidder ved skærmen nu.").arg(number)
        case "nobody_at_station":
            return qsTr("Der sidder ingen ved skærmen.")
        case "needs_presence":
            return qsTr("Det kan ikke ordnes over skærm. Vælg en tid i huset.")
        case "wrong_place":
            return qsTr("Tiden er et andet sted.")
        case "just_taken":
            return qsTr("Tiden er lige taget. Vælg en anden.")
        case "not_bookable":
            return qsTr("Tiden kan ikke bestilles. Vælg en anden.")
        case "no_day":
            return qsTr("Den fødselsdag findes ikke. Skriv dag og måned, fx 0503.")
        case "too_many_bookings":
            return qsTr("Der er allerede bestilt for mange tider til samme person.")
        case "hold_lapsed":
            return qsTr("Tiden blev holdt for længe. Vælg den igen.")
        case "unknown_booking":
            return qsTr("Der er ingen tid med den kode.")
        case "unknown_task":
            return qsTr("Opgaven findes ikke mere. Vælg en anden.")
        case "cancelled":
            return qsTr("Tiden er allerede aflyst.")
        case "released":
            return qsTr("Tiden er givet videre. Bestil en ny.")
        case "already_in":
            return qsTr("Borgeren er allerede mødt op til tiden.")
        case "malformed":
            return qsTr("Oplysningerne kan ikke bruges. Ret dem, og prøv igen.")
        case "unknown_ticket":
            return qsTr("Nummeret findes ikke i dag.")
        case "unknown_service":
        case "unknown_station":
        case "unknown_branch":
        case "unknown_desk":
            return qsTr("Stedet findes ikke mere. Vælg et andet.")
        case "unknown_device":
        case "not_allowed":
            return qsTr("Huset kender ikke denne skranke. Sig det til IT.")
        case "expired":
            return qsTr("Computerens ur går forkert. Sig det til IT.")
        case "unavailable":
            return qsTr("Huset kan ikke gemme lige nu. Tryk igen om lidt.")
        default:
            return qsTr("Det gik ikke. Tryk igen.")
        }
    }

    function moved(number: string, state: string): string {
        switch (state) {
        case "called":
            return qsTr("%1 er allerede kaldt.").arg(number)
        case "waiting":
            return qsTr("%1 venter i køen.").arg(number)
        case "parked":
            return qsTr("%1 er parkeret.").arg(number)
        case "missed":
            return qsTr("%1 er sat som ikke mødt.").arg(number)
        default:
            return qsTr("%1 er afsluttet.").arg(number)
        }
    }
}
