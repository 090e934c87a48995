pragma ComponentBehavior: Bound

import QtQuick
import Screens

// What staff must know, below the header: no connection first, then printers, help and devices.
Column {
    id: strip

    required property Counter counter
    readonly property int most: 2

    // Answer the first citizen who waits for this desk's person, else the first who asks for help.
    function answer() {
        for (let place = 0; place < calls.count; ++place) {
            const row = calls.itemAt(place) as SummonsRow
            if (row !== null && row.answerable) {
                row.accepted()
                return
            }
        }
        for (let place = 0; place < rows.count; ++place) {
            const row = rows.itemAt(place) as AlarmRow
            if (row !== null && row.answerable) {
                row.answered()
                return
            }
        }
    }

    Rectangle {
        width: parent.width
        height: visible ? Theme.px(44) : 0
        visible: !strip.counter.online && strip.counter.met
        color: Theme.badGround

        Row {
            anchors { left: parent.left; leftMargin: Theme.px(24); verticalCenter: parent.verticalCenter }
            spacing: Theme.px(12)
            Icon { name: "warning"; size: Theme.px(26); color: Theme.bad }
            Label {
                text: qsTr("Ingen forbindelse til huset. Det, du ser, kan være gammelt.")
                drawn: 18
                heavy: true
                color: Theme.bad
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
    Repeater {
        id: calls
        model: strip.counter.summonses
        delegate: SummonsRow {
            width: strip.width
            phone: strip.counter.phone
            onAccepted: strip.counter.accept(number)
        }
    }
    TopicRow {
        width: strip.width
        topic: strip.counter.topic
    }
    Repeater {
        id: rows
        model: strip.counter.alarms
        delegate: AlarmRow {
            required property int index
            width: strip.width
            shown: index < strip.most
            more: index === strip.most - 1 ? rows.count - strip.most : 0
            onAnswered: strip.counter.help_given(device)
        }
    }
}
