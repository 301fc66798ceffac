"""Long work: what, how many, how long, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import ElidedLabel, label


class ProgressRow(QWidget):
    """Words above an 8 px bar, Cancel beside it. ``cancelled`` tells; the caller stops the work."""

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(title, "body_strong")
        self._detail = ElidedLabel("", "body", "ink2")
        self._left = label("", "body_figure", "ink2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._cancel = button(tr("Cancel"))
        self._cancel.clicked.connect(self._stop)
        words = QHBoxLayout()
        words.setSpacing(12)
        words.addWidget(self._title)
        words.addWidget(self._detail, 1)
        words.addWidget(self._left)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self.show_progress(0, 0, title)

    def show_progress(
        self, done: int, total: int, title: str, detail: str = "", left: str = ""
    ) -> None:
        """``total`` 0: the end is not known yet, the bar stays empty and still."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done if total else 0)
        self._title.setText(title)
        self._detail.set_text(detail)
        self._left.setText(left)
        self._bar.setAccessibleName(title)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText(tr("Stopping"))
        self.cancelled.emit()
