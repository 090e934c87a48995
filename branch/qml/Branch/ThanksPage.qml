pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The end: what has become of the visit; the screen clears itself.
StationPage {
    id: page

    readonly property string end: session.end

    title: end === "done" ? qsTr("Tak for samtalen.")
         : end === "over" ? qsTr("Dit nummer gælder ikke mere.")
         : qsTr("Du er ude af køen.")
    text: end === "done" ? qsTr("Skærmen rydder sig selv. Hav en god dag.")
        : end === "undone" ? qsTr("Du har stadig din tid. Meld dig igen, når du er klar.")
        : end === "over" ? qsTr("Gå til start, og tag et nyt nummer.") + "\n" + ring()
        : qsTr("Du kan altid tage et nyt nummer.")

    buttons: ActionButton {
        text: qsTr("Til start")
        drawn: 42
        onActivated: page.session.restart()
    }
}
