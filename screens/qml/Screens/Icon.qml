import QtQuick

// One of the house's own line icons, in any colour and size.
Image {
    id: icon

    required property string name
    property color color: Theme.ink
    property real size: Theme.px(48)
    property real stroke: 2

    width: size
    height: size
    sourceSize.width: Math.max(1, size)
    sourceSize.height: Math.max(1, size)
    // "#aarrggbb" or "#rrggbb": an SVG in a data URL needs its # escaped.
    readonly property string paint: "%23" + String(color).slice(-6)
    source: "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='"
        + paint + "' stroke-width='" + stroke + "' stroke-linecap='round' stroke-linejoin='round'>"
        + (Paths.icons[name] ?? "").replace("COLOUR", paint) + "</svg>"
    Accessible.ignored: true
}
