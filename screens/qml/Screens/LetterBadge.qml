import QtQuick

// The letter of a service on its small pale square.
Rectangle {
    id: badge

    required property string letter
    property real size: Theme.px(76)

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.22
    color: Theme.pale
    border.width: Theme.contrast ? Theme.px(3) : 0
    border.color: Theme.paleInk
    Accessible.ignored: true

    Text {
        anchors.centerIn: parent
        text: badge.letter
        color: Theme.paleInk
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, badge.size * 0.55)
        Accessible.ignored: true
    }
}
