pragma ComponentBehavior: Bound

import QtQuick
import Screens

// What a time can be booked for.
ListView {
    id: tasks

    required property Appointments book

    signal chosen()

    clip: true
    spacing: Theme.px(8)
    model: tasks.book.tasks
    delegate: Touchable {
        id: task
        required property string name
        required property string service
        required property int minutes
        required property bool topic
        required property int index
        required property var model
        readonly property string about: model.task
        readonly property bool chosen: about === tasks.book.task

        width: tasks.width
        height: lines.height + Theme.px(18)
        ringRadius: Theme.px(10)
        spoken: name
        checkable: true
        checked: chosen
        quietMs: 0
        enabled: tasks.book.moving === ""
        onActivated: {
            tasks.book.choose_task(about)
            tasks.chosen()
        }

        Rectangle {
            anchors.fill: parent
            radius: task.ringRadius
            color: task.chosen ? Theme.pale : Theme.card
            border.width: Math.max(1, Theme.px(2))
            border.color: task.chosen ? Theme.action : Theme.line
        }
        Column {
            id: lines
            anchors { left: parent.left; right: parent.right; margins: Theme.px(12); verticalCenter: parent.verticalCenter }
            Label { width: parent.width; text: task.name; drawn: 15; heavy: true; Accessible.ignored: true }
            Label {
                width: parent.width
                text: qsTr("%1 · %2 min").arg(task.service).arg(task.minutes) + (task.topic ? " · " + qsTr("emne på forhånd") : "")
                drawn: 13
                color: Theme.ink2
                Accessible.ignored: true
            }
        }
    }
}
