import QtQuick

// What happened and what to do, on amber with a mark at the side: never by colour alone.
Rectangle {
    id: notice

    required property string title
    property string text: ""
    property string icon: "info"
    property real drawn: 40

    implicitHeight: words.implicitHeight + Theme.px(88)
    radius: Theme.px(24)
    color: Theme.warnGround
    border.width: Theme.contrast ? Theme.px(3) : 0
    border.color: Theme.line

    Item {
        width: Theme.px(18)
        height: parent.height
        clip: true
        Rectangle {
            width: notice.width
            height: parent.height
            radius: notice.radius
            color: Theme.warn
        }
    }
    Icon {
        id: mark
        name: notice.icon
        size: Theme.px(96)
        x: Theme.px(62)
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.px(36)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(36)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(8)

        Label {
            width: parent.width
            text: notice.title
            drawn: notice.drawn * 1.25
            heavy: true
        }
        Label {
            width: parent.width
            visible: notice.text !== ""
            text: notice.text
            drawn: notice.drawn
            lineHeight: 1.1
        }
    }
}
