"""How many cards are left, in figures and in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.gui.i18n import number, tr, trn
from keystep.gui.learn.cards.ratings import interval_words
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.services.cards import Queue


class Counts(QWidget):
    """Those new to the learner, those that come back today, and those due."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        bare(row, 24)
        self._new, self._again, self._due = _Figure(), _Figure(), _Figure()
        for part in (self._new, self._again, self._due):
            row.addWidget(part)

    def show_counts(self, queue: Queue, left: int) -> None:
        """``left`` of the queue's cards are asked for."""
        new = sum(practice.progress is None for practice in queue.cards[:left])
        self._new.say(new, tr("new"))
        self._again.say(len(queue.waiting), tr("again today"))
        self._due.say(left - new, trn("card due", "cards due", left - new))


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        bare(row, 6)
        self._figure, self._unit = label("", "title18"), label("", "caption", "ink2")
        row.addWidget(self._figure)
        row.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, figure: int, unit: str) -> None:
        self._figure.setText(number(figure))
        self._unit.setText(unit)
        self.setVisible(figure > 0)


def backlog_words(queue: Queue) -> str:
    """ "24 now; 160 more over the next 6 days": what is put off, and until when."""
    now, later = number(len(queue.cards)), number(queue.later)
    if queue.days == 1:
        return tr("{now} now; {later} more tomorrow", now=now, later=later)
    days = number(queue.days)
    return tr("{now} now; {later} more over the next {days} days", now=now, later=later, days=days)


def waiting_words(queue: Queue, at: datetime) -> str:
    """What comes back today, and when the first of it does; "" where nothing does."""
    if not queue.waiting:
        return ""
    soon = interval_words(queue.waiting[0].due - at)
    return trn(
        "1 card comes back today, in {soon}.",
        "{n} cards come back today, the first in {soon}.",
        len(queue.waiting),
        soon=soon,
    )
