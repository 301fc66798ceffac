"""What somebody says, in one line above the work of a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui.i18n import tr
from keystep.gui.pages import announce, bare
from keystep.gui.widgets import buttons, paint
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.status import StatusGlyph

GAP, GLYPH = 12, 20
BEFORE, AFTER, WAY_SIDES = 16, 6, 34
"""Pixels before and after what stands in the line, and around a way's words."""


class NoteLine(QFrame):
    """``title`` and ``text`` with one way, ``word``, which does ``act``.

    Where they do not fit into the line the way first is to read them: they unfold below it.
    ``folds`` off: what is cut need not be read before ``act``, which shows it itself.
    """

    def __init__(
        self, title: str, text: str, word: str, act: Callable[[], None], *, folds: bool = True
    ) -> None:
        super().__init__()
        self._said, self._word, self._act, self._folds = (title, text), word, act, folds
        self._open = False
        self.setProperty("kind", "callout")
        self.setProperty("tone", "info")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._title, self._text = ElidedLabel(title, "body_strong"), ElidedLabel(text, "caption")
        self._line, self._whole = QWidget(), QWidget()
        self.way = button(word, on_click=self._go)
        self.way.setAccessibleDescription(title)
        self._build()

    @property
    def is_cut(self) -> bool:
        """Whether the line holds less than what is said."""
        title, text = self._title.sizeHint().width(), self._text.sizeHint().width()
        needed = title + (GAP + text if self._said[1] else 0)
        return self._folds and not self._open and needed > self._room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # the text size changed
            self._arrange()
        return done

    def _build(self) -> None:
        line, whole = QHBoxLayout(self._line), QVBoxLayout(self._whole)
        bare(line, GAP)
        line.addWidget(self._title)
        line.addWidget(self._text, 1)
        bare(whole)
        whole.addWidget(label(self._said[0], "body_strong", wrap=True))
        if self._said[1]:
            whole.addWidget(label(self._said[1], "body", wrap=True))
        whole.setContentsMargins(0, 8, 0, 8)
        self._whole.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(AFTER, AFTER, AFTER, AFTER)
        row.setSpacing(GAP)
        row.addSpacing(BEFORE - AFTER)  # margins do not turn with the reading direction
        row.addWidget(StatusGlyph("info", GLYPH), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._line, 1)
        row.addWidget(self._whole, 1)
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignVCenter)

    def _arrange(self) -> None:
        """The title comes whole before the text begins."""
        room, title = self._room(), self._title.sizeHint().width()
        self._title.setFixedWidth(max(0, min(title, room)))
        self._text.setVisible(bool(self._said[1]) and room - title > 4 * GAP)
        buttons.say(self.way, tr("Read") if self.is_cut else self._word)

    def _room(self) -> int:
        """For the words of the line, in pixels."""
        words = (tr("Read"), self._word)  # of either, lest one lead to the other and back
        way = int(max(paint.width_of(word, "body_strong") for word in words)) + WAY_SIDES
        return self.width() - BEFORE - AFTER - GLYPH - 2 * GAP - way

    def _go(self) -> None:
        if not self.is_cut:
            self._act()
            return
        self._open = True
        self._line.hide()
        self._whole.show()
        buttons.say(self.way, self._word)
        announce(self, ". ".join(self._said))
