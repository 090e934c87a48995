import QtQuick
import Screens

// A page of the kiosk: the bar on top, what it says, and below it what can be touched.
// With "low" on, what can be touched moves into the band within reach, and the words stay above it.
Item {
    id: page

    required property Session session
    required property rect reach
    property alias title: bar.title
    property bool comforts: true                    // languages and larger text, on every page with a choice
    readonly property bool low: session.comfort.low
    readonly property real margin: Theme.px(56)
    readonly property real gap: Math.max(Theme.px(low ? 10 : 32), Theme.millimetres(3))
    property color ground: Theme.ground
    default property alias words: words.data
    property alias buttons: buttons.sourceComponent
    // Room for the buttons, from the end of the words or the top of the band to the footer.
    readonly property real room: low ? reach.height - footer.height - gap
                                     : footer.y - gap - words.y - words.height - gap

    Rectangle {
        anchors.fill: parent
        color: page.ground
    }

    HeaderBar {
        id: bar
        width: parent.width
        margin: page.margin
    }

    Item {
        id: words
        anchors.top: bar.bottom
        anchors.topMargin: page.low ? Theme.px(24) : Theme.px(64)
        x: page.margin
        width: page.width - 2 * page.margin
        height: childrenRect.height
    }

    Item {
        id: buttonArea
        x: page.margin
        width: page.width - 2 * page.margin
        height: buttons.implicitHeight
        y: page.low ? page.reach.y : footer.y - height - (page.comforts ? page.gap : Theme.px(72))

        Loader {
            id: buttons
            width: parent.width
        }
    }

    Rectangle {
        id: footer

        readonly property real padding: page.low ? 0 : Theme.px(page.session.comfort.large ? 24 : 34)

        width: parent.width
        height: page.comforts ? tools.implicitHeight + 2 * padding : 0
        y: page.low ? page.reach.y + page.reach.height - height : page.height - height
        color: page.low ? "transparent" : Theme.card
        visible: page.comforts

        Rectangle {
            width: parent.width
            height: Math.max(1, Theme.px(3))
            color: Theme.line
            visible: !page.low
        }
        Comforts {
            id: tools
            x: page.margin
            width: parent.width - 2 * page.margin
            anchors.verticalCenter: parent.verticalCenter
            session: page.session
        }
    }
}
