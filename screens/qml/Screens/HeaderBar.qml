import QtQuick

// The dark bar on top: where you are, and the time.
Rectangle {
    id: bar

    property string title: House.name
    property string aside: House.time
    property real drawn: 40
    property real margin: Theme.px(56)

    implicitHeight: Theme.px(140)
    color: Theme.header

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(3)
        color: Theme.line
        visible: Theme.contrast
    }
    Label {
        anchors.left: parent.left
        anchors.leftMargin: bar.margin
        anchors.right: time.left
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        text: bar.title
        drawn: bar.drawn
        heavy: true
        color: Theme.headerInk
        maximumLineCount: 2
    }
    Label {
        id: time
        anchors.right: parent.right
        anchors.rightMargin: bar.margin
        anchors.verticalCenter: parent.verticalCenter
        text: bar.aside
        drawn: bar.drawn
        heavy: true
        color: Theme.headerInk
        wrapMode: Text.NoWrap
    }
}
