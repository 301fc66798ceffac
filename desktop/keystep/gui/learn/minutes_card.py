"""How long have you got, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.session import LESSONS, MINUTES, TESTS, Candidate, Work
from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.desk import say
from keystep.gui.pages import bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.session_row import SessionItem, SessionRow
from keystep.gui.widgets.states import EmptyState
from keystep.gui.widgets.time_tile import TimeTile

HOLDS: Mapping[int, str] = {
    3: mark("What three minutes hold"),
    5: mark("What five minutes hold"),
    10: mark("What ten minutes hold"),
}
STARTS: Mapping[int, str] = {
    3: mark("Start 3 minutes"),
    5: mark("Start 5 minutes"),
    10: mark("Start 10 minutes"),
}
ICONS: Mapping[Work, str] = {
    Work.CARDS: "cards",
    Work.RESUME: "article",
    Work.LESSON: "paths",
    Work.DELAYED: "clock",
    Work.PROBE: "question",
}


class MinutesCard(Card):
    """How long have you got? ``chosen`` carries the minutes, ``begun`` says: start them.

    ``put_off`` carries a test that the learner does not want to take today.
    """

    chosen = Signal(int)
    begun = Signal()
    put_off = Signal(object)

    def __init__(self) -> None:
        super().__init__(32, 0)
        self.body.addWidget(label(tr("How long have you got?"), "section"))
        self.body.addSpacing(16)
        self._tiles = QButtonGroup(self)
        self._by_minutes: dict[int, TimeTile] = {}
        self.body.addLayout(self._tile_row())
        self._holds = label("", "body_strong")
        self._gap = QWidget()
        self._gap.setFixedHeight(16)
        self.body.addWidget(self._gap)
        self.body.addWidget(self._holds)
        self._rows = QVBoxLayout()
        bare(self._rows)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.body.addSpacing(16)
        self.body.addWidget(self._foot())
        self._session: tuple[Candidate, ...] = ()
        self._tight = False

    def arrange(self, layout: Layout) -> None:
        self.set_padding(layout.main_padding)
        self._tight = layout.tile_height < 92
        self._holds.setVisible(not self._tight and bool(self._session))
        self._gap.setFixedHeight(4 if self._tight else 20)
        self._note.setVisible(not self._tight)
        for tile in self._by_minutes.values():
            tile.set_tile_height(layout.tile_height)
        self._fill()

    def show_session(
        self, minutes: int, session: tuple[Candidate, ...], lines: Mapping[int, str]
    ) -> None:
        """``lines`` says for each tile what its minutes hold."""
        self._session = session
        for minute, line in lines.items():
            tile = self._by_minutes[minute]
            tile.set_line(line)
            tile.setChecked(minute == minutes)
        self._holds.setText(tr(HOLDS[minutes]))
        self._holds.setVisible(not self._tight and bool(session))
        buttons.say(self.start, tr(STARTS[minutes]))
        self._start_row.setVisible(bool(session))
        self._fill()

    def first(self) -> QWidget:
        """What the keyboard starts with: the start, or the minutes while nothing is due."""
        tile = self._tiles.checkedButton()
        return tile if self._start_row.isHidden() and tile else self.start

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for minutes in MINUTES:
            tile = TimeTile(number(minutes), tr("min"), "")
            self._tiles.addButton(tile, minutes)
            self._by_minutes[minutes] = tile
            row.addWidget(tile, 1)
        self._tiles.idClicked.connect(self.chosen)
        return row

    def _foot(self) -> QWidget:
        self._start_row = QWidget()
        row = QHBoxLayout(self._start_row)
        bare(row, 20)
        self.start = button("", "primary", icon_end="next", large=True, on_click=self.begun.emit)
        row.addWidget(self.start)
        self._note = label(
            tr("You can stop any time. Every answer is saved as you give it."),
            "caption",
            "ink2",
            wrap=True,
        )
        self._note.setMaximumWidth(300)
        row.addWidget(self._note, 1)
        row.addStretch(0)
        return self._start_row

    def _fill(self) -> None:
        empty(self._rows)
        for entry in self._session:
            row = SessionRow(session_item(entry), tight=self._tight)
            self._rows.addWidget(row)
            if entry.work in TESTS:
                self._let_wait(row, entry)
        if not self._session:
            self._rows.addWidget(
                EmptyState(
                    "treads",
                    tr("Nothing is due"),
                    tr("You have seen every card that needs you today and finished every lesson."),
                )
            )

    def _let_wait(self, row: SessionRow, entry: Candidate) -> None:
        """A test may wait: it serves others more than the learner."""
        later = button(tr("Not today"), "quiet", on_click=partial(self.put_off.emit, entry))
        later.setAccessibleName(f"{tr('Not today')}, {row.item.title}")
        row.add_way(later)
        self.setTabOrder(self._by_minutes[MINUTES[-1]], later)
        self.setTabOrder(later, self.start)


def session_item(entry: Candidate) -> SessionItem:
    """A piece of the session as its row shows it."""
    return SessionItem(ICONS[entry.work], say(entry.title), say(entry.reason), entry.seconds / 60)


def tile_line(session: tuple[Candidate, ...]) -> str:
    """What some minutes hold, in two or three words."""
    works = {entry.work for entry in session}
    cards, lesson = Work.CARDS in works, works & LESSONS
    if works & TESTS:
        return tr("Questions and more") if cards or lesson else tr("Some questions")
    if cards and lesson:
        return tr("Cards, a lesson")
    if cards:
        return tr("Cards only")
    if Work.RESUME in works and Work.LESSON not in works:
        return tr("The rest of a lesson")
    return tr("A lesson") if lesson else tr("Nothing due")
