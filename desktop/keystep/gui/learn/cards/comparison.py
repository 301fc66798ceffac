"""What was typed beside the answer: the letters that differ are marked, and told in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.domain.typed import Heed, Stretch, differences
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare
from keystep.gui.widgets.label import label
from keystep.gui.widgets.marked_text import MarkedText
from keystep.gui.widgets.status import StatusGlyph

TOLD = 3
"""So many differences are told in words; the letters show them all."""
PLACE = "_"
"""Stands for a letter that is missing."""


class Comparison(QWidget):
    """``right`` where it is accepted, perhaps with a slip."""

    def __init__(self, typed: str, answer: str, heeds: Collection[Heed], *, right: bool) -> None:
        super().__init__()
        found = differences(typed, answer, heeds)
        self.words = told_in_words(found)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(_verdict(right=right, slip=bool(self.words)))
        if self.words:
            column.addSpacing(12)
            column.addWidget(label(tr("You typed"), "label", "ink2"))
            column.addWidget(MarkedText(tuple(_typed(found))))
        column.addSpacing(12)
        column.addWidget(label(tr("Answer"), "label", "ink2"))
        column.addWidget(MarkedText(tuple(_wanted(found)), "section"))
        if self.words:
            column.addSpacing(8)
            column.addWidget(label(self.words, "body", "ink2", wrap=True))


def told_in_words(found: Sequence[Stretch]) -> str:
    """ "“e” instead of “o”; “s” is missing": the first differences; "" where there are none."""
    others = [stretch for stretch in found if not stretch.same]
    words = [_in_words(stretch) for stretch in others[:TOLD]]
    if rest := others[TOLD:]:
        words.append(trn("and 1 more", "and {n} more", len(rest)))
    return "; ".join(words)


def _in_words(stretch: Stretch) -> str:
    typed, wanted = (part.strip() or tr("a space") for part in (stretch.typed, stretch.wanted))
    if not stretch.typed:
        return tr("“{wanted}” is missing", wanted=wanted)
    if not stretch.wanted:
        return tr("“{typed}” is too much", typed=typed)
    return tr("“{typed}” instead of “{wanted}”", typed=typed, wanted=wanted)


def _typed(found: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    for stretch in found:
        if stretch.typed:
            yield stretch.typed, "" if stretch.same else "struck"
        else:
            yield PLACE * len(stretch.wanted), "missing"


def _wanted(found: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    for stretch in found:
        if stretch.wanted:
            yield stretch.wanted, "" if stretch.same else "mended"


def _verdict(*, right: bool, slip: bool) -> QWidget:
    kind = "right" if right else "not_this_one"
    words = tr("Right, but for a slip") if right and slip else tr("Right")
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 8)
    row.addWidget(StatusGlyph(kind, 20))
    row.addWidget(label(words if right else tr("Not this one"), "body_strong"), 1)
    return made
