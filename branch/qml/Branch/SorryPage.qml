pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Why not, and what to do now.
StationPage {
    id: page

    readonly property string reason: session.apology.reason

    title: Excuses.title(reason, session)
    text: Excuses.advice(reason, session)

    buttons: Row {
        spacing: page.gap

        ActionButton {
            width: (parent.width - page.gap) * 0.5
            visible: page.reason === "no_answer" || Excuses.may_enter_again(page.reason)
            implicitHeight: Theme.px(140)
            text: qsTr("Prøv igen")
            primary: true
            enabled: !page.session.busy
            onActivated: page.reason === "no_answer" ? page.session.try_again() : page.session.enter_again()
        }
        ActionButton {
            width: (parent.width - page.gap) * 0.5
            implicitHeight: Theme.px(140)
            text: qsTr("Tilbage til start")
            primary: page.reason !== "no_answer" && !Excuses.may_enter_again(page.reason)
            onActivated: page.session.back()
        }
    }
}
