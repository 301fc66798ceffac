"""What was said of a key result, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.events import Instant
from keystep.domain.okr import CheckIn
from keystep.domain.okr.check_ins import SUREST
from keystep.domain.wording import figure
from keystep.gui.admin.words import local
from keystep.gui.i18n import isolate, lately, number, tr
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.label import ElidedLabel, label

FEW = 3


class CheckInsList(QWidget):
    """The last few; a button shows all."""

    def __init__(self, told: Sequence[CheckIn], now: Instant, title: str) -> None:
        super().__init__()
        self._told, self._now = told, now
        column = QVBoxLayout(self)
        bare(column, 10)
        column.addWidget(label(title, "body_strong"))
        self._rows = QVBoxLayout()
        bare(self._rows, 10)
        column.addLayout(self._rows)
        self._all = button(
            tr("Show all {n}", n=number(len(told))), "quiet", on_click=self._show_all
        )
        self._all.setVisible(len(told) > FEW)
        column.addWidget(self._all)
        self._fill(told[:FEW])

    def _fill(self, told: Sequence[CheckIn]) -> None:
        empty(self._rows)
        for place, said in enumerate(told):
            if place:
                self._rows.addWidget(divider())
            self._rows.addWidget(CheckInWords(said, self._now))

    def _show_all(self) -> None:
        self._all.hide()
        self._fill(self._told)


class CheckInWords(QWidget):
    """When, who, how sure, and the note."""

    def __init__(self, said: CheckIn, now: Instant, title: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        bare(column, 4)
        head = QHBoxLayout()
        head.setSpacing(8)
        sure = tr("{n} of {most}", n=number(said.confidence), most=number(SUREST))
        confident = tr("Confidence {sure}", sure=isolate(sure))
        head.addWidget(label(title or confident, "title18" if title else "group_figure"))
        head.addStretch(1)
        head.addWidget(ElidedLabel(when_and_who(said, now), "caption_figure", "ink2"))
        column.addLayout(head)
        if said.note:
            column.addWidget(label(tr("“{note}”", note=said.note), "body", wrap=True))
        facts = [confident] if title else []
        if said.value is not None:
            facts.append(tr("figure {value}", value=isolate(figure(said.value))))
        if facts:
            column.addWidget(label(" · ".join(facts), "caption_figure", "ink2", wrap=True))


def when_and_who(said: CheckIn, now: Instant) -> str:
    """ "Mon 1 March, Ruth"."""
    when = lately(local(said.at, now), now.local)
    return ", ".join(filter(None, (when, isolate(said.by))))
