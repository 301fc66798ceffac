"""The face of a card, by what it asks."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.flashcards import Flip, Gaps, Occlusion, Typing
from keystep.gui.learn.cards.face import CardFace
from keystep.gui.learn.cards.gaps import GapsFace
from keystep.gui.learn.cards.occlusion import OcclusionFace
from keystep.gui.learn.cards.typed import TypedFace
from keystep.gui.learn.pictures import Media
from keystep.services.cards import Practice
from keystep.services.shelf import Shelf

FACES: Mapping[type, type[CardFace]] = {
    Flip: CardFace,
    Gaps: GapsFace,
    Typing: TypedFace,
    Occlusion: OcclusionFace,
}


def make_face(shelf: Shelf, practice: Practice) -> CardFace:
    """A face that shows the question of a card."""
    card = practice.card
    return FACES[type(card.asks)](card, Media(shelf, practice.pack))
