import QtQuick
import Screens

// What the citizen of the next double time wants to talk about.
Rectangle {
    id: row

    required property TopicCard topic

    visible: topic.words !== ""
    height: visible ? words.implicitHeight + Theme.px(20) : 0
    color: Theme.pale

    Icon {
        id: mark
        name: "calendar"
        size: Theme.px(26)
        anchors { left: parent.left; leftMargin: Theme.px(24); verticalCenter: parent.verticalCenter }
    }
    Label {
        id: words
        anchors { left: mark.right; leftMargin: Theme.px(12); right: parent.right; rightMargin: Theme.px(20); verticalCenter: parent.verticalCenter }
        text: (row.topic.number === "" ? qsTr("Kl. %1:").arg(row.topic.time)
                                       : qsTr("Kl. %1, %2:").arg(row.topic.time).arg(Words.number(row.topic.number)))
              + " " + row.topic.words
        drawn: 18
        maximumLineCount: 3
        elide: Text.ElideRight
    }
}
