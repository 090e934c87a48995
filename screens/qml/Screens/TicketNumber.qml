import QtQuick

// A ticket's number, "K 012", in figures that cannot be mistaken and never mirrored.
Text {
    required property string number

    text: Words.number(number)
    font.family: Theme.family
    font.weight: Font.Bold
    font.features: ({ "tnum": 1, "zero": 1 })
    color: Theme.ink
    textFormat: Text.PlainText
    LayoutMirroring.enabled: false
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
