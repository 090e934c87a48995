import QtQuick
import Screens

// What no screen will do, where it is done, and when there is a time.
Panel {
    id: card

    required property Session session
    readonly property Office office: session.office

    visible: office.in_house !== ""
    implicitHeight: words.implicitHeight + Theme.px(48)
    color: Theme.ground

    Column {
        id: words
        x: Theme.px(32)
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(4)

        Label {
            width: parent.width
            text: card.office.in_house
            drawn: 37
            heavy: true
        }
        Label {
            width: parent.width
            text: qsTr("Det skal du komme til %1 med.").arg(card.office.house_name)
                + (card.office.next_free === "" ? "" : " " + qsTr("Næste ledige tid er %1.").arg(card.office.next_free))
                + (card.office.phone === "" ? "" : " " + qsTr("Ring %1.").arg(card.office.phone))
            drawn: 37
            lineHeight: 1.1
        }
    }
}
