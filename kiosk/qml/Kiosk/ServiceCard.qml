import QtQuick
import Screens

// A service with what a citizen wants to know before the touch: how long, how many, open or not.
Touchable {
    id: card

    required property string service
    required property string letter
    required property string name
    required property string about
    required property string entry
    required property bool known
    required property bool open
    required property bool takesTickets
    required property int waiting
    required property string waitKind
    required property int waitLow
    required property int waitHigh
    required property string opens
    required property string closes
    required property string nextFree
    required property int hereAndNow
    required property bool cutShort
    property bool busy: false
    property bool compact: false
    property bool brief: false
    property bool books: false                      // whether a time can be booked by touching it

    readonly property bool booked: entry === "appointment"
    readonly property bool ready: known && takesTickets && !House.silent
    readonly property real pad: Theme.px(compact ? 12 : brief ? 20 : 32)
    readonly property real gap: Theme.px(compact ? 4 : 14)

    function state_words(): string {
        if (busy)
            return qsTr("Et øjeblik …")
        if (House.silent || !known)
            return qsTr("Kendes ikke lige nu")
        if (booked)
            return nextFree === "" ? qsTr("Kun med tidsbestilling") : next_words()
        if (!open)
            return opens === "" ? qsTr("Lukket") : compact ? qsTr("Åbner %1").arg(opens) : qsTr("Lukket. Åbner %1").arg(opens)
        if (!takesTickets && nextFree !== "")
            return next_words()
        if (!takesTickets && compact)
            return opens === "" ? qsTr("Ingen ved skranken") : qsTr("Ikke flere i dag")
        if (!takesTickets)
            return opens === "" ? qsTr("Ingen ved skranken lige nu") : qsTr("Ikke flere i dag. Åbner %1").arg(opens)
        if (hereAndNow > 0)
            return cutShort ? qsTr("Ledig nu i %1 min").arg(hereAndNow) : qsTr("Ledig nu")
        if (waitKind === "now")
            return qsTr("Ledig nu")
        const wait = waitKind !== "range" ? qsTr("Ventetid ukendt")
                   : waitLow < waitHigh ? Words.wait(waitKind, waitLow, waitHigh)
                   : qsTr("ca. %1").arg(Words.wait(waitKind, waitLow, waitHigh))
        return wait + " · " + qsTr("%n venter", "", waiting)
    }

    function next_words(): string {
        return compact ? qsTr("Ledig %1").arg(nextFree) : qsTr("Næste ledige: %1").arg(nextFree)
    }

    function more_words(): string {
        if (books && known && !House.silent && nextFree !== "" && (booked || (open && !takesTickets)))
            return qsTr("Tryk, og bestil en tid")
        if (!booked || !known || House.silent || nextFree !== "")
            return ""
        if (open)
            return qsTr("Åbent til kl. %1").arg(closes)
        return opens === "" ? qsTr("Lukket") : qsTr("Åbner %1").arg(opens)
    }

    spoken: name + ". " + about + ". " + state_words() + (more_words() === "" ? "" : ". " + more_words())
    implicitHeight: Math.max(
        head.height + (details.visible ? details.height + gap : 0) + gap + foot.height + 2 * pad, Theme.millimetres(25))

    Panel {
        anchors.fill: parent
        color: card.down || card.busy ? Theme.pressed : Theme.card
        border.color: card.down || card.busy ? Theme.link : Theme.line
    }

    Row {
        id: head
        x: card.pad
        y: card.pad
        width: parent.width - 2 * card.pad
        spacing: Theme.px(24)

        LetterBadge {
            id: badge
            letter: card.letter
            size: Theme.px(card.compact ? 48 : 76)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            text: card.name
            drawn: card.compact ? 36 : 44
            heavy: true
            width: head.width - badge.width - head.spacing
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.text(30)
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
    Label {
        id: details
        x: card.pad
        anchors.top: head.bottom
        anchors.topMargin: card.gap
        width: head.width
        visible: !card.brief
        text: card.about
        drawn: 30
        color: Theme.ink2
        lineHeight: 1.1
        Accessible.ignored: true
    }
    Row {
        id: foot
        x: card.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.pad
        spacing: Theme.px(12)

        Icon {
            id: mark
            name: card.booked || (card.known && !card.takesTickets && card.nextFree !== "") ? "calendar"
                : card.ready && (card.hereAndNow > 0 || card.waitKind === "now") ? "check" : "clock"
            size: Theme.text(34)
            color: status.color
        }
        Column {
            Label {
                id: status
                text: card.state_words()
                drawn: 30
                heavy: true
                color: card.ready ? Theme.good : Theme.ink2
                width: head.width - mark.width - foot.spacing
                Accessible.ignored: true
            }
            Label {
                text: card.more_words()
                visible: text !== "" && !card.compact
                drawn: 30
                color: Theme.ink2
                width: status.width
                Accessible.ignored: true
            }
        }
    }
}
