"""The search itself: a line to write in, what it found, and what each hit says."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from keystep.domain.library import Found, Hit, HitKind, Wanted
from keystep.errors import KeystepError
from keystep.gui import fonts
from keystep.gui.app import note
from keystep.gui.confined import is_confined
from keystep.gui.i18n import tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.filters import FilterRow
from keystep.gui.learn.library.hit_list import HitList
from keystep.gui.learn.library.panel_parts import Foot, Head, Strip, Wanting, Why
from keystep.gui.learn.library.preview import PreviewPane
from keystep.gui.learn.library.query_line import QueryLine
from keystep.gui.learn.library.rows import Row, grouped, said
from keystep.gui.learn.library.searcher import Question, Searcher
from keystep.gui.learn.library.shelves import Shelves
from keystep.gui.learn.library.words import found_line
from keystep.gui.pages import announce, bare
from keystep.gui.widgets.card import divider
from keystep.gui.widgets.layout import Layout

SOME, ALL = 12, 200
"""Hits of a kind that are asked for at first, and where all are wanted."""
HEAD_HIGH, ROW_HIGH = 40, 57
MAX = 16_777_215
RESTS_MS = 250
"""Who goes on writing sooner is not kept waiting by what they will not open."""
READABLE = 200
"""Height from which on a preview below the list is worth its room."""
LOW = 320
"""Height below which a kiosk's keyboard has left room for what is found, and for nothing else."""


class SearchPanel(QFrame):
    """``opened`` carries a hit and whether its whole lesson is wanted; ``closed``: nothing is.
    ``expected`` carries the hit that the search has rested on for a while, or a pointer is on;
    ``held`` the one that is opened as soon as it is let go.

    ``is_ready``: everything on the shelf can be found.
    """

    opened = Signal(object, bool)
    expected = Signal(object)
    held = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kind", "overlay")
        self._shelves = Shelves(desk)
        self._searcher = Searcher(self._shelves.search, self)
        self._searcher.answered.connect(self._show)
        self._asked: Question | None = None
        self._whole: HitKind | None = None
        self._shown: Question | None = None
        self._found: Found | None = None
        self._opens, self.is_ready = False, True
        self._rests = QTimer(self, interval=RESTS_MS, singleShot=True)
        self.line = QueryLine(self._lead)
        self.filters = FilterRow()
        self.hits = HitList(tr("What was found"))
        self.hits.led = True
        self.hits.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.preview = PreviewPane(self._shelves.words_of, self._shelves.media_of)
        self.wanting = Wanting(desk)
        self.head, self.strip, self.foot = Head(self.line), Strip(self.filters), Foot()
        self._build()
        self._connect()

    @property
    def query(self) -> str:
        """What is searched for."""
        return self.line.text().strip()

    @property
    def is_answered(self) -> bool:
        """Whether what is shown is what was found for what is written."""
        return self._shown == self._asked

    def begin(self, query: str = "") -> None:
        """A new search: what was kept and opened last, or what is found for ``query``."""
        self._shelves.refresh()
        self.line.set_query(query)
        self.filters.reset()
        self.filters.offer(self._shelves.choices())
        self.hits.show_rows(())
        self._rewrite()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_ready(self, ready: bool) -> None:
        """Whether everything can be found: from now on there may be more."""
        self.is_ready = ready
        if ready and self._asked is not None:
            self._searcher.ask(self._asked)

    def end(self) -> None:
        """Nothing is opened: what was searched for in vain is told."""
        if self.is_ready:
            self._shelves.give_up(self.query, self._found if self.is_answered else None)
        self._searcher.forget()

    def arrange(self, layout: Layout, room: int) -> None:
        """Wear the layout of the window; ``room`` is the height of the panel in pixels."""
        narrow = layout.one_column
        self.head.arrange(narrow)
        self.strip.arrange(narrow)
        self.foot.arrange(narrow)
        low = is_confined() and room < fonts.scaled(LOW)
        for part in self._around:
            part.setHidden(low)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        around = sum(part.sizeHint().height() for part in self._around) * (not low)
        left = room - self.head.sizeHint().height() - around
        self.preview.set_brief(narrow and left < 2 * fonts.scaled(READABLE))
        tall = narrow and left >= 2 * fonts.scaled(READABLE)
        self._row.setStretch(0, 54 if not narrow or tall else 1)
        self._row.setStretch(2, 46 if not narrow or tall else 0)
        self._between.setMaximumSize(*((MAX, 1) if narrow else (1, MAX)))
        self.hits.at_once = narrow and not tall

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter typed anywhere in the panel goes on writing."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.text().isprintable() and event.text():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.insert(event.text())
            self._rewrite()
        else:
            event.ignore()

    def _build(self) -> None:
        self._between = divider()
        self._between.setMinimumSize(1, 1)
        results = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, results)
        bare(self._row)
        for part, share in ((self.hits, 54), (self._between, 0), (self.preview, 46)):
            self._row.addWidget(part, share)
        self._body = QStackedWidget()
        self._body.addWidget(results)
        self._body.addWidget(self.wanting)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._around = (self.strip, divider(), divider(), self.foot)
        for above in (self.head, divider(), *self._around[:2]):
            column.addWidget(above)
        column.addWidget(self._body, 1)
        for below in self._around[2:]:
            column.addWidget(below)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._rewrite)
        self.filters.changed.connect(self._rewrite)
        self.head.leave.clicked.connect(self.closed)
        self.foot.suggest.clicked.connect(self._suggest)
        self.hits.come_to.connect(self._come_to)
        self.hits.opened.connect(self._open)
        self.hits.aimed.connect(self.expected)
        self.hits.held.connect(self.held)
        self._rests.timeout.connect(self._rest)
        self.hits.more.connect(self._show_all)
        self.preview.opened.connect(self._open)
        self.preview.more.connect(self._show_all)
        self.preview.revealed.connect(self._reveal)
        for part in (self.hits, self.preview):
            part.learnt.connect(self._learn)
            part.marked.connect(self._mark)

    def _lead(self, event: QKeyEvent) -> bool:
        """What a key in the line means to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        held = event.modifiers()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not held & Qt.KeyboardModifier.ControlModifier and not self.is_answered:
            self._opens = True
            return True
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        return not shift and self._body.currentIndex() == 0 and self.hits.press(event)

    def _rewrite(self) -> None:
        self._whole = None
        self._ask()

    def _ask(self) -> None:
        self._opens = False
        wanted = self.filters.wanted()
        if not self.query:
            self._searcher.forget()
            self._asked, self._shown, self._found = None, None, None
            self._show_rows(self._shelves.browse(wanted))
            return
        self._asked = Question(self.query, wanted, ALL if self._whole else SOME)
        self._searcher.ask(self._asked)

    def _show(self, asked: Question, found: Found) -> None:
        self._shown, self._found = asked, found
        groups = len({hit.kind for hit in found.hits})
        high = self.hits.height() - 8 - groups * fonts.scaled(HEAD_HIGH)
        rows = tuple(
            grouped(found, self._shelves.marked, high // fonts.scaled(ROW_HIGH), self._whole)
        )
        self._show_rows(rows, found.shown_as, found_line(found.total))
        announce(self.line, found_line(found.total))
        if self._opens and (hit := self.hits.hit()):
            self._open(hit)

    def _show_rows(self, rows: tuple[Row, ...], shown_as: str = "", count: str = "") -> None:
        self.strip.say(shown_as, count if rows else "")
        self.hits.show_rows(rows)
        self.wanting.say(self._why(), self.query)
        self._body.setCurrentIndex(0 if rows else 1)
        if not rows:
            announce(self.line, self.wanting.said())

    def _why(self) -> Why:
        """Why there is nothing, where there is nothing."""
        if self.query and not self.is_ready:
            return Why.NOT_READY
        if self.filters.wanted() != Wanted():
            return Why.FILTERED
        return Why.NOT_FOUND if self.query else Why.NOT_ASKED

    def _come_to(self, row: Row | None) -> None:
        self._rests.start()
        self.preview.show_row(row)
        self.line.setAccessibleDescription(said(row) if row else "")
        if row and self.isVisible():
            announce(self.line, said(row))

    def _rest(self) -> None:
        if self.isVisible() and (hit := self.hits.hit()):
            self.expected.emit(hit)

    def _open(self, hit: Hit) -> None:
        if hit.kind is HitKind.CARD and (self.preview.turn() or not hit.lesson):
            return
        self._leave_for(hit, whole=False)

    def _learn(self, hit: Hit) -> None:
        if hit.lesson:
            self._leave_for(hit, whole=True)

    def _leave_for(self, hit: Hit, *, whole: bool) -> None:
        self._shelves.open(self.query, self._found, hit)
        self._searcher.forget()
        self.opened.emit(hit, whole)

    def _reveal(self, hit: Hit) -> None:
        self._shelves.open(self.query, self._found, hit)

    def _mark(self, hit: Hit) -> None:
        try:
            self._shelves.turn_bookmark(hit)
        except KeystepError as error:
            note("a bookmark was not saved", error)
        self.hits.remark(self._shelves.marked)

    def _show_all(self, kind: HitKind) -> None:
        self._whole = kind
        self._ask()

    def _suggest(self) -> None:
        self.wanting.say(Why.ASKED, self.query)
        self._body.setCurrentIndex(1)
        self.wanting.enter()
