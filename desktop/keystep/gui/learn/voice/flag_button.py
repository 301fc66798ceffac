"""Saying that something in a lesson is faulty: the flag, then a reason."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from keystep.domain.lesson import Step
from keystep.gui import fonts, icons
from keystep.gui.i18n import is_rtl, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice.flag_panel import FlagPanel
from keystep.services.run import Run
from keystep.services.voice import flags

GAP = 8
"""Between the panel and the window's edges, in pixels."""


class FlagButton(QToolButton):
    """A flag of 40 by 40, filled once the learner has flagged what ``set_step`` named."""

    def __init__(self, desk: Desk, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._run = desk, run
        self._step, self._item = run.lesson.steps[run.step], ""
        self.panel: FlagPanel | None = None
        self.setProperty("kind", "icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        fonts.set_icon_size(self, 20)
        self.clicked.connect(self._open)
        self._show()

    def set_step(self, step: Step, item_id: str = "") -> None:
        """What a flag is about from now on: a step, or one item of it."""
        self._step, self._item = step, item_id
        self._show()

    def _open(self) -> None:
        by_key = self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self.panel = FlagPanel(self._desk, self._run, self._step, self._item, self)
        self.panel.flagged.connect(self._show)
        self.panel.open_at(self._corner(self.panel), by_key=by_key)

    def _corner(self, panel: QWidget) -> QPoint:
        """Below the button, its end edge under the button's, wholly in the window."""
        panel.adjustSize()
        size, window = panel.size(), self.window()
        across = 0 if is_rtl() else self.width() - size.width()
        wanted = self.mapTo(window, QPoint(across, self.height() + 4))
        most = window.size() - size - QSize(GAP, GAP)
        inside = QPoint(
            max(GAP, min(wanted.x(), most.width())), max(GAP, min(wanted.y(), most.height()))
        )
        return window.mapToGlobal(inside)

    def _show(self) -> None:
        told = flags(self._desk.station, self._run, self._step, self._item)
        self.setIcon(icons.icon("flagged" if told else "flag", "accent" if told else "ink2"))
        ask = tr("Say what is wrong with this question")
        if not self._item:
            ask = tr("Say what is wrong on this page")
        name = tr("{ask} (already flagged)", ask=ask) if told else ask
        self.setAccessibleName(name)
        self.setToolTip(name)
