"""What scrolls between the player's head and foot: the step, and what stands beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from keystep.gui import fonts
from keystep.gui.learn.player_side import PlayerSide
from keystep.gui.learn.steps.view import Shape, StepView
from keystep.gui.pages import Scroll, bare
from keystep.gui.widgets.layout import NORMAL, Layout


class Stage(Scroll):
    """``notices`` stand above the step. ``language`` is the tag of what is written in it.

    ``painted``: the step is on the screen.
    """

    painted = Signal()

    def __init__(self, notices: QWidget, beside: PlayerSide, language: str) -> None:
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._main = QVBoxLayout()
        bare(self._main)
        self._main.addWidget(notices)
        self._row.addStretch(1)
        self._row.addLayout(self._main, 1000)
        self._row.addWidget(beside)
        self._row.addStretch(1)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addLayout(self._row)
        super().__init__(body)
        self._notices, self._beside, self._layout = notices, beside, NORMAL
        self._direction = QLocale(language).textDirection()
        self._shown: StepView | None = None
        self.viewport().installEventFilter(self)

    def add(self, view: StepView) -> None:
        """Take a view in, out of sight."""
        view.hide()
        view.setLayoutDirection(self._direction)
        if view.side is not None:
            view.side.setLayoutDirection(self._direction)
        view.revealed.connect(self._reveal)
        view.installEventFilter(self)
        self._main.addWidget(view, 1)

    def show_view(self, view: StepView) -> None:
        """Show a view in the place of the one before."""
        if self._shown is not None and self._shown is not view:
            self._shown.hide()
        self._shown = view
        view.show()
        self._place()

    def arrange(self, layout: Layout) -> None:
        self._layout = layout
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Resize and watched is self.viewport():
            self._fit()
        elif kind is QEvent.Type.Paint and watched is self._shown:
            self.painted.emit()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        view, layout = self._shown, self._layout
        if view is None:
            return
        shape, below = view.shape, layout.one_column
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        tight = not layout.roomy
        self._row.setSpacing(24 if tight or below else shape.gap)
        self._row.setStretch(0, 0 if below else 1)
        self._row.setStretch(3, 0 if below else 1)
        for part in (view, self._notices):
            part.setMaximumWidth(fonts.scaled(shape.widest))
        view.arrange(layout)
        side = shape.side * layout.times or layout.player_side
        wide = round(min(side, (300 if tight else 400) * layout.times))
        self._beside.arrange(0 if below else wide)
        self._fit()

    def _fit(self) -> None:
        if self._shown is not None:
            room = self.viewport().size()
            self._set_margins(self._shown.shape, room.width())
            self._shown.fit(QSize(room.width(), room.height()))

    def _set_margins(self, shape: Shape, room: int) -> None:
        """One column is as wide as its step: Qt would find the height of a wider one, and cut."""
        margin = side = self._layout.margin
        top = min(shape.top, 16) if not self._layout.roomy else shape.top
        if self._layout.one_column:
            side = max(margin, (room - fonts.scaled(shape.widest)) // 2)
        self._column.setContentsMargins(side, top, side, 24)

    def _reveal(self, wanted: tuple[QWidget, ...]) -> None:
        """Scroll to what is new, once the layout knows where it lies."""
        QTimer.singleShot(0, self, partial(self._scroll_to, wanted))

    def _scroll_to(self, wanted: tuple[QWidget, ...]) -> None:
        self.settle()
        for widget in wanted:
            if isValid(widget):
                self.ensureWidgetVisible(widget, 0, 24)
