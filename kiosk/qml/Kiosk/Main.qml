pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The kiosk's window: one page at a time, and the question whether somebody is still there.
FaceWindow {
    id: kiosk

    required property Session session
    required property ServiceList services
    // Of the panel's lower edge; with it every target can be put within reach of a wheelchair (A-02).
    property real floorMillimetres: 700

    color: Theme.ground

    Binding { target: Theme; property: "textScale"; value: kiosk.session.comfort.large ? 1.4 : 1 }
    Binding { target: Theme; property: "contrast"; value: kiosk.session.comfort.contrast }
    Binding { target: Theme; property: "leastCapitals"; value: 7.3 }

    Loader {
        id: page
        anchors.fill: parent
        focus: true
        sourceComponent: ({
            "home": home, "appointment": appointment, "choose": choose, "chosen": chosen, "asking": asking,
            "ticket": ticket, "sorry": sorry, "help": help
        })[kiosk.session.page]
    }

    StillThere {
        id: question
        anchors.fill: parent
        visible: kiosk.session.patience.warning && kiosk.session.page !== "ticket"
        patience: kiosk.session.patience
        reach: kiosk.reach
        low: kiosk.session.comfort.low
        onLeave: kiosk.session.restart()
    }

    // Any touch, also beside a control, is a sign that somebody is there; lying on top, it takes none away.
    // The question takes its own touches: it must not go under the finger that answers no.
    Item {
        anchors.fill: parent
        PointHandler {
            enabled: !question.visible
            onActiveChanged: if (active) kiosk.session.patience.stay()
        }
    }

    // The band that hands reach from a wheelchair: 900 to 1100 mm above the floor.
    readonly property rect reach: {
        const bottom = kiosk.height - Theme.mm * (900 - kiosk.floorMillimetres)
        const top = kiosk.height - Theme.mm * (1100 - kiosk.floorMillimetres)
        return Qt.rect(0, Math.max(0, top), kiosk.width, Math.min(kiosk.height, bottom) - Math.max(0, top))
    }

    Component {
        id: home
        HomePage { session: kiosk.session; services: kiosk.services; reach: kiosk.reach }
    }
    Component {
        id: appointment
        CheckInPage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: choose
        ChoosePage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: chosen
        ChosenPage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: asking
        AskingPage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: ticket
        TicketPage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: sorry
        SorryPage { session: kiosk.session; reach: kiosk.reach }
    }
    Component {
        id: help
        HelpPage { session: kiosk.session; reach: kiosk.reach }
    }
}
