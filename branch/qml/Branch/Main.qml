pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The station's window: on the left what is now, on the right how things stand, below it languages and help.
FaceWindow {
    id: station

    required property StationSession session
    readonly property bool talking: session.page === "talk"

    color: Theme.card
    title: session.branch

    Binding { target: Theme; property: "textScale"; value: station.session.comfort.large ? 1.4 : 1 }
    Binding { target: Theme; property: "contrast"; value: station.session.comfort.contrast }
    Binding { target: Theme; property: "leastCapitals"; value: 7.3 }

    HeaderBar {
        id: bar
        width: parent.width
        height: Theme.px(104)
        title: station.session.branch
        drawn: station.session.comfort.large ? 34 : 40
    }
    Loader {
        id: page
        anchors.top: bar.bottom
        anchors.bottom: footer.top
        width: Theme.px(1160)
        focus: true
        sourceComponent: ({
            "start": start, "closed": closed, "lost": plain, "taken-over": plain, "code": code, "asking": plain,
            "sorry": sorry, "waiting": waiting, "parked": waiting, "called": called, "talk": talk,
            "missed": missed, "thanks": thanks, "help": help
        })[station.session.page]
    }
    Aside {
        anchors.top: bar.bottom
        anchors.bottom: footer.top
        anchors.left: page.right
        anchors.right: parent.right
        session: station.session
    }
    Footer {
        id: footer
        anchors.bottom: parent.bottom
        width: parent.width
        height: station.talking ? 0 : implicitHeight
        visible: !station.talking
        session: station.session
    }

    StillThere {
        id: question
        anchors.fill: parent
        visible: station.session.patience.warning
        patience: station.session.patience
        onLeave: station.session.give_up()
    }

    // Any touch, also beside a control, is a sign that somebody is there; lying on top, it takes none away.
    // The question takes its own touches: it must not go under the finger that answers no.
    Item {
        anchors.fill: parent
        PointHandler {
            enabled: !question.visible
            onActiveChanged: if (active) station.session.patience.stay()
        }
    }

    TalkBar { session: station.session }

    Component { id: start; StartPage { session: station.session } }
    Component { id: closed; ClosedPage { session: station.session } }
    Component { id: plain; PlainPage { session: station.session } }
    Component { id: code; CodePage { session: station.session } }
    Component { id: sorry; SorryPage { session: station.session } }
    Component { id: waiting; WaitingPage { session: station.session } }
    Component { id: called; CalledPage { session: station.session } }
    Component { id: talk; TalkPage { session: station.session } }
    Component { id: missed; MissedPage { session: station.session } }
    Component { id: thanks; ThanksPage { session: station.session } }
    Component { id: help; HelpPage { session: station.session } }
}
