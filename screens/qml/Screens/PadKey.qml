import QtQuick

// One sign of the pad. A sign may stand twice in a code, so it rests only shortly after a touch.
Touchable {
    id: key

    required property string sign

    spoken: sign
    quietMs: 300
    ringRadius: Theme.px(16)

    Rectangle {
        anchors.fill: parent
        radius: key.ringRadius
        color: key.down ? Theme.pressed : Theme.card
        border.width: Theme.px(4)
        border.color: key.down ? Theme.link : Theme.outline
    }
    Text {
        anchors.centerIn: parent
        text: key.sign
        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: Math.min(Math.round(key.height * 0.62), Theme.text(52))
        font.features: ({ "tnum": 1 })
        color: Theme.ink
        Accessible.ignored: true
    }
}
