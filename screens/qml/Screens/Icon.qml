import QtQuick
import QtQuick.Shapes

// One of the house's own line icons, in any colour and size.
Item {
    id: icon

    required property string name
    property color color: Theme.ink
    property real size: Theme.px(48)
    property real stroke: 2

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: 24
        height: 24
        scale: icon.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.stroke
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: Paths.icons[icon.name] ?? "" }
        }
        ShapePath {
            strokeColor: "transparent"
            fillColor: icon.color
            PathSvg { path: Paths.fills[icon.name] ?? "" }
        }
    }
}
