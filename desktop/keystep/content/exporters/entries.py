"""Cards become the entries again that they were made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from keystep.content.cards import Entry
from keystep.domain.flashcards import Card, Flip, Gaps, Media, Occlusion, Piece, Typing

_REVERSED = "/reversed"
_SIDES = ("x", "y", "width", "height")


class _Span(NamedTuple):
    """Part of a text that the cards with ``numbers`` ask for."""

    begin: int
    end: int
    numbers: tuple[int, ...]
    hint: str


def entries_of(cards: Iterable[Card]) -> Iterator[Entry]:
    """In the order of their first cards; what is as usual is left out."""
    siblings = dict[str, list[Card]]()
    for card in cards:
        siblings.setdefault(_entry_of(card), []).append(card)
    for no, group in siblings.items():
        entry = {"id": no, **_kind(group), **_shared(group[0])}
        yield {key: value for key, value in entry.items() if value not in ("", (), [])}


def _entry_of(card: Card) -> str:
    """Siblings that no entry makes together have one each."""
    is_alone = isinstance(card.asks, Flip | Typing) and not card.id.endswith(_REVERSED)
    return card.id if is_alone else card.entry


def _kind(group: Sequence[Card]) -> Entry:
    card = group[0]
    match card.asks:
        case Gaps():
            return {"type": "cloze", "text": text_of(group)}
        case Occlusion(masks=masks, hides_others=hides):
            shown = [
                {"title": mask.title, **{side: getattr(mask, side) // 10 for side in _SIDES}}
                for mask in masks
            ]
            hide = "all" if hides else "one"
            return {"type": "occlusion", "front": card.front, "hide": hide, "masks": shown}
        case Typing(accept=accept, typos=typos, heeds=heeds):
            typed: Entry = {"type": "typed", "front": card.front, "back": card.back}
            heed = [one.value for one in heeds]
            return {**typed, "accept": list(accept), "heed": heed, **_if(typos, "typos")}
        case _:
            both = any(one.id.endswith(_REVERSED) for one in group)
            kind = {"type": "reversed"} if both else {}
            return {**kind, "front": card.front, "back": card.back}


def _if(value: int, key: str) -> Entry:
    return {key: value} if value else {}


def _shared(card: Card) -> Entry:
    return {
        "skill": card.skill,
        **_media(card.asked, ""),
        **_media(card.answered, "back_"),
        "note": card.note,
        "lesson": card.lesson,
        "tags": list(card.tags),
    }


def _media(shown: Media, side: str) -> Entry:
    return {f"{side}{key}": getattr(shown, key) for key in shown.__struct_fields__}


def text_of(group: Sequence[Card]) -> str:
    """The text with its gaps marked, from the cards that each ask for some of them."""
    spans = dict[tuple[int, int], _Span]()
    text = ""
    for card in group:
        if isinstance(card.asks, Gaps):
            text = "".join(piece.text for piece in card.asks.pieces)
            number = int(card.id.rpartition("/")[2])
            for begin, piece in _places(card.asks.pieces):
                place = (begin, begin + len(piece.text))
                known = spans.get(place, _Span(*place, (), piece.hint))
                spans[place] = known._replace(numbers=(*known.numbers, number))
    ordered = sorted(spans.values(), key=lambda span: (span.begin, -span.end))
    return _marked(text, ordered, 0, len(text))


def _places(pieces: Iterable[Piece]) -> Iterator[tuple[int, Piece]]:
    at = 0
    for piece in pieces:
        if piece.hidden:
            yield at, piece
        at += len(piece.text)


def _marked(text: str, spans: Sequence[_Span], begin: int, end: int) -> str:
    """The part of a text from ``begin`` to ``end``; of its ``spans`` the outer ones come first."""
    made, at = "", begin
    for n, span in enumerate(spans):
        if span.begin < at:
            continue
        inner = [one for one in spans[n + 1 :] if one.end <= span.end]
        numbers = ",".join(map(str, span.numbers))
        hint = f"::{span.hint}" if span.hint else ""
        inside = _marked(text, inner, span.begin, span.end)
        made += f"{text[at : span.begin]}{{{{c{numbers}::{inside}{hint}}}}}"
        at = span.end
    return made + text[at:end]
