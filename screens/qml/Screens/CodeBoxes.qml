pragma ComponentBehavior: Bound

import QtQuick

// A box for each sign that is wanted; the next one is framed. Days and times stand in pairs.
Item {
    id: boxes

    required property Entry entry
    property real tall: Theme.px(150)

    implicitHeight: tall
    Accessible.role: Accessible.StaticText
    Accessible.name: entry.typed.split("").join(" ")

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        height: parent.height
        spacing: Theme.px(20)

        Repeater {
            model: boxes.entry.length

            Item {
                id: box

                required property int index
                readonly property bool next: index === boxes.entry.typed.length
                readonly property bool filled: index < boxes.entry.typed.length
                readonly property real apart: boxes.entry.step !== "code" && index === 2 ? Theme.px(40) : 0

                width: apart + Theme.px(128)
                height: parent?.height ?? 0

                Rectangle {
                    x: box.apart
                    width: parent.width - box.apart
                    height: parent.height
                    radius: Theme.px(16)
                    color: Theme.card
                    border.width: Theme.px(box.next ? 6 : 4)
                    border.color: box.next ? Theme.link : box.filled ? Theme.outline : Theme.line

                    Text {
                        anchors.centerIn: parent
                        text: box.filled ? boxes.entry.typed.charAt(box.index) : box.next ? "_" : ""
                        font.family: Theme.family
                        font.weight: Font.DemiBold
                        font.pixelSize: Math.round(boxes.tall * 0.56)
                        font.features: ({ "tnum": 1, "zero": 1 })
                        color: Theme.ink
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
