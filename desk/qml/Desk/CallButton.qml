import QtQuick
import Screens

// The one big button: says whom it will call, and does what is next when the desk does not call.
Touchable {
    id: button

    required property Counter counter
    readonly property string status: counter.status
    readonly property bool resting: status === "paused" || status === "closed"
    readonly property bool somebody: counter.next !== ""
    readonly property bool primary: resting || somebody
    readonly property string title: status === "paused" ? qsTr("Genoptag")
                                  : status === "closed" ? qsTr("Åbn skranken") : qsTr("Kald næste")
    readonly property string below: {
        if (counter.busy === "press")
            return qsTr("Kalder …")
        if (status === "")
            return qsTr("Venter på huset")
        if (status === "paused")
            return qsTr("Skranken holder pause")
        if (status === "closed")
            return qsTr("Skranken er lukket i dag")
        if (somebody)
            return [Words.number(counter.next), counter.appointment === "" ? "" : qsTr("tid %1").arg(counter.appointment),
                    counter.next_town === "" ? "" : qsTr("skærm i %1").arg(counter.next_town)].filter(part => part !== "").join(", ")
        if (counter.guest.present)
            return (counter.guest.far.sight === "lost" ? qsTr("Ingen venter. Et tryk sætter %1 til side.")
                                                           : qsTr("Ingen venter. Et tryk afslutter %1.")).arg(Words.number(counter.guest.number))
        return qsTr("Ingen venter")
    }

    spoken: title + ", " + below
    quietMs: 0                      // the desk's own rule for double presses says what it does
    ringRadius: Theme.px(12)
    onActivated: resting ? counter.order("open") : counter.press()

    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) activate() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) activate() }

    Rectangle {
        anchors.fill: parent
        radius: button.ringRadius
        color: button.primary ? (button.down || button.counter.busy === "press" ? Theme.actionPressed : Theme.action)
             : button.down ? Theme.pressed : Theme.ground
        border.width: button.primary ? 0 : Math.max(1, Theme.px(2))
        border.color: Theme.outline
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.px(24)

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: button.title
            drawn: 34
            font.weight: Font.Bold
            color: button.primary ? Theme.actionInk : Theme.ink
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: button.below
            drawn: 20
            color: button.primary ? Theme.actionInk : Theme.ink
            Accessible.ignored: true
        }
    }
}
