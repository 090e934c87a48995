import QtQuick
import Screens

// Yes or no to a question that cannot be taken back.
Row {
    id: row

    required property Session session
    property string yes: qsTr("Ja, gå ud af køen")
    property string no: qsTr("Nej, bliv i køen")

    spacing: Math.max(Theme.px(28), Theme.millimetres(3))

    ActionButton {
        width: (row.width - row.spacing) / 2
        implicitHeight: Theme.px(150)
        text: row.yes
        onActivated: row.session.leave()
    }
    ActionButton {
        width: (row.width - row.spacing) / 2
        implicitHeight: Theme.px(150)
        text: row.no
        primary: true
        onActivated: row.session.stay()
    }
}
