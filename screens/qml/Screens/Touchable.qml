import QtQuick

// What every control has in common: one touch or key is one action, and each answers at once.
Item {
    id: touchable

    property string spoken: ""
    property bool checkable: false
    property bool checked: false
    property int quietMs: 500                 // the same target within this time is one action (A-13)
    readonly property bool down: area.pressed || keyDown
    property bool keyDown: false
    property real ringRadius: Theme.px(24)
    property bool quiet: false

    signal activated()

    function activate() {
        if (quiet || !enabled)
            return
        quiet = quietMs > 0
        if (quiet)
            again.restart()
        touchable.activated()
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.focusable: true
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: activate()

    Keys.onPressed: event => {
        if ((event.key === Qt.Key_Space || event.key === Qt.Key_Select) && !event.isAutoRepeat) {
            keyDown = true
            event.accepted = true
        }
    }
    Keys.onReleased: event => {
        if (keyDown && !event.isAutoRepeat) {
            keyDown = false
            activate()
            event.accepted = true
        }
    }

    Timer {
        id: again
        interval: touchable.quietMs
        onTriggered: touchable.quiet = false
    }

    MouseArea {
        id: area
        anchors.fill: parent
        onClicked: touchable.activate()
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.px(6)
        radius: touchable.ringRadius + Theme.px(6)
        color: "transparent"
        border.width: Theme.px(6)
        border.color: Theme.focus
        visible: touchable.activeFocus && touchable.Window.active && Theme.keyboardUsed
        z: 1
    }
}
