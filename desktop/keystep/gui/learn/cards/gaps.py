"""A text with something left out, which then stands in its place."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from keystep.domain.flashcards import Card, Gaps
from keystep.gui.i18n import tr, trn
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.cards.gap import CardGap
from keystep.gui.learn.pictures import Media
from keystep.gui.widgets.label import label
from keystep.gui.widgets.paragraph import Paragraph


class GapsFace(CardFace):
    """Its answer is read where it belongs."""

    def __init__(self, card: Card, media: Media) -> None:
        self._texts: list[tuple[Paragraph, list[str | CardGap]]] = []
        super().__init__(card, media)

    @property
    def gaps(self) -> list[CardGap]:
        """In the order of the text."""
        parts = (part for _, line in self._texts for part in line)
        return [part for part in parts if isinstance(part, CardGap)]

    def ask(self) -> None:
        lines = _lines(cast("Gaps", self.card.asks))
        self._texts = [(Paragraph(line), line) for line in lines]
        self._say()
        asks = trn("What is left out?", "What is left out in {n} places?", len(self.gaps))
        self.column.addWidget(label(asks, "label", "ink2"))
        for text, _ in self._texts:
            self.column.addSpacing(4)
            self.column.addWidget(text)
        self.add_side(self.card.asked)

    def reveal(self) -> None:
        for gap in self.gaps:
            gap.fill()
        self._say()
        self.told = self.gaps[0] if self.gaps else None
        if self.card.note:
            self.column.addSpacing(12)
        self.add_rest()

    def answer(self) -> str:
        words = ", ".join(gap.words for gap in self.gaps)
        return tr("Answer: {text}", text=words or self.card.back)

    def _say(self) -> None:
        """The text as it stands now, for those who do not see it."""
        for text, pieces in self._texts:
            text.setAccessibleName(_said(pieces))


def _lines(asks: Gaps) -> list[list[str | CardGap]]:
    """The text as its author broke it into lines; a gap is never broken."""
    parts: list[str | CardGap] = []
    for piece in asks.pieces:
        if piece.hidden:
            parts.append(CardGap(piece))
        else:
            for n, words in enumerate(piece.text.split("\n")):
                parts += ["\n", words] if n else [words]
    grouped = groupby(parts, key=lambda part: part == "\n")
    return [list(line) for broken, line in grouped if not broken]


def _said(pieces: list[str | CardGap]) -> str:
    words = (piece.accessibleName() if isinstance(piece, CardGap) else piece for piece in pieces)
    return "".join(words).strip()
