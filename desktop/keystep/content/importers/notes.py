"""A note of Anki becomes cards of ours, by what the templates of its type ask and answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from keystep.content.cards import Entry, cards_of
from keystep.content.gap_marks import marked, numbers_of
from keystep.content.importers.collection import Row
from keystep.content.importers.media import MediaNames
from keystep.content.importers.occlusion import MARK, masks_of
from keystep.content.importers.plain import Told, told
from keystep.content.importers.sides import NOTHING, Sides, filled
from keystep.content.importers.templates import Face, Faces
from keystep.content.importers.value import MOST_WORDS, Lost, tags_of
from keystep.domain.flashcards import Card, Flip, Media, Typing

_APART = "\x1f"
_MOST_FIELDS = 500
_LOOK = "?"
"""What a hidden part of a picture is asked with where its author wrote nothing: in any language."""
_FLIP, _TYPED = Flip(), Typing()


class Note(NamedTuple):
    """A note: our id, the skill and the tags of its cards, its fields, and Anki's cards of it."""

    id: str
    skill: str
    tags: tuple[str, ...]
    fields: Sequence[Told]
    rows: Sequence[Row]


class NoteMaker:
    """Makes the cards of one package, and counts what they lose.

    ``made`` are our ids by Anki's.
    """

    def __init__(self, media: MediaNames, lost: Counter[Lost]) -> None:
        self.made: dict[int, str] = {}
        self._sides, self._lost = Sides(media, lost), lost
        self._tags: dict[str, tuple[str, ...]] = {}

    def cards(self, no: str, skill: str, rows: Sequence[Row], kind: Faces) -> list[Card]:
        """Those of the note with this id of ours, which ``rows`` are Anki's cards of."""
        row = rows[0]
        fields = [told(field) for field in row.fields.split(_APART, _MOST_FIELDS)]
        if kind.simple and len(rows) == 1 and (card := self._simple(no, skill, row, kind, fields)):
            return [card]
        note = Note(no, skill, self._tags_of(row.tags), fields, rows)
        if kind.gaps is not None:
            make = self._occlusion if MARK in row.fields else self._cloze
            cards = list(make(note, kind.by_no[0]))
        elif kind.mirrored is not None and [row.no for row in rows] == [0, 1]:
            cards = list(self._reversed(note, kind))
        else:
            made = [self._flipped(note, row, kind.by_no.get(row.no)) for row in rows]
            cards = [card for card in made if card]
        if cards:
            self._count(note, kind)
        if len(cards) < len(rows):
            self._lost[Lost.EMPTY] += len(rows) - len(cards)
        return cards

    def _simple(
        self, no: str, skill: str, row: Row, kind: Faces, fields: Sequence[Told]
    ) -> Card | None:
        """As :meth:`_flipped` where one field of words asks and one answers, as most do; else
        None. Files have so many of these that the general way would take thrice as long."""
        if len(fields) <= max(kind.simple):
            return None
        front, back = fields[kind.simple[0]], fields[kind.simple[1]]
        if not 0 < len(front.text) <= MOST_WORDS or not 0 < len(back.text) <= MOST_WORDS:
            return None
        if front.pictures or front.sounds or back.pictures or back.sounds or row.no:
            return None
        if front.lost or back.lost or kind.lost:
            self._lost.update((*front.lost, *back.lost, *kind.lost))
        self.made[row.card] = no
        tags = self._tags_of(row.tags)
        return Card(id=no, skill=skill, front=front.text, back=back.text, tags=tags)

    def _tags_of(self, written: str) -> tuple[str, ...]:
        if written not in self._tags:
            self._tags[written] = tags_of(written, self._lost)
        return self._tags[written]

    def _count(self, note: Note, kind: Faces) -> None:
        for field in note.fields:
            if field.lost:
                self._lost.update(field.lost)
        if kind.lost and MARK not in note.rows[0].fields:
            self._lost.update(kind.lost)

    def _flipped(self, note: Note, row: Row, face: Face | None) -> Card | None:
        """One side asks, the other answers, perhaps typed."""
        if face is None:
            return None
        asks, answers = (
            filled(face.asks, note.fields),
            filled(face.answers, note.fields),
        )
        cut_at = 1 if face.typed is None else 0
        front = self._sides.side(asks, note.fields)
        back = self._sides.side(answers[:1] if cut_at else (face.typed or 0,), note.fields)
        more = answers[cut_at:]
        if front.is_empty or back.is_empty or not (cut_at or back.text):
            return None
        if len(asks) > 1 or len(more) > 1:
            self._lost[Lost.JOINED] += 1
        no = note.id if row.no == 0 else f"{note.id}-{row.no + 1}"
        self.made[row.card] = no
        return Card(
            id=no,
            skill=note.skill,
            front=front.text,
            back=back.text,
            entry=note.id if len(note.rows) > 1 else "",
            note=self._sides.below(more, note.fields) if more else "",
            tags=note.tags,
            asks=_FLIP if face.typed is None else _TYPED,
            asked=front.media,
            answered=back.media,
        )

    def _reversed(self, note: Note, kind: Faces) -> Iterator[Card]:
        front = self._sides.side(kind.by_no[0].asks, note.fields)
        back = self._sides.side(kind.by_no[1].asks, note.fields)
        if front.is_empty or back.is_empty:
            return iter(())
        more = filled(kind.mirrored or (), note.fields)
        entry = {
            "type": "reversed",
            "front": front.text,
            "back": back.text,
            "note": self._sides.below(more, note.fields),
        }
        for row, card in zip(note.rows, (note.id, f"{note.id}/reversed"), strict=True):
            self.made[row.card] = card
        return self._expanded(note, entry, front.media, back.media)

    def _cloze(self, note: Note, face: Face) -> Iterator[Card]:
        text = self._sides.side(_only(face.gaps), note.fields)
        places = {number: number for number in numbers_of(marked(text.text))}
        extra = self._sides.side(filled((*face.asks, *face.answers), note.fields), note.fields)
        if not self._placed(note, places):
            return iter(())
        entry = {"type": "cloze", "text": text.text, "note": extra.text}
        return self._expanded(note, entry, text.media, extra.media)

    def _occlusion(self, note: Note, face: Face) -> Iterator[Card]:
        rest = (*face.asks, *face.answers)
        drawn = next((n for n in rest if n < len(note.fields) and note.fields[n].pictures), None)
        picture = self._sides.side(_only(drawn), note.fields).media
        found = masks_of(note.rows[0].fields.split(_APART, _MOST_FIELDS)[face.gaps or 0])
        self._lost.update(found.lost)
        places = {number: n for n, number in enumerate(found.numbers, 1)}
        if not picture.picture or not self._placed(note, places):
            return iter(())
        asked, below = (
            filled((n for n in side if n != drawn), note.fields)
            for side in (face.asks, face.answers)
        )
        entry = {
            "type": "occlusion",
            "front": self._sides.side(asked, note.fields).text or _LOOK,
            "note": self._sides.below(below, note.fields),
            "hide": "all" if found.hides_all else "one",
            "masks": found.masks,
        }
        return self._expanded(note, entry, picture, NOTHING)

    def _placed(self, note: Note, places: dict[int, int]) -> bool:
        """Note down which of Anki's cards are which of ours, by number; whether there are any."""
        cards = {
            row.card: f"{note.id}/{places[row.no + 1]}" for row in note.rows if row.no + 1 in places
        }
        self.made |= cards
        return bool(cards)

    def _expanded(self, note: Note, entry: Entry, asked: Media, answered: Media) -> Iterator[Card]:
        sides = {"": asked, "back_": answered}
        media = {
            f"{side}{key}": getattr(shown, key)
            for side, shown in sides.items()
            for key in shown.__struct_fields__
        }
        return cards_of({"id": note.id, "skill": note.skill, "tags": note.tags} | media | entry, {})


def _only(place: int | None) -> tuple[int, ...]:
    return () if place is None else (place,)
