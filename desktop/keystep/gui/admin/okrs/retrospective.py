"""What is to be remembered of a cycle: written before it closes, read ever after."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.okr import Closing, Cycle, Retrospective
from keystep.domain.okr.check_ins import LONGEST_NOTE
from keystep.gui.admin.words import local
from keystep.gui.i18n import full_date, isolate, mark, tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.text_area import TextArea

QUESTIONS = {
    "went_well": mark("What went well"),
    "went_badly": mark("What went badly"),
    "learned": mark("What we do differently"),
}


class WriteRetrospective(Card):
    """``closed`` carries the :class:`Retrospective` with which the cycle is to close."""

    closed = Signal(object)

    def __init__(self, cycle: Cycle, now: Instant) -> None:
        super().__init__(padding=20, spacing=8)
        self.body.addWidget(label(tr("Looking back"), "title18"))
        self.areas = {name: TextArea(tr(words), LONGEST_NOTE) for name, words in QUESTIONS.items()}
        for name, words in QUESTIONS.items():
            named = label(tr(words), "label", "ink2")
            named.setBuddy(self.areas[name])
            self.body.addWidget(named)
            self.body.addWidget(self.areas[name])
        self.body.addWidget(label(_meaning(cycle, now), "caption", "ink2", wrap=True))
        row = QHBoxLayout()
        row.addWidget(button(tr("Close the cycle"), "primary", on_click=self._close))
        row.addStretch(1)
        self.body.addLayout(row)

    def _close(self) -> None:
        said = {name: area.text().strip() for name, area in self.areas.items()}
        self.closed.emit(Retrospective(**said))


class ReadRetrospective(Card):
    """What was written when the cycle closed."""

    def __init__(self, closing: Closing, now: Instant) -> None:
        super().__init__(padding=20, spacing=8)
        self.body.addWidget(label(tr("Looking back"), "title18"))
        day = full_date(local(closing.at, now).date())
        by = tr("Closed on {day} by {name}", day=day, name=isolate(closing.by))
        when = by if closing.by else tr("Closed on {day}", day=day)
        self.body.addWidget(label(when, "caption", "ink2", wrap=True))
        for name, words in QUESTIONS.items():
            self.body.addWidget(_answer(tr(words), getattr(closing.retrospective, name)))


def _answer(question: str, said: str) -> QWidget:
    made = Card(padding=0, spacing=2)
    made.setProperty("kind", "")
    made.body.addWidget(label(question, "label", "ink2"))
    made.body.addWidget(label(said or tr("Nothing was written."), "body", wrap=True))
    return made


def _meaning(cycle: Cycle, now: Instant) -> str:
    if now.local.date() < cycle.end:
        return tr(
            "The cycle runs until {day}. If it closes now its figures stay as they are today. "
            "That can be undone.",
            day=full_date(cycle.end),
        )
    return tr("Once it is closed its figures stay as they are. That can be undone.")
