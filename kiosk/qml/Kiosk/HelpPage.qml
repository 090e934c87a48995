pragma ComponentBehavior: Bound

import QtQuick
import Screens

// Somebody is called, and the citizen sees whether they heard it.
KioskPage {
    id: page

    title: qsTr("Hjælp")

    Column {
        width: parent.width
        spacing: Theme.px(page.low ? 24 : 48)

        Icon {
            visible: !page.low && !page.session.comfort.large
            name: page.session.help === "failed" ? "info" : "bell"
            size: Theme.px(140)
            color: Theme.link
        }
        Label {
            width: parent.width
            text: page.session.help === "told" ? qsTr("Personalet har fået besked.")
                : page.session.help === "failed" ? qsTr("Vi kan ikke kalde personalet herfra.")
                : qsTr("Vi kalder på personalet …")
            drawn: page.session.comfort.large ? 48 : 64
            heavy: true
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: page.session.help === "told"
                ? qsTr("Bliv her, så kommer der en og hjælper dig. Du kan også gå hen til skranken.")
                : qsTr("Gå hen til skranken. Der får du hjælp.")
            visible: page.session.help !== "asking"
            drawn: 42
            lineHeight: 1.2
        }
    }

    buttons: ActionButton {
        width: parent.width
        text: qsTr("Tilbage")
        icon: "left"
        onActivated: page.session.back()
    }
}
