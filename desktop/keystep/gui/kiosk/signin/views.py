"""The people, or what is opened over them for a moment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.languages import Languages
from keystep.gui.kiosk.signin.registering import Registering
from keystep.gui.kiosk.signin.who import Who
from keystep.gui.pages import from_start
from keystep.settings import KioskRules

ROOMY, CONTROLS = 800, 346
"""Drawn pixels: from when on everything is as drawn; and what a keypad needs at least."""


class Views(QStackedWidget):
    """``who`` is below; ``over`` is what hides it now, and is deleted as soon as it is closed."""

    def __init__(self, rules: KioskRules) -> None:
        super().__init__()
        self.rules = rules
        self.who = Who()
        self.over: Registering | Languages | None = None
        self.addWidget(self.who)

    def open(self, made: Registering | Languages) -> None:
        """Show something over the people, instead of what was shown there."""
        self.close_over()
        self.over = made
        made.left.connect(self.close_over)
        self.addWidget(made)
        self.setCurrentWidget(made)
        self.fit()
        made.begin()

    def close_over(self) -> None:
        """Only the people are shown."""
        made, self.over = self.over, None
        if made is not None:
            self.removeWidget(made)
            made.hide()
            made.deleteLater()
            self.who.begin()

    def begin(self) -> None:
        """The keyboard starts at what is shown."""
        (self.over or self.who).begin()

    def fit(self) -> None:
        """Lay out what is shown for the room that there is."""
        roomy = self.height() >= px(ROOMY) and not self.rules.low
        above, below = px(8), px(60) if roomy else px(14)
        height = self.height() - above - below
        lift = self._out_of_reach(above, height)
        beside = 0 if is_upright(self) else lift
        self.who.arrange(beside, left=self.rules.hand == "left", roomy=roomy)
        from_start(self.who.columns, px(72), above, px(72), below)
        if self.over is not None:
            lower = max(lift - self.over.arrange(height, lift), 0)
            from_start(self.over.column, px(72), above + lower, px(72), below)

    def minimumSizeHint(self) -> QSize:
        """It fits into whatever room the keyboard on the screen leaves."""
        return QSize(px(600), px(240))

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _out_of_reach(self, above: int, height: int) -> int:
        """How much of the page lies above the middle of the screen, where that matters."""
        if not self.rules.low:
            return 0
        top = self.mapTo(self.window(), QPoint(0, above)).y()
        return max(min(self.window().height() // 2 - top, height - px(CONTROLS)), 0)
