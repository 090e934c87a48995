pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Booking a time: what it is about, when, and for whom. Arrows choose, Enter books, Esc goes back.
FocusScope {
    id: page

    required property Counter counter
    readonly property Appointments book: counter.appointments
    property bool finding: false

    signal closed()

    visible: false

    function open() {
        book.start()
        finding = false
        form.open()
        words.text = ""
        visible = true
        times.forceActiveFocus()
    }
    function close() {
        visible = false
        closed()
    }
    function find() {
        finding = !finding
        if (finding) {
            words.input.forceActiveFocus()
            book.find(words.text)
        } else {
            times.forceActiveFocus()
        }
    }

    Keys.onEscapePressed: finding ? find() : close()

    Shortcut { sequence: "F3"; autoRepeat: false; enabled: page.visible; onActivated: page.find() }
    Connections {
        target: page.book
        function onChanged() {
            if (page.finding && page.book.moving !== "") {
                page.finding = false
                times.forceActiveFocus()
            }
        }
    }

    Rectangle { anchors.fill: parent; color: Theme.card }
    MouseArea { anchors.fill: parent }
    HeaderBar {
        id: header
        width: parent.width
        implicitHeight: Theme.px(52)
        drawn: 18
        margin: Theme.px(20)
        title: page.counter.guest.present ? qsTr("Bestil tid · %1").arg(Words.number(page.counter.guest.number)) : qsTr("Bestil tid")
        aside: page.counter.name + " · " + House.time
    }

    TaskList {
        id: tasks
        anchors { top: heading.bottom; topMargin: Theme.px(8); bottom: parent.bottom; left: parent.left; leftMargin: Theme.px(16) }
        width: page.width * 0.25 - Theme.px(32)
        book: page.book
        onChosen: page.finding = false
    }
    Label {
        id: heading
        anchors { top: header.bottom; topMargin: Theme.px(16); left: tasks.left }
        width: tasks.width
        text: qsTr("Hvad drejer det sig om?")
        drawn: 15
        heavy: true
    }
    Rectangle { anchors { top: header.bottom; bottom: parent.bottom; right: middle.left } width: 1; color: Theme.line }

    Item {
        id: middle
        anchors { top: header.bottom; bottom: parent.bottom; right: form.left }
        width: page.width * 0.48

        Row {
            id: days
            visible: !page.finding
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.px(16) }
            spacing: Theme.px(8)
            Repeater {
                model: page.book.days
                delegate: Touchable {
                    id: day
                    required property string weekday
                    required property string short
                    required property var model
                    readonly property string date: model.day
                    readonly property bool chosen: date === page.book.day

                    width: (days.width - 4 * days.spacing) / 5
                    height: Theme.px(52)
                    ringRadius: Theme.px(8)
                    spoken: weekday + " " + day.short
                    checkable: true
                    checked: chosen
                    quietMs: 0
                    onActivated: {
                        page.book.choose_day(date)
                        times.forceActiveFocus()
                    }
                    Rectangle {
                        anchors.fill: parent
                        radius: day.ringRadius
                        color: day.chosen ? Theme.ink : Theme.card
                        border.width: Math.max(1, Theme.px(2))
                        border.color: day.chosen ? Theme.ink : Theme.line
                    }
                    Column {
                        anchors.centerIn: parent
                        Label { anchors.horizontalCenter: parent.horizontalCenter; text: day.weekday; drawn: 14; color: day.chosen ? Theme.card : Theme.ink; Accessible.ignored: true }
                        Label { anchors.horizontalCenter: parent.horizontalCenter; text: day.short; drawn: 13; color: day.chosen ? Theme.card : Theme.ink; Accessible.ignored: true }
                    }
                }
            }
        }
        TimeTable {
            id: times
            visible: !page.finding
            anchors { top: days.bottom; left: parent.left; right: parent.right; bottom: hint.top; margins: Theme.px(16) }
            focus: true
            book: page.book
            onEntered: form.enter()
        }
        Label {
            visible: !page.finding && page.book.full
            anchors { top: days.bottom; left: times.left; right: times.right; topMargin: Theme.px(20) }
            text: qsTr("Ingen ledige tider denne dag. Vælg en anden.")
            drawn: 18
            color: Theme.ink2
        }
        Field {
            id: words
            visible: page.finding
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Theme.px(16) }
            label: qsTr("Find en tid: kode, mobil eller e-mail")
            longest: 120
            onEntered: page.book.find(text)
        }
        FoundList {
            visible: page.finding
            anchors { top: words.bottom; left: parent.left; right: parent.right; bottom: hint.top; margins: Theme.px(16) }
            book: page.book
        }
        Label {
            id: hint
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.px(16) }
            text: page.finding ? qsTr("Uden ord findes alle tider den dag. F3 eller Esc går tilbage.")
                : qsTr("Prikker: medarbejdere på vagt. Piletaster vælger, Page Up og Page Down skifter dag, Enter bestiller, F3 finder.")
            drawn: 13
            color: Theme.ink2
        }
    }

    BookingForm {
        id: form
        anchors { top: header.bottom; bottom: parent.bottom; right: parent.right }
        width: page.width * 0.27
        counter: page.counter
        onClosed: page.close()
    }
}
