pragma ComponentBehavior: Bound

import QtQuick
import Screens

// The window of a desk: who is here, who is next, and one big button. Everything has its key.
FaceWindow {
    id: window

    required property Counter counter
    readonly property bool sheetOpen: transfer.visible || closing.visible || booking.visible

    color: Theme.card
    title: counter.name + " · " + House.name
    minimumWidth: 640
    minimumHeight: 456

    // Only keys move the focus about the page: from then on a ring shows where it is.
    onActiveFocusItemChanged: if (!sheetOpen && activeFocusItem !== null && activeFocusItem !== call)
        Theme.keyboardUsed = true

    function recall() { counter.order("recall") }
    function toggle() { counter.order(counter.status === "paused" || counter.status === "closed" ? "open" : "pause") }
    function openTransfer() { if (counter.guest.present) transfer.open() }

    Item {
        id: page
        anchors.fill: parent
        enabled: !window.sheetOpen

        Keys.onPressed: event => {
            if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && !event.isAutoRepeat) {
                call.activate()
                event.accepted = true
            }
        }

        HeaderBar {
            id: header
            width: parent.width
            implicitHeight: Theme.px(60)
            drawn: 20
            margin: Theme.px(24)
            title: window.counter.name + " · " + window.counter.services
            aside: Says.status(window.counter.status, window.counter.online, window.counter.met) + " · " + House.time
        }

        AlarmStrip {
            id: strip
            anchors.top: header.bottom
            width: parent.width
            counter: window.counter
        }

        Item {
            id: work
            anchors { top: strip.bottom; bottom: parent.bottom; left: parent.left; right: side.left; margins: Theme.px(24) }

            GuestView {
                anchors { top: parent.top; left: parent.left; right: parent.right; bottom: keys.top; bottomMargin: Theme.px(10) }
                counter: window.counter
                onUndo: window.counter.order("undo")
            }
            KeyGrid {
                id: keys
                anchors { left: parent.left; right: parent.right; bottom: report.top }
                counter: window.counter
                onRecall: window.recall()
                onMissed: window.counter.order("no-show")
                onTransfer: window.openTransfer()
                onPark: window.counter.order("park")
                onFinish: window.counter.order("finish")
                onToggle: window.toggle()
                onBook: booking.open()
            }
            ReportLine {
                id: report
                anchors { left: parent.left; right: parent.right; bottom: call.top }
                height: Theme.px(47)
                counter: window.counter
            }
            CallButton {
                id: call
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                height: Theme.px(92)
                focus: true
                counter: window.counter
            }
        }

        LineList {
            id: side
            anchors { top: strip.bottom; bottom: parent.bottom; right: parent.right }
            width: Theme.px(328) + 0.35 * Math.max(0, window.width - Theme.px(900))
            counter: window.counter
            onClose: closing.open()
        }
    }

    Shortcut { sequence: "F2"; autoRepeat: false; enabled: !window.sheetOpen && window.counter.guest.present; onActivated: window.recall() }
    Shortcut { sequence: "F3"; autoRepeat: false; enabled: !window.sheetOpen && window.counter.guest.present; onActivated: window.counter.order("no-show") }
    Shortcut { sequence: "F4"; autoRepeat: false; enabled: !window.sheetOpen; onActivated: window.openTransfer() }
    Shortcut { sequence: "F5"; autoRepeat: false; enabled: !window.sheetOpen && window.counter.guest.present; onActivated: window.counter.order("park") }
    Shortcut { sequence: "F6"; autoRepeat: false; enabled: !window.sheetOpen && window.counter.guest.present; onActivated: window.counter.order("finish") }
    Shortcut { sequence: "F7"; autoRepeat: false; enabled: !window.sheetOpen; onActivated: window.toggle() }
    Shortcut { sequence: "F8"; autoRepeat: false; enabled: !window.sheetOpen && window.counter.guest.undoable > 0; onActivated: window.counter.order("undo") }
    Shortcut { sequence: "F9"; autoRepeat: false; enabled: !window.sheetOpen; onActivated: booking.open() }
    Shortcut { sequence: "F10"; autoRepeat: false; enabled: !window.sheetOpen; onActivated: closing.open() }

    Shortcut { sequence: "F11"; autoRepeat: false; enabled: !window.sheetOpen; onActivated: strip.answer() }

    TransferSheet {
        id: transfer
        anchors.fill: parent
        counter: window.counter
        onClosed: call.forceActiveFocus()
    }
    CloseSheet {
        id: closing
        anchors.fill: parent
        counter: window.counter
        onClosed: call.forceActiveFocus()
    }
    BookingPage {
        id: booking
        anchors.fill: parent
        counter: window.counter
        onClosed: call.forceActiveFocus()
    }
}
