import QtQuick
import Screens

// A card at the side: a few large words and what they mean, with a coloured edge where that helps.
Rectangle {
    id: card

    property string title: ""
    property string text: ""
    property color edge: "transparent"
    property real titleSize: 60

    radius: Theme.px(24)
    color: Theme.card
    border.width: Theme.contrast ? Theme.px(3) : 0
    border.color: Theme.line
    implicitHeight: words.implicitHeight + Theme.px(44)
    Accessible.role: Accessible.StaticText
    Accessible.name: title + " " + text

    Item {
        width: Theme.px(16)
        height: parent.height
        clip: true
        visible: card.edge.a > 0
        Rectangle {
            width: card.width
            height: parent.height
            radius: card.radius
            color: card.edge
        }
    }
    Column {
        id: words
        x: Theme.px(card.edge.a > 0 ? 52 : 40)
        width: parent.width - x - Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(6)

        Label {
            width: parent.width
            visible: text !== ""
            text: card.title
            drawn: Theme.textScale > 1 ? card.titleSize * 0.7 : card.titleSize
            heavy: true
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: card.text
            drawn: 37
            lineHeight: 1.1
            Accessible.ignored: true
        }
    }
}
