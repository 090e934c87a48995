import QtQuick
import Screens

// Nothing to touch but help: the house takes its time, cannot be reached, or this screen is not in use.
StationPage {
    id: page

    readonly property Office office: session.office

    function opens(): string {
        return office.open || office.opens === "" ? "" : "\n" + qsTr("Skærmen åbner igen %1.").arg(office.opens)
    }

    title: session.page === "asking" ? qsTr("Et øjeblik.")
         : session.page === "lost" ? qsTr("Vi kan ikke nå %1 lige nu.").arg(office.short_name)
         : qsTr("Denne skærm er ikke i brug.")
    text: session.page === "asking" ? qsTr("Vi venter på svar fra huset. Du skal ikke trykke igen.")
        : session.page === "lost" ? ring() + "\n" + qsTr("Skærmen prøver selv igen.") + opens()
        : qsTr("En anden skærm er her i stedet.") + "\n" + ring()
}
