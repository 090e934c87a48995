import QtQuick

// The window of every face: gives Theme its measures from the window's size and the panel's millimetres.
Window {
    id: face

    required property size referenceSize       // pixels of the drawing that the layout follows
    required property size panelMillimetres    // of the panel that the window fills, or stands for

    color: Theme.ground
    title: House.name
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    Binding {
        target: Theme
        property: "unit"
        value: Math.min(face.width / face.referenceSize.width, face.height / face.referenceSize.height)
    }
    Binding {
        target: Theme
        property: "mm"
        value: Math.min(face.width / face.panelMillimetres.width, face.height / face.panelMillimetres.height)
    }
}
