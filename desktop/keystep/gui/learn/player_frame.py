"""What stays put around a step: the header and the footer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts, icons
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.steps.view import Foot
from keystep.gui.learn.voice import FlagButton
from keystep.gui.pages import across, bare, empty
from keystep.gui.theme import restyle
from keystep.gui.widgets import buttons, paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import key_hints
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.segments import Segments
from keystep.services.run import Run

HEAD, FOOT, BAR, SHARE = 64, 76, 360, 0.36
BUTTON, LARGE = 40, 48
"""What grows with the text in head and foot; the room around it does not."""
PLACE, BETWEEN = "caption_figure", " · "
ROOM = 48
"""What the head's margin and spacing take at each side, in pixels."""


class PlayerHead(QFrame):
    """Leave, what is saved, the title over its segments, the place, the flag."""

    left = Signal()

    def __init__(self, desk: Desk, run: Run) -> None:
        super().__init__()
        self.setProperty("kind", "head")
        self.setFixedHeight(HEAD - BUTTON + fonts.scaled(BUTTON))
        self.leave = button(tr("Leave"), "plain", icon="leave", on_click=self.left.emit)
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._promise = ElidedLabel("", "caption", "ink2")
        self._title = ElidedLabel("", "body_strong")
        self._whole_place = ""
        self._place = ElidedLabel("", PLACE, "ink2")
        self.segments = Segments(0, 1)
        start = QHBoxLayout()
        start.setSpacing(8)
        start.addWidget(self.leave)
        start.addWidget(self._promise, 1000)
        start.addStretch(1)
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
        self.flag = FlagButton(desk, run)
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addStretch(1)
        end.addWidget(self._place, 1000)
        end.addWidget(self.flag)
        self._grid.addLayout(end, 0, 2)
        for side in (0, 2):
            self._grid.setColumnStretch(side, 1)
            self._grid.setColumnMinimumWidth(side, 120)

    def arrange(self, layout: Layout) -> None:
        restyle(self, kind="foot" if layout.seated else "head")
        self.setFixedHeight(HEAD - BUTTON + fonts.scaled(BUTTON))
        self._grid.setContentsMargins(24 if layout.roomy else 12, 0, 24, 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def say(self, title: str, promise: str, place: str) -> None:
        self._title.set_text(title)
        self._title.setMaximumWidth(self._title.sizeHint().width())
        self._promise.set_text(promise)
        self._whole_place = place
        self._fit()

    def _fit(self) -> None:
        """The promise is shown whole or not at all, the place whole or without what follows it."""
        middle = min(fonts.scaled(BAR), round(self.width() * SHARE))
        self._middle.setFixedWidth(middle)
        room = (self.width() - middle) / 2 - ROOM
        wide = self.leave.sizeHint().width() + self._promise.sizeHint().width()
        self._promise.setVisible(wide <= room)
        place = self._whole_place
        if paint.width_of(place, PLACE) > room - self.flag.sizeHint().width():
            place = place.partition(BETWEEN)[0]
        self._place.set_text(place)
        self._place.setMaximumWidth(self._place.sizeHint().width())


class PlayerFoot(QFrame):
    """Back at the start edge, the primary action at the end edge, the keys beside it; the primary
    action is on the left for the left hand.

    ``skip`` is there where a step can be passed with something left to do on it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.back = button(tr("Back"), icon="back", large=True)
        self.primary = button(tr("Next"), "primary", icon_end="next", large=True)
        self.skip = button(tr("Skip this step"), "quiet", large=True)
        for each in (self.back, self.skip, self.primary):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.primary.setMinimumWidth(160)
        self._hints = QHBoxLayout()
        bare(self._hints, 8)
        self._shown: tuple[str, ...] = ()
        self._keys = True
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setSpacing(24)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addLayout(self._hints)
        row.addWidget(self.skip)
        row.addWidget(self.primary)

    def arrange(self, layout: Layout) -> None:
        self.setFixedHeight(FOOT - LARGE + fonts.scaled(LARGE))
        reading = QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across(mirrored=True) if layout.left_handed else reading)
        self._row.setContentsMargins(layout.margin, 0, layout.margin, 0)
        self._keys = not layout.one_column
        self._show_hints()

    def say(self, foot: Foot, *, back: str, skip: bool) -> None:
        """``back`` words the way back, "" where there is none."""
        self.back.setVisible(bool(back))
        buttons.say(self.back, back)
        self.skip.setVisible(skip)
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
        if self._shown and (self._keys or not any(part.startswith("[") for part in self._shown)):
            self._hints.addWidget(key_hints(*self._shown))
