import QtQuick
import Screens

// What can be done with the visit, in two rows.
Grid {
    id: grid

    required property Counter counter
    readonly property Guest guest: counter.guest
    readonly property bool paused: counter.status === "paused"
    readonly property real cell: (width - (columns - 1) * spacing) / columns

    signal recall()
    signal missed()
    signal transfer()
    signal park()
    signal finish()
    signal toggle()
    signal book()

    columns: 4
    spacing: Theme.px(12)

    DeskButton {
        width: grid.cell
        text: qsTr("Kald igen")
        key: "F2"
        aside: !grid.guest.present ? "" : grid.guest.exhausted ? qsTr("kaldt %1 gange").arg(grid.guest.calls)
             : grid.guest.resting > 0 ? qsTr("om %1 s").arg(grid.guest.resting) : ""
        enabled: grid.guest.present
        onActivated: grid.recall()
    }
    DeskButton {
        width: grid.cell
        text: qsTr("Ikke mødt")
        key: "F3"
        enabled: grid.guest.present
        onActivated: grid.missed()
    }
    DeskButton {
        width: grid.cell
        text: qsTr("Viderestil")
        key: "F4"
        enabled: grid.guest.present
        onActivated: grid.transfer()
    }
    DeskButton {
        width: grid.cell
        text: qsTr("Parkér")
        key: "F5"
        enabled: grid.guest.present
        onActivated: grid.park()
    }
    DeskButton {
        width: grid.cell
        text: qsTr("Afslut")
        key: "F6"
        enabled: grid.guest.present
        onActivated: grid.finish()
    }
    DeskButton {
        width: grid.cell
        text: grid.paused ? qsTr("Genoptag") : grid.counter.status === "closed" ? qsTr("Åbn") : qsTr("Pause")
        key: "F7"
        enabled: grid.counter.status !== ""
        onActivated: grid.toggle()
    }
    DeskButton {
        width: grid.cell
        text: qsTr("Bestil tid")
        key: "F9"
        enabled: grid.counter.appointments.tasks.count > 0
        onActivated: grid.book()
    }
}
