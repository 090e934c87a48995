pragma Singleton

import QtQuick

// What all screens say in the same words.
QtObject {
    // A wait as citizens read it: "3–6 min", "nu", "ukendt", "lukket".
    function wait(kind: string, low: int, high: int): string {
        if (kind === "now")
            return qsTr("nu")
        if (kind === "closed")
            return qsTr("lukket")
        if (kind !== "range")
            return qsTr("ukendt")
        if (low === high)
            return qsTr("%1 min").arg(high)
        return qsTr("%1–%2 min").arg(low).arg(high)
    }

    // "K012" on the wire is "K 012" to people.
    function number(wire: string): string {
        return wire.length < 2 ? wire : wire.charAt(0) + "\u00a0" + wire.substring(1)
    }
}
