"""A figure as it is shown: its chart, the same in a table, what it is of, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystep.gui import fonts
from keystep.gui.learn.statistics.chart import Chart
from keystep.gui.learn.statistics.table import Rows, Table
from keystep.gui.widgets import paint
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import WrappedLabel, label

LONGEST = 3
"""So many of the longest words are tried for how many lines they take."""


@dataclass(frozen=True)
class Exhibit:
    """``basis`` says of how many it is, ``summary`` the figure in a sentence.

    Without ``chart`` there is too little of it: ``summary`` then says from when on there is enough.
    ``key`` says how to read the chart, ``note`` what is to be known of the figures.
    """

    title: str
    basis: str
    summary: str
    chart: Callable[[], Chart] | None = None
    head: tuple[str, ...] = ()
    rows: Rows = ()
    key: str = ""
    note: str = ""

    @property
    def described(self) -> str:
        """All its figures in words, for whoever hears them."""
        told = (self._said(row) for row in self.rows)
        return ". ".join((self.summary, *told))

    def _said(self, row: tuple[str, ...]) -> str:
        cells = zip(self.head[1:], row[1:], strict=True)
        return ", ".join((row[0], *(f"{head} {cell}" for head, cell in cells)))


class Readout(WrappedLabel):
    """As high as the longest words that are expected, so that nothing below it moves."""

    def __init__(self, words: str) -> None:
        super().__init__("body")
        self._expected: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(words)
        self.setProperty("colour", "ink")
        fonts.set_role(self, "body")

    def expect(self, words: Sequence[str]) -> None:
        """They may be said here instead."""
        self._expected = tuple(sorted(words, key=len)[-LONGEST:])

    def heightForWidth(self, width: int) -> int:
        expected = self._expected or (self.text(),)
        return max(paint.height_of(words, "body", width) for words in expected)


class ExhibitCard(Card):
    """An exhibit as a chart, or as a table."""

    def __init__(self, exhibit: Exhibit, *, as_table: bool, padding: int) -> None:
        super().__init__(padding, 4)
        self.exhibit = exhibit
        self.setAccessibleName(exhibit.title)
        self._line = Readout(exhibit.summary)
        self.body.addWidget(label(exhibit.title, "title18", wrap=True))
        if exhibit.basis:
            self.body.addWidget(label(exhibit.basis, "caption_figure", "ink2", wrap=True))
        self.body.addSpacing(8)
        if exhibit.chart is not None:
            self.body.addWidget(self._picture(exhibit.chart, as_table=as_table))
            self.body.addSpacing(8)
        self.body.addWidget(self._line)
        for words in ("" if as_table else exhibit.key, exhibit.note):
            if words:
                self.body.addWidget(label(words, "caption", "ink2", wrap=True))
        self.body.addStretch(1)

    def _picture(self, chart: Callable[[], Chart], *, as_table: bool) -> QWidget:
        if as_table:
            return Table(self.exhibit.title, self.exhibit.head, self.exhibit.rows)
        made = chart()
        made.setAccessibleDescription(self.exhibit.described)
        made.told.connect(self._tell)
        self._line.expect((self.exhibit.summary, *made.words))
        return made

    def _tell(self, words: str) -> None:
        """The mark that is looked at; else the whole in a sentence."""
        self._line.setText(words or self.exhibit.summary)
