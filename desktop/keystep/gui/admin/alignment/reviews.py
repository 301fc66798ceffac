"""The review of the cycle: who looked through their side, and who has not yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.alignment import Alignment, Reviewer
from keystep.domain.events import Instant
from keystep.gui.admin.alignment.words import SIDES
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import number, tr, trn
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card, divider
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.status import StatusWord


class ReviewCard(Card):
    """``signed`` carries the reviewer who looked through everything."""

    signed = Signal(object)

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=8)
        self._head = QVBoxLayout()
        self._rows = QVBoxLayout()
        for part in (self._head, self._rows):
            bare(part, 8)
            self.body.addLayout(part)

    def show_reviews(self, found: Alignment, now: Instant) -> None:
        """Show who has signed and who has not."""
        empty(self._head)
        empty(self._rows)
        if found.cycle is None:
            self._head.addWidget(label(tr("Reviews"), "title18"))
            told = tr("Once there is a cycle, its owners sign here that they looked.")
            self._head.addWidget(label(told, "body", "ink2", wrap=True))
            return
        self._head.addWidget(label(tr("Reviews, {cycle}", cycle=found.cycle.title), "title18"))
        done = sum(who.signed is not None for who in found.reviewers)
        every = number(len(found.reviewers))
        told = tr("{n} of {all} owners signed off", n=number(done), all=every)
        self._head.addWidget(label(told, "caption", "ink2", wrap=True))
        for place, who in enumerate(found.reviewers):
            if place:
                self._rows.addWidget(divider())
            self._rows.addLayout(self._row(who, now))

    def _row(self, who: Reviewer, now: Instant) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        bare(row, 12)
        bare(words)
        left = trn("1 open", "{n} open", who.left)
        words.addWidget(ElidedLabel(who.owner, "body_strong"))
        words.addWidget(ElidedLabel(f"{tr(SIDES[who.side])} · {left}", "caption", "ink2"))
        row.addLayout(words, 1)
        row.addWidget(self._end(who, now), 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _end(self, who: Reviewer, now: Instant) -> QWidget:
        if who.signed is not None:
            return StatusWord("right", today_or_day(who.signed.at, now), "group")
        sign = button(tr("Sign off"), on_click=partial(self.signed.emit, who))
        sign.setAccessibleDescription(f"{who.owner}, {tr(SIDES[who.side])}")
        return sign
