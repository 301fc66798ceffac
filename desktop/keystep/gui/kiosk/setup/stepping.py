"""A page that leads from step to step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from keystep.gui import tasks
from keystep.gui.i18n import tr
from keystep.gui.kiosk.scale import px
from keystep.gui.kiosk.setup.step import Step
from keystep.gui.learn.pages import Page
from keystep.gui.pages import bare
from keystep.gui.widgets.layout import Layout


class SteppingPage(Page):
    """Shows one ``step`` at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        bare(self._column)
        self.step: Step | None = None

    def enter(self) -> None:
        if self.step is not None:
            self.step.begin()

    def arrange(self, layout: Layout) -> None:
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It fits into whatever room the keyboard on the screen leaves."""
        return QSize(px(600), px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self.step
        if event.key() == Qt.Key.Key_Escape and step is not None and not step.back.isHidden():
            step.left.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        if self.step is not None:
            self.step.arrange(self.height())

    def _show(self, step: Step) -> None:
        before, self.step = self.step, step
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(step)
        step.arrange(self.height())
        step.show()
        step.begin()

    def _work(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        words: str = "",
        *,
        waits: bool = True,
    ) -> None:
        """Off this thread; what comes of it is nobody's news once another step is shown. While the
        step ``waits`` its way on says ``words``."""
        step = self.step
        if step is None:
            return

        def told(value: Any) -> None:
            if self.step is step:
                if waits:
                    step.free()
                done(value)

        def refused(error: Exception) -> None:
            if self.step is step:
                step.refuse(tasks.said(error))

        if waits:
            step.wait(words or tr("One moment"))
        tasks.start(self, work, told, refused)
