import QtQuick
import Screens

// The first answer: I have an appointment.
Touchable {
    id: card

    property bool compact: false
    property bool scanner: true

    spoken: title.text + ". " + about.text
    implicitHeight: Math.max(words.implicitHeight + Theme.px(compact ? 20 : 88), Theme.millimetres(25))

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(24)
        color: card.down ? Theme.actionPressed : Theme.action
    }
    Icon {
        id: mark
        name: "calendar"
        size: Theme.px(card.compact ? 64 : 112)
        color: Theme.actionInk
        x: Theme.px(card.compact ? 36 : 52)
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.px(card.compact ? 28 : 44)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(40)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(8)

        Label {
            id: title
            width: parent.width
            text: qsTr("Jeg har en tid")
            drawn: card.compact ? 42 : 60
            heavy: true
            color: Theme.actionInk
            Accessible.ignored: true
        }
        Label {
            id: about
            width: parent.width
            visible: !card.compact
            text: card.scanner ? qsTr("Meld din ankomst med kode eller QR") : qsTr("Meld din ankomst med din kode")
            drawn: 34
            color: Theme.actionInk
            Accessible.ignored: true
        }
    }
}
