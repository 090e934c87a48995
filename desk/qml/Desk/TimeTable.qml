pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The times of a day, four quarters to a row; arrows choose among the free ones.
FocusScope {
    id: table

    required property Appointments book
    readonly property real gap: Theme.px(8)

    signal entered()

    Keys.onPressed: event => {
        const steps = { [Qt.Key_Left]: -1, [Qt.Key_Right]: 1, [Qt.Key_Up]: -4, [Qt.Key_Down]: 4 }
        if (event.key in steps)
            table.book.step(steps[event.key])
        else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown)
            table.book.leaf(event.key === Qt.Key_PageDown ? 1 : -1)
        else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && !event.isAutoRepeat)
            table.entered()
        else
            return
        event.accepted = true
    }

    Flickable {
        anchors.fill: parent
        contentHeight: grid.height
        clip: true

        Grid {
            id: grid
            width: table.width
            columns: 4
            spacing: table.gap

            Repeater {
                model: table.book.times
                delegate: Touchable {
                    id: cell
                    required property string time
                    required property string label
                    required property bool free
                    required property int dots
                    required property bool best
                    readonly property bool chosen: time === table.book.time

                    width: Math.floor((table.width - 3 * table.gap) / 4)
                    height: Theme.px(44)
                    enabled: free
                    activeFocusOnTab: false
                    spoken: label
                    ringRadius: Theme.px(8)
                    checkable: true
                    checked: chosen
                    quietMs: 0
                    onActivated: {
                        table.book.choose_time(time)
                        table.forceActiveFocus()
                    }

                    Rectangle {
                        anchors.fill: parent
                        radius: cell.ringRadius
                        color: cell.chosen ? Theme.action : !cell.free ? Theme.ground
                             : cell.best ? Theme.goodGround : Theme.warnGround
                        border.width: Math.max(1, Theme.px(2))
                        border.color: cell.chosen ? Theme.action : !cell.free ? Theme.line
                             : cell.best ? Theme.goodBar : Theme.warn
                    }
                    Label {
                        anchors.centerIn: parent
                        text: cell.free ? cell.label + " " + "•".repeat(cell.dots) : cell.label
                        drawn: 16
                        heavy: cell.free
                        wrapMode: Text.NoWrap
                        color: cell.chosen ? Theme.actionInk : cell.free ? Theme.ink : Theme.faded
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
