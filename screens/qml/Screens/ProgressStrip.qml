import QtQuick

// A bar that fills; what it means is said in words beside it.
Rectangle {
    id: strip

    property real progress: 0
    property color paint: Theme.action

    implicitHeight: Theme.px(20)
    radius: height / 2
    color: Theme.contrast ? "#444444" : Theme.line
    Accessible.ignored: true

    Rectangle {
        width: Math.max(height, parent.width * Math.min(1, Math.max(0, strip.progress)))
        height: parent.height
        radius: height / 2
        color: strip.paint
        visible: strip.progress > 0
    }
}
