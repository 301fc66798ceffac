"""How long have you got, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from keystep.domain.assigning import Announcement
from keystep.domain.session import LESSONS, MINUTES, PRACTICES, TESTS, Candidate, Work
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import mark, number, tr
from keystep.gui.learn.desk import say
from keystep.gui.learn.steps.sight import bring_into_sight
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel, label
from keystep.gui.widgets.layout import Layout
from keystep.gui.widgets.session_row import SessionItem, SessionRow, line_up
from keystep.gui.widgets.states import EmptyState
from keystep.gui.widgets.time_tile import TimeTile
from keystep.services.today import Today

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
    Work.MISSED: "refresh",
    Work.WEAK: "objectives",
}

FEW = 3
"""Up to so many pieces stand apart; more close up, so that the start stays in sight."""


class MinutesCard(Card):
    """How long have you got? ``chosen`` carries the minutes, ``begun`` says: start them.

    ``put_off`` carries a piece of the session that the learner does not want today.
    """

    chosen = Signal(int)
    begun = Signal()
    put_off = Signal(object)

    def __init__(self) -> None:
        super().__init__(32, 0)
        self.body.addWidget(label(tr("How long have you got?"), "section"))
        self._focus = ElidedLabel("", "caption", "ink2")
        self._focus.hide()
        self.body.addWidget(self._focus)
        self._airs = (QSpacerItem(0, 16), QSpacerItem(0, 16))
        self.body.addItem(self._airs[0])
        self._tiles = QButtonGroup(self)
        self._by_minutes: dict[int, TimeTile] = {}
        self.body.addLayout(self._tile_row())
        self._holds = label("", "body_strong")
        self._gap = QWidget()
        self._gap.setFixedHeight(16)
        self.body.addWidget(self._gap)
        self.body.addWidget(self._holds)
        self._rows, self._told = QVBoxLayout(), QVBoxLayout()
        for part in (self._rows, self._told):
            bare(part)
            self.body.addLayout(part)
        self.body.addStretch(1)
        self.body.addItem(self._airs[1])
        self.body.addWidget(self._foot())
        self.shown: Today | None = None
        self._low = self._tight = False

    def arrange(self, layout: Layout) -> None:
        self.set_padding(layout.main_padding)
        self._low = layout.low
        for air in self._airs:
            air.changeSize(0, 8 if self._low else 16)
        self._note.setVisible(not self._low)
        for tile in self._by_minutes.values():
            tile.set_tile_height(layout.tile_height)
        self._fill()

    def show_session(self, now: Today) -> None:
        """What the chosen minutes hold, and on each tile what its own do."""
        self.shown, session, minutes = now, now.session, now.minutes
        for minute, tile in self._by_minutes.items():
            tile.set_line(tile_line(now.sessions[minute]))
            tile.setChecked(minute == minutes)
        self._holds.setText(tr(HOLDS[minutes]))
        buttons.say(self.start, tr(STARTS[minutes]))
        self._start_row.setVisible(bool(session))
        self._say_focus(now.office.focus)
        self._fill()
        empty(self._told)

    def _say_focus(self, focus: Announcement | None) -> None:
        """What the office would have learnt in these days: it comes first here."""
        self._focus.setVisible(focus is not None)
        if focus is not None:
            words = tr("Focus now: {title}", title=focus.title)
            self._focus.set_text(f"{words} · {focus.text}" if focus.text else words)

    def tell(self, error: KeystepError) -> None:
        """Say below the session that something was not saved, until another one is shown."""
        empty(self._told)
        title, why = tr("Not saved yet"), tasks.said(error)
        told = Callout("danger", title, why)
        self._told.addSpacing(16)
        self._told.addWidget(told)
        announce(self, f"{title}. {why}")
        bring_into_sight(told)

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
        pieces = len(self.shown.session) if self.shown else 0
        self._tight = self._low or pieces > FEW
        self._holds.setVisible(not self._tight and pieces > 0)
        self._gap.setFixedHeight(4 if self._tight else 20)
        if self.shown is None:
            return
        before: QWidget = self._by_minutes[MINUTES[-1]]
        rows = [SessionRow(session_item(entry), tight=self._tight) for entry in self.shown.session]
        for row, entry in zip(rows, self.shown.session, strict=True):
            self._rows.addWidget(row)
            if way := self._way_around(row, entry):
                self.setTabOrder(before, way)
                before = way
        self.setTabOrder(before, self.start)
        line_up(rows)
        if not self.shown.session:
            self._rows.addWidget(_nothing(self.shown))

    def _way_around(self, row: SessionRow, entry: Candidate) -> QPushButton | None:
        """A test may wait: it serves others more than the learner. Of the rest, what something else
        would take the place of."""
        if self.shown is None or (entry.key not in self.shown.swaps and entry.work not in TESTS):
            return None
        word = tr("Not today") if entry.work in TESTS else tr("Swap")
        way = button(word, "quiet", on_click=partial(self.put_off.emit, entry))
        way.setAccessibleName(f"{word}, {row.item.title}")
        row.add_way(way)
        return way


def _nothing(now: Today) -> EmptyState:
    if now.rests:
        words = tr("What you swapped for something else comes back tomorrow.")
        return EmptyState("treads", tr("That is all for today"), words)
    words = tr("You have seen every card that needs you today and finished every lesson.")
    return EmptyState("treads", tr("Nothing is due"), words)


def session_item(entry: Candidate) -> SessionItem:
    """A piece of the session as its row shows it."""
    return SessionItem(ICONS[entry.work], say(entry.title), say(entry.reason), entry.seconds / 60)


def tile_line(session: tuple[Candidate, ...]) -> str:
    """What some minutes hold, in two or three words."""
    works = {entry.work for entry in session}
    cards, lesson = Work.CARDS in works, works & LESSONS
    if works & (TESTS | PRACTICES):
        return tr("Questions and more") if cards or lesson else tr("Some questions")
    if cards and lesson:
        return tr("Cards, a lesson")
    if cards:
        return tr("Cards only")
    if Work.RESUME in works and Work.LESSON not in works:
        return tr("The rest of a lesson")
    return tr("A lesson") if lesson else tr("Nothing due")
