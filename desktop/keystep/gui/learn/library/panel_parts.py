"""What stands around the results: the line, the filters, the keys, and what to do without a hit."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import fonts
from keystep.gui.confined import is_confined
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.library.filters import FilterRow
from keystep.gui.learn.library.query_line import QueryLine
from keystep.gui.learn.voice.suggest_box import SuggestBox
from keystep.gui.pages import bare, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import IconPicture, key_cap, key_hints
from keystep.gui.widgets.label import ElidedLabel, label

HEAD, LINE, FOOT, PAD = 71, 32, 43, 24


class Why(Enum):
    """Why no hit is shown."""

    NOT_ASKED = auto()
    NOT_READY = auto()
    NOT_FOUND = auto()
    FILTERED = auto()
    ASKED = auto()


WORDS: Mapping[Why, tuple[str, str]] = {
    Why.NOT_ASKED: (
        mark("Look something up"),
        mark("Write a word or two. What you open, and what you bookmark, waits here for you."),
    ),
    Why.NOT_READY: (
        mark("Still reading the lessons"),
        mark("What is found shows up here in a moment."),
    ),
    Why.NOT_FOUND: (
        mark("Nothing on “{query}” yet"),
        mark("Try another word. Or ask for it: the office sees what people look for in vain."),
    ),
    Why.FILTERED: (
        mark("Nothing fits these filters"),
        mark("Take one away to see more, or ask for what is missing."),
    ),
    Why.ASKED: (
        mark("What is missing?"),
        mark("The office sees what you ask for, and who needs it."),
    ),
}


class Head(QWidget):
    """The line that is searched with, and a way out."""

    def __init__(self, line: QueryLine) -> None:
        super().__init__()
        self.leave = button(tr("Close"), "plain")
        fonts.set_role(self.leave, "caption")
        self._key = key_cap(tr("Esc"))
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD + 2, 0, PAD, 0)
        row.setSpacing(0)
        row.addWidget(IconPicture("search", 22, "accent"))
        row.addSpacing(15)
        row.addWidget(line, 1)
        row.addWidget(self.leave)
        row.addWidget(self._key)

    def arrange(self, narrow: bool) -> None:
        self.setFixedHeight(HEAD - LINE + fonts.line_height("query"))
        self._key.setVisible(not narrow and not is_confined())


class Strip(QFrame):
    """What was searched for instead, the filters, and how much was found."""

    def __init__(self, filters: FilterRow) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self._filters = filters
        self._showing = label(tr("Showing"), "caption", "ink2")
        self._instead = ElidedLabel("", "group")
        self._count = ElidedLabel("", "caption", "ink2")
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self._showing)
        said.addWidget(self._instead)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(PAD, 0, PAD, 0)
        self._words = QHBoxLayout()
        self._words.setSpacing(16)
        self._words.addLayout(said)
        self._words.addWidget(self._count)
        self._row.addWidget(filters)
        self._row.addStretch(1)
        self._row.addLayout(self._words)
        self.say("", "")

    def arrange(self, narrow: bool) -> None:
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._row.setSpacing(0 if narrow else 16)
        self.setMinimumHeight(fonts.scaled(48))

    def say(self, shown_as: str, count: str) -> None:
        for part in (self._showing, self._instead):
            part.setVisible(bool(shown_as))
        self._instead.set_text(shown_as)
        self._count.set_text(count)
        self._count.setVisible(bool(count))


class Foot(QWidget):
    """The keys, and a way to ask for what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        bare(hints, 28)
        hints.addWidget(key_hints("[↑]", "[↓]", tr("move")))
        hints.addWidget(key_hints(f"[{tr('Enter')}]", tr("open")))
        hints.addWidget(key_hints(f"[{tr('Ctrl Enter')}]", tr("learn it")))
        hints.addWidget(key_hints(f"[{tr('Ctrl D')}]", tr("bookmark")))
        self.suggest = button(tr("Suggest a topic"), "quiet")
        fonts.set_role(self.suggest, "group")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 0, PAD - 12, 0)
        row.setSpacing(0)
        row.addWidget(self._hints)
        row.addStretch(1)
        row.addWidget(label(tr("Not here?"), "caption", "ink2"))
        row.addWidget(self.suggest)

    def arrange(self, narrow: bool) -> None:
        self.setFixedHeight(max(FOOT, self.suggest.sizeHint().height()))
        self._hints.setVisible(not narrow)


class Wanting(QWidget):
    """Nothing was found, or something else is wanted: say so, and let it be asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._title = label("", "section", wrap=True)
        self._text = label("", "body", "ink2", wrap=True)
        self.box = SuggestBox(desk)
        body = QWidget()
        outer = QVBoxLayout(self)
        bare(outer)
        outer.addWidget(scrolled(body))
        column = QVBoxLayout(body)
        column.setContentsMargins(PAD + 8, 32, PAD + 8, 24)
        column.setSpacing(4)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addSpacing(20)
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def say(self, why: Why, query: str) -> None:
        """Say why there is nothing, and what to do."""
        title, text = WORDS[why]
        self._title.setText(tr(title, query=query))
        self._text.setText(tr(text))
        self.box.setVisible(why in {Why.ASKED, Why.NOT_FOUND, Why.FILTERED})
        self.box.set_query(query)

    def said(self) -> str:
        """What it tells."""
        return f"{self._title.text()} {self._text.text()}"

    def enter(self) -> None:
        self.box.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)
