"""What stands beside or below the people: one panel at a time, nothing left of the one before."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.panel import Panel
from keystep.gui.pages import bare

WIDE, HIGH, ANY = 520, 740, 16_777_215
"""As drawn: so wide beside the people, and so high below them, whatever it holds: nothing above it
moves."""


class Side(QWidget):
    """Holds a panel. ``panel`` is None before the first."""

    def __init__(self) -> None:
        super().__init__()
        self.panel: Panel | None = None
        self._lift, self._roomy = 0, True
        self._column = QVBoxLayout(self)
        bare(self._column)

    def lead_to(self, panel: Panel) -> None:
        """Show a panel, and have the keyboard start there."""
        self.show_panel(panel)
        panel.begin()

    def show_panel(self, panel: Panel) -> None:
        """Take the panel in, and delete the one before."""
        before, self.panel = self.panel, panel
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(panel)
        panel.arrange(self._lift, roomy=self._roomy)
        panel.show()

    def arrange(self, lift: int, *, roomy: bool) -> None:
        self._lift, self._roomy = lift, roomy
        upright = is_upright(self)
        least, most = (
            ((0, px(HIGH)), (ANY, px(HIGH))) if upright else ((px(WIDE), 0), (px(WIDE), ANY))
        )
        self.setMinimumSize(*least)
        self.setMaximumSize(*most)
        if self.panel is not None:
            self.panel.arrange(lift, roomy=roomy)
