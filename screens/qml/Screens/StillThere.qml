import QtQuick

// Asks whether somebody is there before the page goes; one touch brings more time (A-08).
Item {
    id: overlay

    required property Patience patience
    property rect reach
    property bool low: false

    signal leave()

    Rectangle {
        anchors.fill: parent
        color: "#000000"
        opacity: 0.6
    }
    MouseArea {
        anchors.fill: parent
        onClicked: overlay.patience.stay()
    }

    Panel {
        id: panel
        width: parent.width - Theme.px(112)
        anchors.horizontalCenter: parent.horizontalCenter
        height: words.implicitHeight + Theme.px(112)
        y: overlay.low ? overlay.reach.y + overlay.reach.height - height : (parent.height - height) / 2

        Column {
            id: words
            x: Theme.px(56)
            width: parent.width - 2 * x
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(40)

            Label {
                width: parent.width
                text: qsTr("Er du her stadig?")
                drawn: 56
                heavy: true
                Accessible.role: Accessible.AlertMessage
            }
            Label {
                width: parent.width
                text: qsTr("Skærmen går til start om %n sekunder.", "", overlay.patience.left)
                drawn: 38
            }
            ActionButton {
                width: parent.width
                text: qsTr("Ja, giv mig mere tid")
                primary: true
                onActivated: overlay.patience.stay()
            }
            ActionButton {
                width: parent.width
                text: qsTr("Nej, gå til start")
                onActivated: overlay.leave()
            }
        }
    }
}
