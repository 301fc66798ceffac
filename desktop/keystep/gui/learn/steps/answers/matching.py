"""What belongs together: to each left one of the things that are offered."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLayout, QVBoxLayout

from keystep.domain import interactions
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Placed, Response
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.chips import ABOVE
from keystep.gui.learn.steps.answers.places import numbered
from keystep.gui.learn.steps.answers.placing import Placing
from keystep.gui.learn.steps.answers.told import VERDICTS, Told
from keystep.gui.pages import bare
from keystep.gui.widgets.flow import Columns

HALF = 220


class MatchingAnswer(Placing):
    """Each left with a place beside it, or below where that is too narrow."""

    one_each = True

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        self._asks = cast("interactions.Matching", item.asks)
        lefts = [pair.left for pair in self._asks.pairs]
        super().__init__(item, order, media, self._asks.rights, lefts)

    def board(self) -> QLayout:
        rows = QVBoxLayout()
        bare(rows, 8)
        for n, (pair, place) in enumerate(zip(self._asks.pairs, self.places, strict=True), 1):
            row = Columns(HALF, 16, 4)
            row.addWidget(numbered(n, pair.left, ABOVE + 1))
            row.addWidget(place)
            rows.addLayout(row)
        return rows

    def response(self) -> Response:
        found = {place: thing for thing, place in self.where.items()}
        return Placed(tuple(found.get(n) for n in range(len(self.places))))

    def fill(self, response: Response) -> None:
        places = response.places if isinstance(response, Placed) else ()
        self.put_all((thing, n) for n, thing in enumerate(places) if thing is not None)

    def show_grade(self, grade: Grade) -> None:
        self.freeze()
        for place, pair, verdict in zip(self.places, self._asks.pairs, grade.verdicts, strict=True):
            kind = VERDICTS[verdict]
            belongs = "" if kind == "right" else tr("Belongs here: {thing}", thing=pair.right)
            place.show_verdict(Told(kind, tuple(filter(None, (belongs, pair.feedback)))))
        others = range(len(self._asks.pairs), len(self.chips))
        left_out = [self.chips[n] for n in others if n not in self.where]
        for chip in left_out:
            chip.show_verdict(Told("left_out"))
        self.pool.end(left_out)

    def lies(self, thing: int) -> str:
        words, place = self.chips[thing].text(), self.where.get(thing)
        if place is None:
            return tr("{thing}, with nothing", thing=words)
        return tr("{thing}, with {place}", thing=words, place=self._titles[place])
