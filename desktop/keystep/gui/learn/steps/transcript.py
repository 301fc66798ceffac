"""What a film or a recording says, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.content.captions import Cue
from keystep.gui import fonts
from keystep.gui.i18n import isolate, tr
from keystep.gui.pages import scrolled
from keystep.gui.theme import theme_of
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card, IconPicture, divider
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import grow_down


class CueRow(QPushButton):
    """A line of the transcript with its time; pressing it jumps there: ``sought`` carries ms."""

    sought = Signal(int)

    def __init__(self, cue: Cue) -> None:
        super().__init__(" ".join(cue.text.split()))
        self.cue = cue
        self._now = False
        self.clicked.connect(self._seek)
        self.setAccessibleName(f"{stamp(cue.start_ms)} {self.text()}")
        self.setAutoDefault(True)
        self.setProperty("focusInset", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grow_down(self)

    def _seek(self) -> None:
        self.sought.emit(self.cue.start_ms)

    def set_now(self, now: bool) -> None:
        if now != self._now:
            self._now = now
            self.update()

    @property
    def is_now(self) -> bool:
        """Whether it is being said."""
        return self._now

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return paint.height_of(self.text(), "body_strong", width - 60 - 12) + 20

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = paint.begin(self), theme_of(self)
        if self._now or self.underMouse():
            ground = theme.color("tint" if self._now else "sunken")
            paint.box(painter, self.rect().toRectF(), ground)
        role, ink = ("body_strong", "ink") if self._now else ("body", "ink")
        line = fonts.line_height("body")
        time = QRectF(12, 10, 46, line)
        figures = "group_figure" if self._now else "caption_figure"
        tone = theme.color("ink" if self._now else "ink2")
        paint.text(painter, self, time, stamp(self.cue.start_ms), figures, color=tone)
        words = QRectF(60, 10, self.width() - 72, self.height() - 20)
        paint.text(painter, self, words, self.text(), role, color=theme.color(ink), wrap=True)


class Transcript(Card):
    """Every cue; the one being said is marked and kept in sight. ``sought`` carries ms."""

    sought = Signal(int)

    def __init__(self, cues: Sequence[Cue], kept: str) -> None:
        super().__init__(0, 0)
        self.rows = [CueRow(cue) for cue in cues]
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 8)
        head.addWidget(label(tr("Transcript"), "title18", wrap=True), 1)
        head.addWidget(label(tr("tap a line to jump"), "caption", "ink2"))
        self.body.addLayout(head)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(2)
        for row in self.rows:
            row.sought.connect(self.sought)
            column.addWidget(row)
        column.addStretch(1)
        self._area = scrolled(lines)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(divider())
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 12)
        foot.setSpacing(12)
        foot.addWidget(IconPicture("tick", 16))
        foot.addWidget(label(kept, "caption", "ink2", wrap=True), 1)
        self.body.addLayout(foot)

    def set_place(self, ms: int) -> Cue | None:
        """Mark the cue that is said at ``ms``; None in between."""
        said = None
        for row in self.rows:
            now = row.cue.start_ms <= ms < row.cue.end_ms
            if now and not row.is_now:
                self._area.ensureWidgetVisible(row, 0, 24)
            row.set_now(now)
            said = row.cue if now else said
        return said


def stamp(ms: int) -> str:
    """65,000 → "1:05"."""
    minutes, seconds = divmod(ms // 1000, 60)
    return isolate(f"{minutes}:{seconds:02}")
