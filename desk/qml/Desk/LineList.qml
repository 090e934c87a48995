pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Screens

// Who waits, who is parked, who missed the call; one touch or Enter calls exactly that one.
Rectangle {
    id: side

    required property Counter counter
    readonly property bool known: counter.status !== ""
    signal close()

    color: Theme.ground

    Rectangle {
        width: Math.max(1, Theme.px(2))
        height: parent.height
        color: Theme.line
    }

    Label {
        id: heading
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.px(20) }
        text: !side.known ? qsTr("Venter")
            : side.counter.total > 0 ? qsTr("Venter (%1)").arg(side.counter.total) : qsTr("Ingen venter")
        drawn: 17
        heavy: true
        color: Theme.ink2
    }

    ListView {
        id: list
        anchors { top: heading.bottom; bottom: foot.top; left: parent.left; right: parent.right; leftMargin: Theme.px(20); rightMargin: Theme.px(20); topMargin: Theme.px(10); bottomMargin: Theme.px(8) }
        model: side.counter.line
        clip: true
        spacing: Theme.px(8)
        activeFocusOnTab: count > 0
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: 0
        Accessible.role: Accessible.List
        Accessible.name: heading.text
        ScrollBar.vertical: ScrollBar {}

        section.property: "standing"
        section.delegate: Label {
            required property string section
            readonly property bool spare: section === "waiting"    // the list's own head says it
            width: ListView.view.width
            height: spare ? 0 : Theme.px(42)
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.NoWrap
            text: ({ "parked": qsTr("Parkeret"), "missed": qsTr("Ikke mødt") })[section] ?? ""
            drawn: 17
            heavy: true
            color: Theme.ink2
        }
        delegate: LineRow {
            width: ListView.view.width
            current: list.activeFocus && ListView.isCurrentItem
            onActivated: side.counter.call(number)
            onPutBack: side.counter.put_back(number)
            onPrintAgain: side.counter.print_again(number)
        }

        Keys.onReturnPressed: event => { if (!event.isAutoRepeat) activateCurrent() }
        Keys.onEnterPressed: event => { if (!event.isAutoRepeat) activateCurrent() }
        Keys.onSpacePressed: event => { if (!event.isAutoRepeat) activateCurrent() }

        Keys.onPressed: event => {
            const row = currentItem as LineRow
            event.accepted = event.key === Qt.Key_P && row !== null && row.town === ""
            if (event.accepted && !event.isAutoRepeat)
                row.printAgain()
        }

        function activateCurrent() {
            const row = currentItem as LineRow
            if (row !== null)
                row.activate()
        }
    }

    Row {
        id: foot
        anchors { bottom: parent.bottom; right: parent.right; left: parent.left; leftMargin: Theme.px(20); rightMargin: Theme.px(20); bottomMargin: Theme.px(24) }
        layoutDirection: Qt.RightToLeft
        spacing: Theme.px(12)
        DeskButton {
            id: closer
            visible: side.counter.status === "open" || side.counter.status === "paused"
            height: Theme.px(50)
            width: Theme.px(164)
            text: qsTr("Luk for i dag")
            key: "F10"
            onActivated: side.close()
        }
        Label {
            visible: side.counter.unlisted > 0
            height: closer.height
            verticalAlignment: Text.AlignVCenter
            text: qsTr("og %n til", "", side.counter.unlisted)
            drawn: 17
            color: Theme.ink2
        }
    }
}
