import QtQuick
import Screens

// A button with its key, and sometimes a word about when it may be used.
Touchable {
    id: button

    required property string text
    property string key: ""
    property string aside: ""
    property bool primary: false
    readonly property color paint: primary ? Theme.actionInk : Theme.ink

    spoken: aside === "" ? text : text + ", " + aside
    ringRadius: Theme.px(12)
    implicitWidth: Math.max(words.implicitWidth, below.implicitWidth) + Theme.px(48)
    implicitHeight: Theme.px(60)
    opacity: enabled ? 1 : 0.45
    Accessible.description: key

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) activate() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) activate() }

    Rectangle {
        anchors.fill: parent
        radius: button.ringRadius
        color: button.primary ? (button.down ? Theme.actionPressed : Theme.action)
             : button.down ? Theme.pressed : Theme.card
        border.width: button.primary ? 0 : Math.max(1, Theme.px(2))
        border.color: Theme.outline
    }
    Label {
        id: words
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - Theme.px(16)
        horizontalAlignment: Text.AlignHCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(12)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: below.visible ? -Theme.px(9) : 0
        text: button.text
        drawn: 18
        heavy: true
        color: button.paint
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Label {
        id: below
        visible: text !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: words.bottom
        text: [button.key, button.aside].filter(part => part !== "").join(" · ")
        drawn: 13
        color: button.primary ? Theme.actionInk : Theme.ink2
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
