import QtQuick

// A white card with a thin line around it.
Rectangle {
    color: Theme.card
    radius: Theme.px(24)
    border.width: Math.max(1, Theme.px(3))
    border.color: Theme.line
}
