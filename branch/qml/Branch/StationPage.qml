import QtQuick
import Screens

// What is now, in large words, and below it what can be touched.
Item {
    id: page

    required property StationSession session
    property string title: ""
    property string text: ""
    property real titleSize: large ? 56 : 80
    readonly property bool large: session.comfort.large
    readonly property bool down: session.line.state === "down"
    readonly property real margin: Theme.px(80)
    readonly property real gap: Math.max(Theme.px(28), Theme.millimetres(3))
    default property alias extra: extra.data
    property alias buttons: buttons.sourceComponent

    function ring(): string {
        return session.office.phone === "" ? "" : qsTr("Ring %1.").arg(session.office.phone)
    }

    Column {
        id: words
        x: page.margin
        y: Theme.px(page.large ? 40 : 64)
        width: page.width - 2 * page.margin
        spacing: Theme.px(page.large ? 16 : 24)

        Label {
            width: parent.width
            visible: text !== ""
            text: page.title
            drawn: page.titleSize
            heavy: true
            lineHeight: 1.05
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: page.text
            drawn: 40
            lineHeight: 1.2
            color: Theme.ink2
        }
        Column {
            id: extra
            width: parent.width
            spacing: page.gap
        }
    }
    Loader {
        id: buttons
        x: page.margin
        width: page.width - 2 * page.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(40)
    }
}
