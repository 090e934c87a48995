import QtQuick
import Screens

// The right side of a booking: when, what, where and for whom, and the button that makes it.
Rectangle {
    id: form

    required property Counter counter
    readonly property Appointments book: counter.appointments
    readonly property bool settled: book.state === "booked" || book.state === "moved"
    property bool ends: true

    signal closed()

    color: Theme.ground

    function open() {
        ends = true
        for (const field of [person, contact, born, topic])
            field.text = ""
    }
    function enter() {
        if (settled)
            closed()
        else
            book.book(person.text, contact.text, born.text, topic.text, ends && counter.guest.present)
    }

    Shortcut { sequence: "F4"; autoRepeat: false; enabled: form.visible && place.visible; onActivated: form.book.next_place() }

    Column {
        anchors { top: parent.top; left: parent.left; right: parent.right; bottom: action.top; margins: Theme.px(16) }
        spacing: Theme.px(9)

        Label { width: parent.width; text: form.book.when; drawn: 16; heavy: true }
        Label {
            width: parent.width
            text: form.book.moving !== "" ? qsTr("Ny tid til %1").arg(form.book.moving)
                : qsTr("%1, %2 min").arg(form.book.task_text).arg(form.book.minutes)
            drawn: 14
        }
        DeskButton {
            id: place
            visible: form.book.elsewhere && form.book.moving === "" && !form.settled
            width: parent.width
            height: Theme.px(52)
            text: form.book.place === "" ? qsTr("Sted: her i huset") : qsTr("Sted: skærm i %1").arg(form.book.place)
            key: "F4"
            onActivated: form.book.next_place()
        }
        Column {
            width: parent.width
            spacing: parent.spacing
            visible: form.book.moving === "" && !form.settled
            Field { id: person; width: parent.width; label: qsTr("Initialer eller navn"); onEntered: form.enter() }
            Field { id: contact; width: parent.width; label: qsTr("Mobil eller e-mail (valgfrit)"); longest: 120; onEntered: form.enter() }
            Field { id: born; width: parent.width; label: qsTr("Fødselsdag, dag og måned (valgfrit)"); longest: 6; onEntered: form.enter() }
            Field { id: topic; visible: form.book.topic; width: parent.width; label: qsTr("Emne (valgfrit)"); longest: 400; onEntered: form.enter() }
        }
        Label {
            width: parent.width
            visible: form.book.bring !== ""
            text: qsTr("Medbring: %1").arg(form.book.bring)
            drawn: 14
            color: Theme.ink2
        }
        DeskButton {
            visible: form.counter.guest.present && form.book.moving === "" && !form.settled
            width: parent.width
            height: Theme.px(40)
            text: form.ends ? qsTr("✓ Afslutter %1").arg(Words.number(form.counter.guest.number))
                : qsTr("%1 bliver ved skranken").arg(Words.number(form.counter.guest.number))
            onActivated: form.ends = !form.ends
        }
        Label {
            width: parent.width
            text: Says.booked(form.book, form.counter)
            drawn: 16
            heavy: true
            color: form.book.state === "refused" || form.book.state === "silent" ? Theme.bad : Theme.good
            Accessible.role: Accessible.AlertMessage
        }
    }
    DeskButton {
        id: action
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Theme.px(16) }
        height: Theme.px(64)
        primary: true
        enabled: form.settled || (form.book.time !== "" && form.book.state !== "asking" && form.counter.online)
        text: form.settled ? qsTr("Luk") : form.book.moving !== "" ? qsTr("Flyt tiden") : qsTr("Bestil og udskriv")
        onActivated: form.enter()
    }
}
