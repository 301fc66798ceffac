"""What a hit says, before it is opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from keystep.content.renderer import render
from keystep.domain.library import Hit, HitKind, Preview
from keystep.errors import KeystepError
from keystep.gui import icons, tasks
from keystep.gui.i18n import minutes, reads_rtl, tr
from keystep.gui.learn.library.points import DotMark, NumberMark, point
from keystep.gui.learn.library.rows import Head, Line, Row
from keystep.gui.learn.library.words import KINDS, OPENS
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.prose import Prose
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets import buttons
from keystep.gui.widgets.buttons import button, icon_button
from keystep.gui.widgets.label import label

PAUSE_MS = 40
"""How long one rests on a row before its words are read: not while one runs down the list."""
MOST = 1_500
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
PAD = 28


class PreviewPane(QFrame):
    """``opened``, ``learnt`` and ``marked`` carry the hit, ``revealed`` the card's hit whose answer
    was looked at, ``more`` the kind of which all are wanted.

    ``words_of`` gives the words of a hit, ``media_of`` the pictures of its pack.
    """

    opened = Signal(object)
    learnt = Signal(object)
    marked = Signal(object)
    revealed = Signal(object)
    more = Signal(object)

    def __init__(
        self, words_of: Callable[[Hit], Preview], media_of: Callable[[Hit], Media]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self._words_of, self._media_of = words_of, media_of
        self._row: Row | None = None
        self._turned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self._kind = _caption("")
        self._title = label("", "section", wrap=True)
        self.bookmark = icon_button("bookmark", tr("Bookmark"), checkable=True, on_click=self._mark)
        self.open = button("", "primary", on_click=self._open)
        self.learn = button("", on_click=lambda: self.learnt.emit(self.hit))
        self._build()
        self.show_row(None)

    @property
    def hit(self) -> Hit | None:
        """The hit that is shown."""
        return self._row.hit if isinstance(self._row, Line) else None

    def show_row(self, row: Row | None) -> None:
        """The hit of a row, what a head stands for, or nothing."""
        same = isinstance(row, Line) and self.hit is not None and row.hit.key == self.hit.key
        self._row = row
        self._turned = self._turned and same
        self._say()
        if not same:
            empty(self._body)
            self._area.verticalScrollBar().setValue(0)
            self._timer.start()

    def turn(self) -> bool:
        """Show the answer of a card; False where nothing is left to show."""
        hit = self.hit
        if hit is None or hit.kind is not HitKind.CARD or self._turned:
            return False
        self._turned = True
        self._timer.stop()
        self._say()
        self._read()
        self.revealed.emit(hit)
        return True

    def set_brief(self, brief: bool) -> None:
        """Keep what can be done with the hit, without its words: there is no room for them."""
        self._words.setVisible(not brief)
        edge = 8 if brief else 20
        self._column.setContentsMargins(PAD - 4, edge, PAD - 4, edge)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._row is not None and not self._body.count():
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _build(self) -> None:
        kind = QHBoxLayout()
        kind.addWidget(self._kind, 1)
        body = QWidget()
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 12, 8, 12)
        self._body.setSpacing(13)
        self._area = scrolled(body)
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        bare(words)
        words.addLayout(kind)
        words.addWidget(self._title)
        words.addWidget(self._area, 1)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        for act in (self.open, self.learn):
            acts.addWidget(act)
        acts.addStretch(1)
        acts.addWidget(self.bookmark)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addWidget(self._words, 1)
        self._column.addLayout(acts)
        self.set_brief(False)

    def _say(self) -> None:
        """Head and buttons of the row."""
        hit, row = self.hit, self._row
        if hit is not None:  # its own direction, whatever the window's is
            self._words.setLayoutDirection(RTL if reads_rtl(hit.title) else LTR)
        self._kind.setText(tr(KINDS[hit.kind]) if hit else "")
        self._title.setText(hit.title if hit else (row.title if isinstance(row, Head) else ""))
        self.bookmark.setVisible(hit is not None)
        self.open.setVisible(row is not None)
        inside = hit is not None and hit.kind is not HitKind.LESSON
        self.learn.setVisible(hit is not None and inside and bool(hit.lesson))
        if isinstance(row, Head):
            buttons.say(self.open, tr("Show all"))
        if hit is None or not isinstance(row, Line):
            return
        self.bookmark.setChecked(row.marked)
        shape = "bookmarked" if row.marked else "bookmark"
        self.bookmark.setIcon(icons.icon(shape, "ink", "accent"))
        self.bookmark.setAccessibleName(
            tr("Take the bookmark away") if row.marked else tr("Bookmark")
        )
        self.bookmark.setToolTip(self.bookmark.accessibleName())
        learn = tr("Learn it, {n}", n=minutes(hit.minutes)) if hit.minutes else tr("Learn it")
        buttons.say(self.open, tr(OPENS[hit.kind]) if hit.kind in OPENS else learn)
        buttons.say(self.learn, learn)
        self.open.setVisible(not (hit.kind is HitKind.CARD and self._turned))

    def _read(self) -> None:
        """The words of the hit, or the count of a head."""
        empty(self._body)
        hit = self.hit
        if hit is not None:
            try:
                self._fill(hit, self._words_of(hit))
            except KeystepError as error:
                self._body.addWidget(label(tasks.said(error), "body", "ink2", wrap=True))
        elif isinstance(self._row, Head):
            self._body.addWidget(label(self._row.count, "body", "ink2"))
        self._body.addStretch(1)

    def _fill(self, hit: Hit, words: Preview) -> None:
        if hit.kind is HitKind.CARD:
            self._fill_card(words.text)
            return
        text = [self._prose(hit, beginning(words.text))] if words.text else []
        is_lesson = hit.kind is HitKind.LESSON
        points = [
            point(DotMark() if is_lesson else NumberMark(n), self._prose(hit, said))
            for n, said in enumerate(words.points, 1)
        ]
        taught = [_caption(tr("What you will learn"))] if is_lesson and points else []
        for part in (*text, *taught, *points) if is_lesson else (*points, *text):
            self._body.addWidget(part)

    def _fill_card(self, answer: str) -> None:
        if self._turned:
            self._body.addWidget(_caption(tr("Answer")))
            self._body.addWidget(label(answer, "title18", wrap=True))
        else:
            asks = tr("Say the answer to yourself, then look.")
            self._body.addWidget(label(asks, "body", "ink2", wrap=True))

    def _prose(self, hit: Hit, text: str) -> Prose:
        made = Prose(render(text), self._media_of(hit), "body")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _open(self) -> None:
        row = self._row
        if isinstance(row, Head):
            self.more.emit(row.more)
        elif not self.turn():
            self.opened.emit(self.hit)

    def _mark(self) -> None:
        self.marked.emit(self.hit)


def _caption(words: str) -> QLabel:
    """Small words at the edge where the hit's own direction starts."""
    made = label(words, "label", "ink2")
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def beginning(text: str) -> str:
    """The first paragraphs of a Markdown text, as many as a glance takes in."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        if kept and sum(map(len, kept)) + len(paragraph) > MOST:
            break
        kept.append(paragraph)
    return "\n\n".join(kept)
