pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The hall's window: calls at the left or on top, what those who wait want to know beside or below.
FaceWindow {
    id: face

    required property Hall hall
    required property LineList lines
    required property ServiceList waits
    required property ServiceList hours
    required property Sight sight

    readonly property bool upright: height > width

    // The same drawing and the same panel, turned as the window is.
    function turn() {
        referenceSize = turned(referenceSize)
        panelMillimetres = turned(panelMillimetres)
    }
    function turned(extent: size): size {
        return (extent.height > extent.width) === upright ? extent : Qt.size(extent.height, extent.width)
    }

    onUprightChanged: turn()
    Component.onCompleted: turn()
    onFrameSwapped: hall.frame_swapped()

    Connections {
        target: face.hall
        // A recall of the large number changes no pixel, and still wants to be painted.
        function onRedrawn() { face.update() }
        function onCalled() { calls.pulse() }
    }

    HeaderBar {
        id: header
        width: parent.width
        height: Theme.px(104)
        margin: Theme.px(48)
        drawn: face.upright ? 34 : 42
        aside: House.date + " · " + House.time
    }

    SilenceBanner {
        id: silence
        anchors.top: header.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: House.silent
        upright: face.upright
    }

    CallArea {
        id: calls
        anchors.top: silence.bottom
        width: face.upright ? parent.width : Math.round(parent.width * 0.646)
        height: face.height - y - (face.upright ? info.height : 0)
        hall: face.hall
        lines: face.lines
        neededCapitals: face.sight.needed * Theme.mm
        onCapitalsChanged: measure.restart()
    }

    // A resize passes through sizes that nobody will ever read from.
    Timer {
        id: measure
        interval: 500
        onTriggered: face.sight.measured(calls.capitals / Theme.mm)
    }

    Item {
        id: info
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: face.upright ? parent.width : parent.width - calls.width
        height: face.upright ? Math.round(parent.height * 0.385) : parent.height - calls.y

        WaitList {
            id: waits
            x: Theme.px(44)
            y: Theme.px(44)
            width: parent.width - 2 * x
            services: face.waits
        }
        SummonsList {
            id: summonses
            x: waits.x
            y: waits.y + waits.height + (height > 0 ? Theme.px(28) : 0)
            width: waits.width
            hall: face.hall
        }
        HoursCard {
            x: waits.x
            width: waits.width
            anchors.top: summonses.bottom
            anchors.bottom: parent.bottom
            anchors.topMargin: Theme.px(44)
            anchors.bottomMargin: Theme.px(44)
            visible: !House.silent && height >= least
            services: face.hours
            columns: face.upright ? 2 : 1
        }
    }
}
