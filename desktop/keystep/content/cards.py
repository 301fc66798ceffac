"""The entries of a deck become cards: one each, or several that are siblings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from keystep.content.document import Document
from keystep.content.gap_marks import asked, marked, numbers_of, pieces_of, words_of
from keystep.domain.flashcards import Card, Gaps, Mask, Media, Occlusion, Typing
from keystep.domain.typed import Heed

Entry = dict[str, Any]
"""An entry of a deck as it is written."""
_SIDES = ("x", "y", "width", "height")
_BACK = "back_"


def compiled_deck(document: Document, media: dict[str, str]) -> Entry:
    """A deck with its cards; ``media`` maps the names of media to those that serve in its
    language."""
    data: Any = document.data
    return {**data, "cards": [card for entry in data["cards"] for card in cards_of(entry, media)]}


def cards_of(entry: Entry, media: dict[str, str]) -> Iterator[Card]:
    """The cards of an entry of any type, in the order of their ids."""
    card = Card(
        id=entry["id"],
        skill=entry["skill"],
        front=entry.get("front", ""),
        back=entry.get("back", ""),
        note=entry.get("note", ""),
        lesson=entry.get("lesson", ""),
        tags=tuple(entry.get("tags", ())),
        asked=_media(entry, "", media),
        answered=_media(entry, _BACK, media),
    )
    return _MADE[entry.get("type", "basic")](card, entry)


def _media(entry: Entry, side: str, media: dict[str, str]) -> Media:
    picture, alt, sound, spoken = (
        entry.get(f"{side}{key}", "") for key in ("picture", "alt", "sound", "spoken")
    )
    return Media(
        picture=media.get(picture, picture),
        alt=alt,
        sound=media.get(sound, sound),
        spoken=spoken,
    )


def _basic(card: Card, _entry: Entry) -> Iterator[Card]:
    yield card


def _reversed(card: Card, _entry: Entry) -> Iterator[Card]:
    yield replace(card, entry=card.id)
    yield replace(
        card,
        id=f"{card.id}/reversed",
        entry=card.id,
        front=card.back,
        back=card.front,
        asked=card.answered,
        answered=card.asked,
    )


def _cloze(card: Card, entry: Entry) -> Iterator[Card]:
    text = marked(entry["text"])
    for number in numbers_of(text):
        pieces = pieces_of(text, number)
        yield replace(
            card,
            id=f"{card.id}/{number}",
            entry=card.id,
            front=asked(pieces),
            back=words_of(text),
            asks=Gaps(pieces=pieces),
        )


def _typed(card: Card, entry: Entry) -> Iterator[Card]:
    typing = Typing(
        accept=tuple(entry.get("accept", ())),
        typos=entry.get("typos", 0),
        heeds=tuple(map(Heed, entry.get("heed", ()))),
    )
    yield replace(card, asks=typing)


def _occlusion(card: Card, entry: Entry) -> Iterator[Card]:
    """Per cent become thousandths."""
    masks = tuple(
        Mask(title=mask["title"], **{side: mask[side] * 10 for side in _SIDES})
        for mask in entry["masks"]
    )
    hides_others = entry.get("hide", "all") == "all"
    for n, mask in enumerate(masks):
        yield replace(
            card,
            id=f"{card.id}/{n + 1}",
            entry=card.id,
            back=mask.title,
            asks=Occlusion(masks=masks, asked=n, hides_others=hides_others),
        )


_MADE: dict[str, Callable[[Card, Entry], Iterator[Card]]] = {
    "basic": _basic,
    "reversed": _reversed,
    "cloze": _cloze,
    "typed": _typed,
    "occlusion": _occlusion,
}
