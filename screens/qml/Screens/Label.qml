import QtQuick

// Text of the house: wraps, never truncates by itself, takes part in larger text.
Text {
    property real drawn: 34
    property bool heavy: false

    font.family: Theme.family
    font.pixelSize: Theme.text(drawn)
    font.weight: heavy ? Font.DemiBold : Font.Normal
    font.features: ({ "tnum": 1 })
    color: Theme.ink
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
