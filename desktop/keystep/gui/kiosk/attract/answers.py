"""The answers to the question of the day. What is given here is told, and kept nowhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from keystep.domain.interactions import MultipleResponse
from keystep.domain.kiosk.invitations import Asked
from keystep.domain.responses import Choice
from keystep.gui.i18n import tr
from keystep.gui.kiosk.attract.answer import Answer
from keystep.gui.kiosk.attract.poster import Told
from keystep.gui.kiosk.parts import wide_button
from keystep.gui.kiosk.scale import px
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.learn.steps.verdict import verdict_title, whole_kind
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.answer_row import Verdict

_GAP, _EDGE = 16, 10
"""As drawn."""


class Answers(QWidget):
    """``touched`` whenever something was pressed, ``told`` what checking said of all of it.

    Its gaps belong to it: who misses an answer by a little has not asked for anything else.
    """

    touched = Signal()
    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._rows: dict[int, Answer] = {}
        self._check: QPushButton | None = None
        self._grid = QGridLayout(self)
        bare(self._grid)
        self._columns = 1

    @property
    def is_open(self) -> bool:
        """Whether a question waits for its answer."""
        return self._asked is not None and self.isVisible()

    @property
    def rows(self) -> tuple[Answer, ...]:
        """In the order in which they are shown."""
        return tuple(self._rows.values())

    @property
    def check(self) -> QPushButton | None:
        """What checks several answers; None where the touch of one answers, or one was given."""
        return self._check

    def ask(self, asked: Asked, *, beside: bool) -> None:
        """Show the answers; ``beside``: two and two beside each other."""
        self.clear()
        self._asked, self._columns = asked, 2 if beside else 1
        several = isinstance(asked.asks, MultipleResponse)
        for n in asked.order:
            row = self._rows[n] = Answer(asked.asks.options[n].text, several=several)
            row.clicked.connect(partial(self._press, n))
        if several:
            self._check = wide_button("", "attract", on_click=self._answer)
            self._check.setProperty("ownFocus", True)
            self._say_check()
        self._lay()

    def clear(self) -> None:
        """Nothing is asked any more."""
        self._asked, self._check, self._rows = None, None, {}
        empty(self._grid)

    def arrange(self) -> None:
        self._grid.setSpacing(px(_GAP))
        self._grid.setContentsMargins(0, px(_EDGE), 0, px(_EDGE))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.touched.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _lay(self) -> None:
        self._grid.setRowStretch(0, 1)
        for at, row in enumerate(self._rows.values()):
            self._grid.addWidget(row, 1 + at // self._columns, at % self._columns)
        below = 1 + -(-len(self._rows) // self._columns)
        if self._check is not None:
            self._grid.addWidget(self._check, below, 0, 1, self._columns)
        for n in range(1, 8):
            self._grid.setRowStretch(n, 1 if n == below + 1 else 0)

    def _press(self, option: int, _checked: bool = False) -> None:
        self.touched.emit()
        if self._check is None:
            self._tell(Choice((option,)))
        else:
            self._say_check()

    def _say_check(self) -> None:
        """A button that cannot be pressed says what is missing."""
        chosen = any(row.isChecked() for row in self._rows.values())
        if self._check is not None:
            self._check.setEnabled(chosen)
            buttons.say(self._check, tr("Check") if chosen else tr("Choose at least one"))

    def _answer(self) -> None:
        self.touched.emit()
        self._tell(Choice(tuple(n for n, row in sorted(self._rows.items()) if row.isChecked())))

    def _tell(self, given: Choice) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        if self._check is not None:
            self._check.hide()
            self._check = None
        grade = asked.item.grade(given)
        for n, row in self._rows.items():
            feedback = asked.asks.options[n].feedback
            row.show_verdict(Verdict(VERDICTS[grade.verdicts[n]], feedback))
        self._fit(given)
        title = verdict_title(asked.item, grade)
        self.told.emit(Told(whole_kind(grade), title, asked.item.feedback))

    def _fit(self, given: Choice) -> None:
        """Where there is no room for every reason, what was chosen keeps its own, or none does."""
        for kept in (given.options, ()):
            if self._wanted() <= self.height():
                return
            for n, row in self._rows.items():
                if n not in kept and row.verdict is not None:
                    row.show_verdict(Verdict(row.verdict.kind))

    def _wanted(self) -> int:
        """The height of all rows."""
        wide = (self.width() - px(_GAP) * (self._columns - 1)) // self._columns
        heights = [row.heightForWidth(wide) + px(_GAP) for row in self._rows.values()]
        rows = (heights[n : n + self._columns] for n in range(0, len(heights), self._columns))
        return sum(map(max, rows)) - px(_GAP) + 2 * px(_EDGE)
