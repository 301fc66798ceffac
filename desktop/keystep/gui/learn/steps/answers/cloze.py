"""A text with gaps to fill."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.interactions import Cloze, Option, SingleChoice
from keystep.domain.quiz import Item
from keystep.domain.responses import Filled, Grade, PartVerdict, Response, Written
from keystep.gui.i18n import number, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.gaps import ChosenGap, GapView, gap_view
from keystep.gui.learn.steps.answers.told import VERDICTS
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.pages import bare, reveal
from keystep.gui.widgets.label import label
from keystep.gui.widgets.paragraph import Paragraph
from keystep.gui.widgets.status import StatusGlyph, word

_HEARD = 6
"""So many words before a gap are said with it."""


class ClozeAnswer(AnswerView):
    """``gaps`` stand in the lines of the text.

    Enter goes on to the next empty one; where none is left, it is the page's. With Ctrl it always
    is.
    """

    gap = 20

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        super().__init__(item, order, media)
        self._asks = cast("Cloze", item.asks)
        around = self._asks.around
        self.gaps = [gap_view(gap, _name(n, around)) for n, gap in enumerate(self._asks.gaps)]
        pieces = chain.from_iterable(zip_longest(around, self.gaps))
        text = Paragraph([piece for piece in pieces if piece is not None])
        text.setAccessibleName(_said(around))
        self.column.addWidget(text)
        for gap in self.gaps:
            gap.entered.connect(self.changed)
            gap.installEventFilter(self)

    def response(self) -> Response:
        return Filled(tuple(gap.response() for gap in self.gaps))

    def fill(self, response: Response) -> None:
        given = response.gaps if isinstance(response, Filled) else ()
        for gap, one in zip_longest(self.gaps, given[: len(self.gaps)], fillvalue=Written("")):
            cast("GapView", gap).fill(cast("Response", one))

    def show_grade(self, grade: Grade) -> None:
        for gap, verdict in zip(self.gaps, grade.verdicts, strict=True):
            gap.removeEventFilter(self)
            gap.grade(VERDICTS[verdict])
        for kind, option in self._told(grade):
            if option.feedback:
                self.column.addWidget(_note(kind, option))

    def first(self) -> QWidget:
        return next((gap for gap in self.gaps if not gap.is_filled()), self.gaps[0])

    def keys(self) -> tuple[str, ...]:
        return (tr("Next gap with"), f"[{tr('Enter')}]")

    def sent_with(self) -> tuple[str, ...]:
        return super().sent_with() if self._is_full() else (f"[{tr('Ctrl Enter')}]",)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not _is_enter(event):
            return False
        gap = next((gap for gap in self.gaps if gap is watched), None)
        if gap is None or self._is_full():
            return False
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            self._go_on(gap)
        return True

    def _is_full(self) -> bool:
        return all(gap.is_filled() for gap in self.gaps)

    def _go_on(self, gap: GapView) -> None:
        """From a gap to the next that is empty, around the end; an empty list opens first."""
        if isinstance(gap, ChosenGap) and not gap.is_filled():
            gap.showPopup()
            return
        at = self.gaps.index(gap)
        empty = (each for each in (*self.gaps[at + 1 :], *self.gaps[:at]) if not each.is_filled())
        there = next(empty, gap)
        there.setFocus(Qt.FocusReason.TabFocusReason)
        reveal(there)

    def _told(self, grade: Grade) -> Iterator[tuple[str, Option]]:
        """Of each list what was chosen, and what is right where that is another."""
        for gap, view, verdict in zip(self._asks.gaps, self.gaps, grade.verdicts, strict=True):
            if not isinstance(gap.entry, SingleChoice):
                continue
            chosen = cast("ChosenGap", view).currentIndex()
            given = gap.entry.options[chosen : chosen + 1] if chosen >= 0 else ()
            for option in given:
                yield VERDICTS[verdict], option
            for option in gap.entry.options:
                if option.right and option not in given:
                    yield VERDICTS[PartVerdict.MISSED], option


def _is_enter(event: QKeyEvent) -> bool:
    """Whether Enter is pressed, or a shortcut of the page is about to take it; not with Ctrl."""
    if event.type() not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
        return False
    by_itself = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return by_itself and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _name(n: int, around: tuple[str, ...]) -> str:
    """What is said of a gap: its number, and the words that lead to it."""
    words = [word for word in around[n].split() if any(letter.isalnum() for letter in word)]
    before = " ".join(words[-_HEARD:])
    numbers = {"n": number(n + 1), "total": number(len(around) - 1)}
    if not before:
        return tr("Gap {n} of {total}", **numbers)
    return tr("Gap {n} of {total}, after: {words}", words=before, **numbers)


def _said(around: tuple[str, ...]) -> str:
    """The text with the numbers of its gaps, as a screen reader says it."""
    gaps = (tr("gap {n}", n=number(n + 1)) for n in range(len(around) - 1))
    pieces = chain.from_iterable(zip_longest(around, gaps, fillvalue=""))
    return "".join(pieces).strip()


def _note(kind: str, option: Option) -> QWidget:
    made = QWidget()
    row, words = QHBoxLayout(made), QVBoxLayout()
    bare(row, 12)
    bare(words)
    row.addWidget(StatusGlyph(kind, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    words.addWidget(label(f"{option.text}: {word(kind)}", "body_strong", wrap=True))
    words.addWidget(label(option.feedback, "body", "ink2", wrap=True))
    return made
