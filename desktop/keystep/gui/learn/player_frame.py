"""What stays put around a step: the header and the footer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.steps.view import Foot
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import key_hints
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.segments import Segments

HEAD, FOOT, BAR, SHARE = 64, 76, 360, 0.36


class PlayerHead(QFrame):
    """Leave, what is saved, the title over its segments, the place."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "head")
        self.setFixedHeight(max(HEAD, fonts.scaled(HEAD)))
        self.leave = button(tr("Leave"), "plain", icon="leave", on_click=self.left.emit)
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._promise = ElidedLabel("", "caption", "ink2")
        self._title = ElidedLabel("", "body_strong")
        self._place = label("", "caption_figure", "ink2")
        self.segments = Segments(0, 1)
        start = QHBoxLayout()
        start.setSpacing(8)
        start.addWidget(self.leave)
        start.addWidget(self._promise, 1)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        bare(middle, 6)
        middle.addStretch(1)
        self._title_row = QHBoxLayout()
        self._title_row.addStretch(1)
        self._title_row.addWidget(self._title, 1000)
        self._title_row.addStretch(1)
        middle.addLayout(self._title_row)
        middle.addWidget(self.segments)
        middle.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(16)
        self._grid.addLayout(start, 0, 0)
        self._grid.addWidget(self._middle, 0, 1)
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        self._place.setAlignment(trailing)
        self._grid.addWidget(self._place, 0, 2)
        for side in (0, 2):
            self._grid.setColumnStretch(side, 1)
            self._grid.setColumnMinimumWidth(side, 120)

    def arrange(self, layout: Layout) -> None:
        self.setFixedHeight(max(HEAD, fonts.scaled(HEAD)))
        self._grid.setContentsMargins(24 if layout.margin > 24 else 12, 0, 24, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._middle.setFixedWidth(min(fonts.scaled(BAR), round(self.width() * SHARE)))

    def say(self, title: str, promise: str, place: str) -> None:
        self._title.set_text(title)
        self._title.setMaximumWidth(self._title.sizeHint().width())
        self._promise.set_text(promise)
        self._place.setText(place)


class PlayerFoot(QFrame):
    """Back at the start edge, the primary action at the end edge, the keys beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.back = button(tr("Back"), icon="back", large=True)
        self.primary = button(tr("Next"), "primary", icon_end="next", large=True)
        for each in (self.back, self.primary):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.setMinimumWidth(160)
        self._hints = QHBoxLayout()
        bare(self._hints, 8)
        self._shown: tuple[str, ...] = ()
        self._keys = True
        self._row = row = QHBoxLayout(self)
        row.setSpacing(24)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addLayout(self._hints)
        row.addWidget(self.primary)

    def arrange(self, layout: Layout) -> None:
        self.setFixedHeight(max(FOOT, fonts.scaled(FOOT)))
        self._row.setContentsMargins(layout.margin, 0, layout.margin, 0)
        self._keys = not layout.one_column
        self._show_hints()

    def say(self, foot: Foot, *, first: bool) -> None:
        """``first``: there is no page before this one."""
        self.back.setVisible(not first)
        self.primary.setVisible(bool(foot.primary))
        self.primary.setEnabled(foot.enabled)
        buttons.say(self.primary, foot.primary)
        arrow = icons.icon("next", "on_accent") if foot.arrow else QIcon()
        self.primary.setIcon(arrow)
        if foot.hints != self._shown:
            self._shown = foot.hints
            self._show_hints()

    def _show_hints(self) -> None:
        empty(self._hints)
        if self._keys and self._shown:
            self._hints.addWidget(key_hints(*self._shown))
