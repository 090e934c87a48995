pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Booking a time: what it is about, when, and for whom. Arrows choose, Enter books, Esc goes back.
FocusScope {
    id: page

    required property Counter counter
    readonly property Appointments book: counter.appointments
    readonly property bool settled: book.state === "booked" || book.state === "moved"
    property bool finding: false
    property bool ends: true

    signal closed()

    visible: false

    function open() {
        book.start()
        finding = false
        ends = true
        for (const field of [person, contact, born, topic, words])
            field.text = ""
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
    function enter() {
        if (settled)
            close()
        else
            book.book(person.text, contact.text, born.text, topic.text, ends && counter.guest.present)
    }

    Keys.onEscapePressed: finding ? find() : close()

    Shortcut { sequence: "F3"; autoRepeat: false; enabled: page.visible; onActivated: page.find() }
    Shortcut { sequence: "F4"; autoRepeat: false; enabled: page.visible && place.visible; onActivated: page.book.next_place() }
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

    ListView {
        id: tasks
        anchors { top: heading.bottom; topMargin: Theme.px(8); bottom: parent.bottom; left: parent.left; leftMargin: Theme.px(16) }
        width: page.width * 0.25 - Theme.px(32)
        clip: true
        spacing: Theme.px(8)
        model: page.book.tasks
        delegate: Touchable {
            id: task
            required property string name
            required property string service
            required property int minutes
            required property bool topic
            required property int index
            required property var model
            readonly property string about: model.task
            readonly property bool chosen: about === page.book.task

            width: tasks.width
            height: lines.height + Theme.px(18)
            ringRadius: Theme.px(10)
            spoken: name
            checkable: true
            checked: chosen
            quietMs: 0
            enabled: page.book.moving === ""
            onActivated: {
                page.book.choose_task(about)
                page.finding = false
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
        anchors { top: header.bottom; bottom: parent.bottom; right: side.left }
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
            onEntered: page.enter()
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

    Rectangle {
        id: side
        anchors { top: header.bottom; bottom: parent.bottom; right: parent.right }
        width: page.width * 0.27
        color: Theme.ground

        Column {
            anchors { top: parent.top; left: parent.left; right: parent.right; bottom: action.top; margins: Theme.px(16) }
            spacing: Theme.px(9)

            Label { width: parent.width; text: page.book.when; drawn: 16; heavy: true }
            Label {
                width: parent.width
                text: page.book.moving !== "" ? qsTr("Ny tid til %1").arg(page.book.moving)
                    : qsTr("%1, %2 min").arg(page.book.task_text).arg(page.book.minutes)
                drawn: 14
            }
            DeskButton {
                id: place
                visible: page.book.elsewhere && page.book.moving === "" && !page.settled
                width: parent.width
                height: Theme.px(40)
                text: page.book.place === "" ? qsTr("Sted: her i huset") : qsTr("Sted: skærm i %1").arg(page.book.place)
                key: "F4"
                onActivated: page.book.next_place()
            }
            Column {
                width: parent.width
                spacing: parent.spacing
                visible: page.book.moving === "" && !page.settled
                Field { id: person; width: parent.width; label: qsTr("Initialer eller navn"); onEntered: page.enter() }
                Field { id: contact; width: parent.width; label: qsTr("Mobil eller e-mail (valgfrit)"); longest: 120; onEntered: page.enter() }
                Field { id: born; width: parent.width; label: qsTr("Fødselsdag, dag og måned (valgfrit)"); longest: 6; onEntered: page.enter() }
                Field { id: topic; visible: page.book.topic; width: parent.width; label: qsTr("Emne (valgfrit)"); longest: 400; onEntered: page.enter() }
            }
            Label {
                width: parent.width
                visible: page.book.bring !== ""
                text: qsTr("Medbring: %1").arg(page.book.bring)
                drawn: 14
                color: Theme.ink2
            }
            DeskButton {
                visible: page.counter.guest.present && page.book.moving === "" && !page.settled
                width: parent.width
                height: Theme.px(40)
                text: page.ends ? qsTr("✓ Afslutter %1").arg(Words.number(page.counter.guest.number))
                    : qsTr("%1 bliver ved skranken").arg(Words.number(page.counter.guest.number))
                onActivated: page.ends = !page.ends
            }
            Label {
                width: parent.width
                text: Says.booked(page.book, page.counter)
                drawn: 16
                heavy: true
                color: page.book.state === "refused" || page.book.state === "silent" ? Theme.bad : Theme.good
                Accessible.role: Accessible.AlertMessage
            }
        }
        DeskButton {
            id: action
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.px(16) }
            height: Theme.px(64)
            primary: true
            enabled: page.settled || (page.book.time !== "" && page.book.state !== "asking" && page.counter.online)
            text: page.settled ? qsTr("Luk") : page.book.moving !== "" ? qsTr("Flyt tiden") : qsTr("Bestil og udskriv")
            onActivated: page.enter()
        }
    }
}
