pragma ComponentBehavior: Bound

import QtQuick
import Screens

// I have an appointment: type the code, scan it, or find the time by day of birth and hour.
KioskPage {
    id: page

    readonly property Entry entry: session.entry
    readonly property string signs: entry.keys         // changes with the step, not with every sign
    readonly property bool byCode: entry.step === "code"
    readonly property bool large: session.comfort.large

    function question(): string {
        if (entry.step === "birth")
            return qsTr("Hvornår har du fødselsdag?")
        if (entry.step === "time")
            return qsTr("Hvornår er din tid i dag?")
        return !session.scanner ? qsTr("Skriv din kode.")
             : qsTr("Skriv din kode,") + "\n" + qsTr("eller scan den.")
    }

    function hint(): string {
        if (entry.full && !entry.valid)
            return entry.step === "birth" ? qsTr("Den dag findes ikke. Slet, og skriv igen.")
                                          : qsTr("Det klokkeslæt findes ikke. Slet, og skriv igen.")
        if (entry.step === "birth")
            return qsTr("Skriv dag og måned. Den 5. marts skrives 05\u00a003.")
        if (entry.step === "time")
            return qsTr("Skriv klokkeslættet. Kl.\u00a09.30 skrives 09\u00a030.")
        return qsTr("Koden står i din bekræftelse. Den har seks tegn.")
    }

    title: qsTr("Meld ankomst")

    Column {
        width: parent.width
        spacing: Theme.px(12)

        Label {
            width: parent.width
            text: page.question()
            drawn: page.large ? 48 : 72
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: page.hint()
            drawn: page.large ? 30 : 34
            color: Theme.ink2
        }
        CodeBoxes {
            visible: page.low
            width: parent.width
            entry: page.entry
        }
    }

    buttons: Column {
        id: area

        // What is left for the pad's four rows when all else has its place.
        readonly property real others: actions.height + spacing + (ways.visible ? ways.height + spacing : 0)
                                       + (page.low ? 0 : boxes.height + spacing)
        readonly property real between: Math.max(Theme.px(page.low ? 8 : 16), Theme.millimetres(3))
        readonly property real keyHeight: Math.max(Theme.millimetres(20), Math.min(
            Theme.px(130), (page.room - others - 3 * between) / 4))

        spacing: page.gap

        Row {
            id: ways
            width: parent.width
            visible: page.byCode
            spacing: page.gap

            Panel {
                width: (parent.width - parent.spacing) / 2
                height: without.height
                visible: page.session.scanner && !page.low
                Accessible.role: Accessible.StaticText
                Accessible.name: scanWords.text

                Icon {
                    id: scanMark
                    name: "scan"
                    size: Theme.px(72)
                    x: Theme.px(page.large ? 20 : 40)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    id: scanWords
                    anchors.left: scanMark.right
                    anchors.leftMargin: Theme.px(page.large ? 16 : 32)
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(16)
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Hold din QR-kode hen til læseren")
                    drawn: 34
                    heavy: true
                    Accessible.ignored: true
                }
            }
            Touchable {
                id: without
                width: page.session.scanner && !page.low ? (parent.width - parent.spacing) / 2 : parent.width
                height: page.low ? Theme.millimetres(20)
                                 : Math.max(Theme.px(150), Math.max(words.implicitHeight, scanWords.implicitHeight) + Theme.px(32))
                spoken: words.text
                onActivated: page.entry.find_without_code()

                Panel {
                    anchors.fill: parent
                    color: without.down ? Theme.pressed : Theme.card
                    border.color: Theme.outline
                }
                Icon {
                    id: mark
                    name: "calendar"
                    size: Theme.px(page.low ? 40 : 72)
                    x: Theme.px(page.large ? 20 : 40)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    id: words
                    anchors.left: mark.right
                    anchors.leftMargin: Theme.px(page.large ? 16 : 32)
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(16)
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Jeg har ingen kode: find min tid")
                    drawn: 34
                    heavy: true
                    Accessible.ignored: true
                }
            }
        }

        CodeBoxes {
            id: boxes
            visible: !page.low
            width: parent.width
            entry: page.entry
        }

        Grid {
            id: pad
            anchors.horizontalCenter: parent.horizontalCenter
            width: page.byCode ? parent.width : parent.width * 0.66
            columns: page.byCode ? 6 : 3
            spacing: area.between

            Repeater {
                model: page.signs.split("")

                PadKey {
                    id: key

                    required property string modelData
                    required property int index

                    // The last digit, 0, stands in the middle of its row.
                    readonly property bool alone: !page.byCode && index === 9

                    sign: modelData
                    width: (pad.width + pad.spacing) / pad.columns - pad.spacing
                    height: area.keyHeight
                    transform: Translate { x: key.alone ? key.width + pad.spacing : 0 }
                    onActivated: page.entry.type(sign)
                }
            }
        }

        Row {
            id: actions

            readonly property real tall: Math.max(Theme.px(page.low ? 46 : 120), Theme.millimetres(20))

            width: parent.width
            spacing: page.gap

            ActionButton {
                width: (actions.width - 2 * actions.spacing) * 0.26
                implicitHeight: actions.tall
                text: qsTr("Tilbage")
                drawn: page.low ? 28 : page.large ? 34 : 40
                onActivated: page.session.back()
            }
            ActionButton {
                width: (actions.width - 2 * actions.spacing) * 0.24
                implicitHeight: actions.tall
                text: qsTr("Slet")
                drawn: page.low ? 28 : page.large ? 34 : 40
                enabled: page.entry.typed !== ""
                quietMs: 200
                onActivated: page.entry.erase()
            }
            ActionButton {
                width: (actions.width - 2 * actions.spacing) * 0.5
                implicitHeight: actions.tall
                text: page.session.busy === "" ? qsTr("Fortsæt") : qsTr("Et øjeblik …")
                drawn: page.low ? 28 : page.large ? 34 : 40
                primary: true
                enabled: page.entry.valid && page.session.busy === ""
                onActivated: page.session.enter()
            }
        }
    }
}
