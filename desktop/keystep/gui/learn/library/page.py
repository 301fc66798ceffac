"""The library: every lesson by its pack, for those who would rather browse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.library import Hit
from keystep.errors import KeystepError
from keystep.gui import fonts, tasks
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.filters import FilterRow
from keystep.gui.learn.library.hit_list import HitList
from keystep.gui.learn.library.search_field import SearchField
from keystep.gui.learn.library.shelves import Shelves
from keystep.gui.learn.pages import Page, PageHead
from keystep.gui.learn.voice.suggest_box import SuggestBox
from keystep.gui.pages import bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.states import EmptyState

WIDEST = 960


class LibraryPage(Page):
    """``opened`` carries pack, lesson and step; ``searched`` what is to be searched for, or ""."""

    opened = Signal(str, str, str)
    searched = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._shelves = Shelves(desk)
        self.head = PageHead(tr("Library"))
        self.search = SearchField()
        self.filters = FilterRow()
        self.hits = HitList(tr("Lessons"))
        self.hits.at_once, self.hits.keeps = True, True
        self.ask = button(tr("Suggest a topic"), "quiet", on_click=self._turn_box)
        self.box = SuggestBox(desk)
        self._build()
        self.search.clicked.connect(lambda: self.searched.emit(""))
        self.filters.changed.connect(self._fill)
        self.hits.opened.connect(self._open)
        self.hits.learnt.connect(self._learn)
        self.hits.marked.connect(self._mark)
        self.hits.aimed.connect(partial(self._look_ahead, self.expected))
        self.hits.held.connect(partial(self._look_ahead, self.pressed))

    def arrange(self, layout: Layout) -> None:
        self.head.arrange(layout)
        self.search.arrange(layout)
        top = 28 if layout.roomy else 12
        self._body.setMaximumWidth(fonts.scaled(WIDEST) + 80)
        self._column.setContentsMargins(layout.margin, top, layout.margin, 16)
        self._column.setSpacing(16 if layout.roomy else 8)

    def enter(self) -> None:
        self.hits.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self._shelves.refresh()
        self.filters.offer(self._shelves.choices())
        self._fill()

    def _build(self) -> None:
        self.head.end.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        limits = QHBoxLayout()
        limits.addWidget(self.filters)
        limits.addStretch(1)
        limits.addWidget(self.ask)
        self._nothing = EmptyState(
            "library",
            tr("No lesson fits"),
            tr("Take a filter away, or suggest what there should be a lesson about."),
        )
        self._troubles = QVBoxLayout()
        bare(self._troubles)
        card = Card(0, 0)
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self.hits, 1)
        self._card = card
        self.box.hide()
        self._body = body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.addWidget(self.head)
        self._column.addLayout(limits)
        self._column.addWidget(self.box)
        self._column.addLayout(self._troubles)
        self._column.addWidget(card, 1)
        self._column.addWidget(self._nothing)
        outer = QHBoxLayout(self)
        bare(outer)
        outer.addWidget(body, 1000)
        outer.addStretch(1)

    def _fill(self) -> None:
        rows = self._shelves.browse(self.filters.wanted())
        self.hits.show_rows(rows)
        self._card.setVisible(bool(rows))
        self._nothing.setVisible(not rows)

    def _open(self, hit: Hit) -> None:
        if not hit.lesson:
            self.searched.emit(hit.title)
            return
        self._shelves.open("", None, hit)
        self.opened.emit(hit.pack, hit.lesson, hit.step)

    def _look_ahead(self, tell: SignalInstance, hit: Hit) -> None:
        if hit.lesson:
            tell.emit(hit.pack, hit.lesson, hit.step)

    def _learn(self, hit: Hit) -> None:
        if hit.lesson:
            self._shelves.open("", None, hit)
            self.opened.emit(hit.pack, hit.lesson, "")

    def _mark(self, hit: Hit) -> None:
        empty(self._troubles)
        try:
            self._shelves.turn_bookmark(hit)
        except KeystepError as error:
            told = Callout("danger", tr("Not saved yet"), tasks.said(error), small=True)
            self._troubles.addWidget(told)
            return
        self.hits.remark(self._shelves.marked)

    def _turn_box(self) -> None:
        self.box.setVisible(self.box.isHidden())
        if self.box.isVisible():
            self.box.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
