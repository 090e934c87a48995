"""Eyes and fingers of whoever stands or sits at one of our windows."""

from __future__ import annotations

from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.screens.conftest import items, settle


class AtWindow:
    """What can be read and touched at `window`; a subclass says which page it shows."""

    window: QQuickWindow

    @property
    def page(self) -> str:
        raise NotImplementedError

    def draw(self) -> None:
        """Let everything find its place, as before a frame."""
        settle()
        self.window.grabWindow()
        settle()

    def controls(self) -> list[QQuickItem]:
        """Return everything that can be touched."""
        return [i for i in items(self.window.contentItem()) if i.property("spoken") is not None]

    def control(self, name: str) -> QQuickItem:
        """Return the control that is called so, or so and more."""
        found = [c for c in self.controls() if str(c.property("spoken")).startswith(name)]
        assert found, f"nothing to touch is called {name!r} on the page {self.page}"
        return found[0]

    def texts(self) -> list[QQuickItem]:
        """Return every text that is shown."""
        shown = (i for i in items(self.window.contentItem()) if i.property("contentWidth") is not None)
        return [i for i in shown if i.property("text")]

    def reads(self) -> str:
        """Return all that is written on the screen."""
        return "\n".join(str(i.property("text")) for i in self.texts())
