pragma Singleton

import QtQuick

// Colours and sizes of all screens. A size in a drawing times `unit` is a size on this window; a size that is
// physical, such as a touch target, is millimetres times `mm`. FaceWindow keeps both up to date.
QtObject {
    id: theme

    property real unit: 1
    property real mm: 2.5
    property bool contrast: false
    property real textScale: 1
    property real leastCapitals: 0       // of any text, in millimetres, where the panel is read at arm's length (A-04)
    property bool lively: true
    property bool keyboardUsed: false   // a focus ring helps who steers by keys, and puzzles who touches

    readonly property color ink: contrast ? "#FFFFFF" : "#1A1A1A"
    readonly property color ink2: contrast ? "#FFFFFF" : "#454545"
    readonly property color faded: contrast ? "#C8C8C8" : "#6E6E6E"
    readonly property color line: contrast ? "#FFFFFF" : "#DCDCDC"
    readonly property color outline: contrast ? "#FFFFFF" : "#454545"
    readonly property color ground: contrast ? "#000000" : "#F5F5F5"
    readonly property color card: contrast ? "#000000" : "#FFFFFF"
    readonly property color header: contrast ? "#000000" : "#000040"
    readonly property color headerInk: "#FFFFFF"
    readonly property color action: contrast ? "#FFD500" : "#004D99"
    readonly property color actionPressed: contrast ? "#FFF2A8" : "#00336B"
    readonly property color actionInk: contrast ? "#000000" : "#FFFFFF"
    readonly property color link: contrast ? "#FFD500" : "#004D99"
    readonly property color pale: contrast ? "#000000" : "#E2F2FB"
    readonly property color paleInk: contrast ? "#FFD500" : "#004D99"
    readonly property color pressed: contrast ? "#333300" : "#E2F2FB"
    readonly property color good: contrast ? "#FFFFFF" : "#2A6600"
    readonly property color goodGround: contrast ? "#000000" : "#DDF7CE"
    readonly property color goodBar: contrast ? "#FFD500" : "#358000"
    readonly property color warn: "#FEBB30"
    readonly property color warnInk: "#1A1A1A"
    readonly property color warnGround: contrast ? "#000000" : "#FFEECC"
    readonly property color bad: contrast ? "#FFFFFF" : "#990000"
    readonly property color badLine: "#CC0000"
    readonly property color badGround: contrast ? "#000000" : "#FFE0E0"
    readonly property color focus: contrast ? "#FFD500" : "#1A1A1A"

    readonly property string family: "Inter"
    readonly property real capRatio: 0.727       // Inter's capital height in pixels of font size
    readonly property int calm: lively ? 200 : 0 // the one page slide, in milliseconds

    function px(drawn: real): real { return Math.round(drawn * unit) }
    function text(drawn: real): int {
        return Math.max(1, Math.round(textScale * Math.max(drawn * unit, capitals(leastCapitals))))
    }
    function millimetres(length: real): real { return Math.ceil(length * mm) }
    // Font size whose capitals are this many millimetres high.
    function capitals(height: real): int { return Math.ceil(height * mm / capRatio) }
}
