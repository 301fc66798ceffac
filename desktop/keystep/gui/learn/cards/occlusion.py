"""A picture with covered parts: what is under the one with the question mark?"""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QLayout

from keystep.domain.flashcards import Card, Occlusion
from keystep.domain.flashcards import Media as Side
from keystep.gui.i18n import number, percent, tr
from keystep.gui.learn.cards.covered import CoveredPicture
from keystep.gui.learn.cards.face import SHARE, CardFace
from keystep.gui.learn.picture_view import PictureView
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.picture_room import PictureRoom, at_start


class OcclusionFace(CardFace):
    """The answer is shown in its place; without the picture it is said below."""

    def __init__(self, card: Card, media: Media) -> None:
        self.view: PictureView | None = None
        super().__init__(card, media)

    def picture(self, side: Side) -> QLayout:
        bare, asks = self.media.picture(side.picture), cast("Occlusion", self.card.asks)
        if bare is None or side is not self.card.asked:
            return super().picture(side)
        self.view = PictureView(CoveredPicture(bare, asks), side.alt)
        self.view.setAccessibleDescription(f"{side.alt} {_place(asks)}".strip())
        PictureRoom(self.view, bare.natural, lambda high: round(high * SHARE))
        return at_start(self.view)

    def reveal(self) -> None:
        if self.view is None:
            super().reveal()
            return
        cast("CoveredPicture", self.view.picture).is_told = True
        self.view.update()
        self.told = self.view
        self.add_rest()


def _place(asks: Occlusion) -> str:
    """Where the part that is asked for lies, for those who do not see it."""
    mask = asks.masks[asks.asked]
    return tr(
        "Part {n} of {total} is asked for: {x} from the left, {y} from the top.",
        n=number(asks.asked + 1),
        total=number(len(asks.masks)),
        x=percent((mask.x + mask.width / 2) / 1000),
        y=percent((mask.y + mask.height / 2) / 1000),
    )
