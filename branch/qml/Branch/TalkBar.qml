import QtQuick
import Screens

// The two buttons and the phone number, in a window of their own that stays above the picture.
Window {
    id: bar

    required property Session session
    readonly property real gap: Math.max(Theme.px(24), Theme.millimetres(3))
    readonly property bool asks: session.asks_to_leave

    transientParent: null
    flags: Qt.Window | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint | Qt.WindowDoesNotAcceptFocus
    visible: session.talk.covered
    color: Theme.header
    width: Math.min(Screen.width, row.implicitWidth + 2 * gap)
    height: row.implicitHeight + 2 * Theme.px(16)
    x: Screen.virtualX + (Screen.width - width) / 2
    y: Screen.virtualY + Screen.height - height

    Row {
        id: row
        anchors.centerIn: parent
        spacing: bar.gap

        ActionButton {
            text: bar.asks ? qsTr("Ja, afslut") : qsTr("Afslut")
            icon: "close"
            onActivated: bar.asks ? bar.session.leave() : bar.session.ask_to_leave()
        }
        ActionButton {
            text: bar.asks ? qsTr("Nej, bliv") : qsTr("Hjælp")
            icon: bar.asks ? "" : "help"
            onActivated: bar.asks ? bar.session.stay() : bar.session.call_help()
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: bar.session.line.state === "down" ? qsTr("Linjen er afbrudt. Vi prøver igen.")
                : bar.session.page === "help" && bar.session.help === "told" ? qsTr("Personalet har fået besked.")
                : bar.session.office.phone
            drawn: 40
            heavy: true
            color: Theme.headerInk
        }
    }
}
