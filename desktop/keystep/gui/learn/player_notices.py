"""What stands above a step: why a lesson is taken, what it is for, what was not saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.player_opener import Opener
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.services.knowing import NotYet
from keystep.services.run import Run

GAP = 20
MOST_MISSED = 3
"""Questions that are named; more would read like a reproach."""


class Notices(QWidget):
    """``known``: “I already know this”, said where the lesson begins."""

    known = Signal()

    def __init__(self, run: Run, *, provable: bool, not_yet: NotYet | None) -> None:
        super().__init__()
        self.opener = Opener(run, provable=provable)
        self.opener.known.connect(self.known)
        self.not_yet = not_yet_callout(not_yet) if not_yet is not None else None
        self._trouble = QVBoxLayout()
        bare(self._trouble)
        column = QVBoxLayout(self)
        bare(column, GAP)
        column.setContentsMargins(0, 0, 0, GAP)
        if self.not_yet is not None:
            column.addWidget(self.not_yet)
        column.addWidget(self.opener)
        column.addLayout(self._trouble)

    def show_start(self, here: bool) -> None:
        """Whether this is where the lesson begins."""
        self.opener.setVisible(here)
        if self.not_yet is not None:
            self.not_yet.setVisible(here)
        self._fold()

    def say_trouble(self, error: KeystepError) -> None:
        """Something is not saved."""
        empty(self._trouble)
        self._trouble.addWidget(Callout("danger", tr("Not saved yet"), tasks.said(error)))
        self._fold()

    def forget_trouble(self) -> None:
        empty(self._trouble)
        self._fold()

    def _fold(self) -> None:
        """Take no room where there is nothing to say."""
        self.setVisible(not self.opener.isHidden() or self._trouble.count() > 0)


def not_yet_callout(not_yet: NotYet) -> Callout:
    """Why the lesson is taken after all, and what to look out for in it."""
    right, total = not_yet.asked - len(not_yet.missed), number(not_yet.asked)
    known = trn("1 of {total} was right.", "{n} of {total} were right.", right, total=total)
    words = tr("{known} Look out for these:", known=known)
    made = Callout("info", tr("This lesson is worth your minutes"), words)
    for item in not_yet.missed[:MOST_MISSED]:
        made.words.addWidget(label(f"\N{BULLET} {item.question}", "body", wrap=True))
    return made
