import QtQuick
import Screens

// One who waits: the number, and for how long or until when; a parked one can go back into the line.
Touchable {
    id: row

    required property string number
    required property int minutes
    required property string booked
    required property string standing
    required property bool help
    required property string town
    required property bool lost
    property bool current: false
    readonly property string since: booked !== "" ? qsTr("tid %1").arg(booked)
                                  : minutes === 0 ? qsTr("lige kommet") : qsTr("%1 min").arg(minutes)
    readonly property string when: town === "" ? since
                                 : lost ? qsTr("%1: linjen er afbrudt").arg(town)
                                 : booked !== "" ? since + ", " + town : qsTr("Skærm, %1").arg(town)

    signal putBack()
    signal printAgain()

    spoken: Words.number(number) + ", " + when + (help ? ", " + qsTr("vil gerne have hjælp") : "")
    activeFocusOnTab: false          // the list has the focus; arrows move in it
    ringRadius: Theme.px(8)
    height: Theme.px(48)

    Rectangle {
        anchors.fill: parent
        radius: row.ringRadius
        color: row.down ? Theme.pressed : Theme.card
        border.width: row.current ? Math.max(2, Theme.px(4)) : Math.max(1, Theme.px(2))
        border.color: row.current ? Theme.focus : Theme.line
    }
    TicketNumber {
        id: label
        anchors { left: parent.left; leftMargin: Theme.px(15); verticalCenter: parent.verticalCenter }
        number: row.number
        font.pixelSize: Theme.text(19)
        Accessible.ignored: true
    }
    Icon {
        visible: row.help
        name: "help"
        size: Theme.px(24)
        color: Theme.link
        anchors { left: label.right; leftMargin: Theme.px(12); verticalCenter: parent.verticalCenter }
    }
    Label {
        anchors { left: label.right; leftMargin: Theme.px(10); right: back.visible ? back.left : again.visible ? again.left : parent.right; rightMargin: Theme.px(again.visible || back.visible ? 10 : 15); verticalCenter: parent.verticalCenter }
        horizontalAlignment: Text.AlignRight
        text: row.when
        drawn: row.lost ? 16 : 19
        color: row.lost ? Theme.bad : Theme.ink
        Accessible.ignored: true
    }
    DeskButton {
        id: back
        visible: row.standing === "parked" && !row.lost  // that one comes back by itself, with the line
        anchors { right: again.visible ? again.left : parent.right; rightMargin: Theme.px(6); verticalCenter: parent.verticalCenter }
        width: Theme.px(84)
        height: Theme.px(36)
        activeFocusOnTab: false
        text: qsTr("I kø")
        spoken: qsTr("Sæt %1 tilbage i køen").arg(Words.number(row.number))
        onActivated: row.putBack()
    }
    Touchable {
        id: again
        visible: row.town === ""         // who sits at a screen has no paper
        anchors { right: parent.right; rightMargin: Theme.px(6); verticalCenter: parent.verticalCenter }
        width: Theme.px(40)
        height: Theme.px(36)
        ringRadius: Theme.px(8)
        activeFocusOnTab: false          // at the keyboard: P on the row
        spoken: qsTr("Udskriv %1 igen").arg(Words.number(row.number))
        onActivated: row.printAgain()

        Rectangle {
            anchors.fill: parent
            radius: again.ringRadius
            color: again.down ? Theme.pressed : "transparent"
        }
        Icon {
            anchors.centerIn: parent
            name: "printer"
            size: Theme.px(24)
            color: Theme.ink2
        }
    }
}
