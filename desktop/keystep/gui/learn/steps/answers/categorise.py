"""Things to sort into bins."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLayout

from keystep.domain import interactions
from keystep.domain.quiz import Item
from keystep.domain.responses import Grade, Placed, Response
from keystep.gui.i18n import tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers.placing import Placing
from keystep.gui.learn.steps.answers.told import VERDICTS, Told
from keystep.gui.widgets.flow import Columns

BIN = 160


class CategoriseAnswer(Placing):
    """The bins side by side, as far as they fit."""

    def __init__(self, item: Item, order: tuple[int, ...], media: Media) -> None:
        self._asks = cast("interactions.Categorise", item.asks)
        things = [thing.text for thing in self._asks.things]
        super().__init__(item, order, media, things, [each.title for each in self._asks.bins])

    def board(self) -> QLayout:
        bins = Columns(BIN, 12, 12)
        for place in self.places:
            bins.addWidget(place)
        return bins

    def response(self) -> Response:
        return Placed(tuple(self.where.get(n) for n in range(len(self.chips))))

    def fill(self, response: Response) -> None:
        places = response.places if isinstance(response, Placed) else ()
        self.put_all((n, place) for n, place in enumerate(places) if place is not None)

    def show_grade(self, grade: Grade) -> None:
        self.freeze()
        homes = [each.title for each in self._asks.bins for _ in each.things]
        told = zip(self.chips, self._asks.things, homes, grade.verdicts, strict=True)
        for chip, thing, home, verdict in told:
            kind = VERDICTS[verdict]
            belongs = "" if kind == "right" else tr("Belongs to: {place}", place=home)
            chip.show_verdict(Told(kind, tuple(filter(None, (belongs, thing.feedback)))))
        self.pool.end([chip for n, chip in enumerate(self.chips) if n not in self.where])

    def lies(self, thing: int) -> str:
        words, place = self.chips[thing].text(), self.where.get(thing)
        if place is None:
            return tr("{thing}, in no bin", thing=words)
        return tr("{thing}, in {place}", thing=words, place=self._titles[place])
