pragma Singleton

import QtQuick
import Screens

// What the desk says in words: plain, short, never a code.
QtObject {
    readonly property var languages: ({
        "da": qsTr("dansk"), "en": qsTr("engelsk"), "de": qsTr("tysk"), "uk": qsTr("ukrainsk"), "ar": qsTr("arabisk"),
        "pl": qsTr("polsk"), "ro": qsTr("rumænsk"), "tr": qsTr("tyrkisk"), "so": qsTr("somali"), "fa": qsTr("farsi")
    })

    function status(status: string, online: bool, met: bool): string {
        if (!online)
            return met ? qsTr("Ingen forbindelse") : qsTr("Forbinder")
        switch (status) {
        case "open":
            return qsTr("Åben")
        case "paused":
            return qsTr("Pause")
        case "closed":
            return qsTr("Lukket")
        case "unattended":
            return qsTr("Ikke åbnet")
        default:
            return qsTr("Forbinder")
        }
    }

    // Above an empty desk.
    function free(status: string): string {
        switch (status) {
        case "":
            return qsTr("Forbinder")
        case "paused":
            return qsTr("Pause")
        case "closed":
            return qsTr("Lukket")
        default:
            return qsTr("Ledig")
        }
    }

    function language(code: string): string {
        return languages[code] ?? code
    }

    function waited(minutes: int): string {
        return minutes === 0 ? qsTr("ventede under 1 min") : qsTr("ventede %1 min").arg(minutes)
    }

    function line(waiting: int): string {
        return waiting === 0 ? qsTr("Ingen venter") : qsTr("%n venter", "", waiting)
    }

    // Minutes and seconds: "3:06".
    function duration(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0")
    }

    // How a conversation over a screen stands.
    function conversation(far: string): string {
        switch (far) {
        case "open":
            return qsTr("Samtalen er åben")
        case "lost":
            return qsTr("Linjen er afbrudt")
        case "failed":
            return qsTr("Borgeren kan ikke se billedet")
        case "failed-here":
            return qsTr("Billedet kan ikke åbne her")
        default:
            return qsTr("Samtalen åbner")
        }
    }

    function readiness(far: FarEnd): string {
        return far.town === "" || far.sight === "open" ? "" : far.ready ? qsTr("er klar") : qsTr("har ikke meldt sig klar")
    }

    // ---- alarms

    function alarm(kind: string, detail: string, role: string, place: string): string {
        if (kind === "help")
            return role === "station" ? qsTr("En borger ved skærmen i %1 beder om hjælp.").arg(place)
                 : qsTr("En borger ved kiosk %1 beder om hjælp.").arg(place)
        if (kind === "video")
            return qsTr("Skærmen i %1 kan ikke vise billedet. Borgeren er bedt om at ringe.").arg(place)
        if (kind === "duplicate")
            return role === "station" ? qsTr("To skærme bruger navnet %1. Sig det til IT.").arg(place)
                 : qsTr("To maskiner bruger navnet %1. Sig det til IT.").arg(place)
        if (kind === "offline")
            return gone(role, place)
        if (kind === "scanner")
            return qsTr("Læseren ved kiosk %1 er ikke tilsluttet.").arg(place)
        if (kind === "calendar")
            return detail === "unread" ? qsTr("Kalenderen %1 kan ikke læses. Sig det til IT.").arg(place)
                 : qsTr("Nogle tider i kalenderen %1 kunne ikke hentes. Sig det til IT.").arg(place)
        switch (detail) {
        case "paper_out":
            return qsTr("Printeren ved kiosk %1 mangler papir.").arg(place)
        case "near_end":
            return qsTr("Printeren ved kiosk %1 mangler snart papir.").arg(place)
        case "cover_open":
            return qsTr("Låget på printeren ved kiosk %1 er åbent.").arg(place)
        case "error":
            return qsTr("Printeren ved kiosk %1 sidder fast.").arg(place)
        default:
            return qsTr("Printeren ved kiosk %1 svarer ikke.").arg(place)
        }
    }

    function gone(role: string, place: string): string {
        switch (role) {
        case "display":
            return qsTr("Skærm %1 i hallen er slukket eller uden forbindelse.").arg(place)
        case "station":
            return qsTr("Skærmen i %1 er slukket eller uden forbindelse.").arg(place)
        case "button":
            return qsTr("Knappen ved %1 er uden forbindelse. Brug skærmen.").arg(place)
        default:
            return qsTr("Kiosk %1 er slukket eller uden forbindelse.").arg(place)
        }
    }

    // ---- what became of a press

    function outcome(report: Report, counter: Counter): string {
        switch (report.kind) {
        case "done":
            return done(report)
        case "nobody":
            return report.set_aside !== "" ? setAside(report) : report.finished === "" ? qsTr("Ingen venter lige nu.")
                 : qsTr("%1 er afsluttet. Ingen venter lige nu.").arg(Words.number(report.finished))
        case "offline":
            return qsTr("Ingen forbindelse. Tryk igen om lidt.")
        case "unanswered":
            return qsTr("Huset svarer ikke. Tryk igen om lidt.")
        case "busy":
            return qsTr("Vent et øjeblik. Det forrige tryk er ikke færdigt.")
        case "cooling":
            return qsTr("To tryk lige efter hinanden tæller som ét.")
        case "refused":
            return Refusals.words(report.reason, report.facts, counter)
        default:
            return ""
        }
    }

    // Somebody waits for a person upstairs.
    function summons(number: string, service: string, standing: string, minutes: int, mine: bool, phone: string): string {
        const wire = Words.number(number)
        if (standing === "coming")
            return qsTr("Du er på vej til %1, ca. %2 min.").arg(wire).arg(minutes)
        if (mine)
            return qsTr("%1 venter på dig (%2).").arg(wire).arg(service)
        if (standing === "unanswered")
            return qsTr("%1 får ikke fat i %2. Tilbyd borgeren en tid: F9.").arg(wire).arg(service)
        return phone === "" ? qsTr("%1 venter på %2, og ingen har svaret.").arg(wire).arg(service)
             : qsTr("%1 venter på %2, og ingen har svaret. Ring %3.").arg(wire).arg(service).arg(phone)
    }

    // How a booking stands.
    function booking(standing: string): string {
        switch (standing) {
        case "held":
            return qsTr("holdt")
        case "booked":
            return qsTr("bestilt")
        case "arrived":
            return qsTr("mødt")
        case "cancelled":
            return qsTr("aflyst")
        default:
            return qsTr("udløbet")
        }
    }

    // What became of a booking.
    function booked(book: Appointments, counter: Counter): string {
        switch (book.state) {
        case "asking":
            return qsTr("Et øjeblik …")
        case "booked":
            return qsTr("Tiden er bestilt. Kode %1").arg(book.code)
        case "moved":
            return qsTr("Tiden er flyttet. Kode %1").arg(book.code)
        case "cancelled":
            return qsTr("Tiden er aflyst.")
        case "nothing":
            return qsTr("Ingen tider fundet.")
        case "silent":
            return qsTr("Huset svarer ikke. Tryk igen om lidt.")
        case "refused":
            return Refusals.words(book.reason, book.facts, counter)
        default:
            return ""
        }
    }

    function done(report: Report): string {
        switch (report.action) {
        case "press":
            return report.set_aside !== "" ? setAside(report)
                 : report.finished === "" ? "" : qsTr("%1 er afsluttet.").arg(Words.number(report.finished))
        case "recall":
            return report.number === "" ? "" : qsTr("%1 er kaldt igen.").arg(Words.number(report.number))
        case "no-show":
            return qsTr("Sat som ikke mødt.")
        case "finish":
            return qsTr("Besøget er afsluttet.")
        case "undo":
            return qsTr("Kaldet er fortrudt.")
        case "transfer":
            return qsTr("Borgeren er viderestillet.")
        case "park":
            return qsTr("Borgeren er parkeret.")
        case "resume-ticket":
            return qsTr("Borgeren er tilbage i køen.")
        case "reprint":
            return qsTr("Billetten udskrives igen, mærket som kopi.")
        case "accept-summons":
            return qsTr("Borgeren kan se, at du er på vej.")
        case "help-done":
            return qsTr("Alle kan se, at du tager dig af det.")
        default:
            return ""
        }
    }

    function setAside(report: Report): string {
        return qsTr("%1 er sat til side, til linjen er tilbage.").arg(Words.number(report.set_aside))
    }
}
