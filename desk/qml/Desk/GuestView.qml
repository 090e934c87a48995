import QtQuick
import Screens

// Who is at the desk: the number as large as there is room for, the service, and how long it may take.
Item {
    id: view

    required property Counter counter
    readonly property Guest guest: counter.guest
    readonly property real room: height - heading.height - about.height - limit.height - Theme.px(22)

    signal undo()

    Label {
        id: heading
        text: view.guest.present ? qsTr("Betjener nu") : Says.free(view.counter.status)
        drawn: 18
        color: Theme.ink2
    }
    Sight {
        anchors { right: parent.right; verticalCenter: heading.verticalCenter }
        visible: view.guest.present
        sight: view.guest.sight
        far: view.guest.far.sight
    }

    Item {
        id: middle
        anchors { top: heading.bottom; topMargin: Theme.px(6); left: parent.left; right: parent.right }
        height: Math.max(Theme.px(40), Math.min(Theme.px(100), view.room))

        TicketNumber {
            id: number
            visible: view.guest.present
            number: view.guest.number
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Math.max(1, Math.min(Theme.text(84), parent.height * 0.84))
        }
        Label {
            visible: !view.guest.present
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            text: view.counter.status === "" ? qsTr("Henter køen …") : qsTr("Ingen ved skranken")
            drawn: 40
            heavy: true
            color: Theme.faded
        }
        DeskButton {
            visible: view.guest.undoable > 0
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            width: Theme.px(166)
            height: Math.min(Theme.px(60), parent.height)
            text: qsTr("Fortryd kald")
            key: "F8"
            aside: qsTr("%1 s").arg(view.guest.undoable)
            onActivated: view.undo()
        }
    }

    Label {
        id: about
        anchors { top: middle.bottom; topMargin: Theme.px(6); left: parent.left; right: parent.right }
        text: view.guest.present
              ? [view.guest.far.town === "" ? view.guest.service : qsTr("Skærm, %1").arg(view.guest.far.town),
                 Says.waited(view.guest.waited), Says.language(view.guest.language),
                 Says.readiness(view.guest.far)].filter(part => part !== "").join(" · ")
              : view.counter.status === "" ? "" : Says.line(view.counter.total)
        drawn: 18
        color: Theme.ink2
    }
    LimitBar {
        id: limit
        anchors { top: about.bottom; topMargin: Theme.px(10); left: parent.left; right: parent.right }
        visible: view.guest.present
        elapsed: view.guest.elapsed
        limit: view.guest.limit
        remote: view.guest.far.town !== ""
        offered: view.counter.offered
        offer: view.counter.offer
        roomy: view.height >= Theme.px(230)
    }
}
