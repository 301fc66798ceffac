"""One row of a list that needs a person's eye: state, name, what it means, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.i18n import is_rtl
from keystep.gui.widgets.buttons import say
from keystep.gui.widgets.card import IconPicture, divider
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.status import StatusWord

STATUS_WIDTH, NAME_WIDTH = 116, 196
LEAST_WIDTH, SIDE_BY_SIDE = 200, 600
ANY = 16_777_215


class ListRow(QWidget):
    """State, whose it is, what happened and what follows; more may unfold below.

    ``kind`` is a key of STATUSES, ``word`` what stands there instead of its usual word. ``end`` is
    what stands at the end edge: a button, or that nothing needs doing.
    """

    def __init__(
        self,
        kind: str,
        name: tuple[str, str],
        told: tuple[str, str],
        end: QWidget,
        word: str | None = None,
    ) -> None:
        super().__init__()
        self.setAccessibleName(" · ".join(filter(None, (*name, *told))))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(20, 11, 20, 11)
        self._row.setSpacing(12)
        self._status = StatusWord(kind, word)
        self._name = _two_lines(name, "body_strong", wrap=False)
        self._row.addWidget(self._status)
        self._row.addWidget(self._name)
        self._row.addWidget(_two_lines(told, "body", wrap=True, arrow=bool(told[1])), 1)
        self._row.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(self._row)
        self._stack(narrow=False)

    def minimumSizeHint(self) -> QSize:
        """Far less than side by side: a row that gets no more stacks its parts."""
        return QSize(fonts.scaled(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack(narrow=self.width() < fonts.scaled(SIDE_BY_SIDE))

    def _stack(self, *, narrow: bool) -> None:
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        for part, width in ((self._status, STATUS_WIDTH), (self._name, NAME_WIDTH)):
            part.setMinimumWidth(0 if narrow else fonts.scaled(width))
            part.setMaximumWidth(ANY if narrow else fonts.scaled(width))

    def unfold(self, fold: QPushButton, text: str, words: tuple[str, str]) -> None:
        """``fold`` shows ``text`` and hides it again; ``words`` say which it will do."""
        details = label(text, "caption", "ink2", wrap=True)
        details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        part = QWidget()  # a wrapped label has no margins of its own
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(details)
        self.unfold_part(fold, part, words)

    def unfold_part(self, fold: QPushButton, part: QWidget, words: tuple[str, str]) -> None:
        """The same with any ``part``, which stands below the name."""
        indent = 20 + fonts.scaled(STATUS_WIDTH) + 12
        left, right = (20, indent) if is_rtl() else (indent, 20)
        part.setContentsMargins(left, 0, right, 14)
        part.hide()
        self._column.addWidget(part)

        def turn() -> None:
            part.setVisible(part.isHidden())
            say(fold, words[not part.isHidden()])

        fold.clicked.connect(turn)


def lines_between(rows: Sequence[QWidget], column: QVBoxLayout) -> None:
    """Put rows into a column with a line between two."""
    for place, row in enumerate(rows):
        if place:
            column.addWidget(divider())
        column.addWidget(row)


def _two_lines(words: tuple[str, str], role: str, *, wrap: bool, arrow: bool = False) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addStretch(1)
    column.addWidget(label(words[0], role, wrap=True) if wrap else ElidedLabel(words[0], role))
    if words[1]:
        below = QHBoxLayout()
        below.setSpacing(6)
        if arrow:
            below.addWidget(IconPicture("next", 14), 0, Qt.AlignmentFlag.AlignVCenter)
        second = label(words[1], "caption_figure", "ink2", wrap=True)
        below.addWidget(second if wrap else ElidedLabel(words[1], "caption_figure", "ink2"), 1)
        column.addLayout(below)
    column.addStretch(1)
    return made
