pragma Singleton

import QtQuick

// The icons, drawn for a 24 x 24 field in lines of 2.
QtObject {
    readonly property var icons: ({
        "calendar": "M6 5h12a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2zM4 10h16M8 2.5v4M16 2.5v4M8 14h.01M12 14h.01M16 14h.01M8 17.5h.01M12 17.5h.01M16 17.5h.01",
        "clock": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM12 7v5.2l3.2 2",
        "check": "M4.5 12.5l5 5L19.5 7",
        "printer": "M7 8.5V3.5h10v5M7 17H4.5a1.5 1.5 0 0 1-1.5-1.5v-4a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v4a1.5 1.5 0 0 1-1.5 1.5H17M7 13.5h10v7H7zM17.5 11.5h.01",
        "info": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM12 11v5.5M12 7.5h.01",
        "warning": "M12 3.5L22 20.5H2zM12 10v5M12 17.5h.01",
        "right": "M4 12h15M13 6l6 6-6 6",
        "left": "M20 12H5M11 6l-6 6 6 6",
        "down": "M12 4v15M6 13l6 6 6-6",
        "up": "M12 20V5M6 11l6-6 6 6",
        "help": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM9.2 9.3a2.9 2.9 0 1 1 4.4 2.5c-1 .6-1.6 1.2-1.6 2.3M12 17.3h.01",
        "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0M12 5V3",
        "person": "M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0zM4.5 20.5a7.5 7.5 0 0 1 15 0",
        "text": "M2.5 9.5v-2h8v2M6.5 7.5v11M5 18.5h3M12 7V4.5h9.5V7M16.7 4.5v14M15 18.5h3.5",
        "contrast": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0zM12 3a9 9 0 0 1 0 18z",
        "close": "M6 6l12 12M18 6L6 18",
        "pause": "M8.5 5v14M15.5 5v14",
        "undo": "M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11H8",
        "scan": "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8v8M12 8v8M16 8v8",
        "ticket": "M5 3h14v18l-2.3-1.6-2.4 1.6-2.3-1.6-2.3 1.6-2.4-1.6L5 21zM9 8h6M9 12h6"
    })
    // What is filled as well.
    readonly property var fills: ({ "contrast": "M12 3a9 9 0 0 1 0 18z" })
}
