"""What the templates of a note type ask and answer: which fields, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from keystep.content.importers.collection import NoteType
from keystep.content.importers.plain import told
from keystep.content.importers.value import Lost

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)


class Face(NamedTuple):
    """One card: indices of fields asked, answered, typed (None: it is not) and with gaps."""

    asks: tuple[int, ...]
    answers: tuple[int, ...]
    typed: int | None = None
    gaps: int | None = None


class Faces(NamedTuple):
    """The cards of a note type.

    ``gaps`` is the field whose gaps make its cards, if it is such a type. ``mirrored`` are the
    fields told with both answers where the second card is the first the other way round. Each
    note loses ``lost``. ``simple`` are the field asked and the one answered where the first card
    has no more than these.
    """

    by_no: dict[int, Face]
    gaps: int | None = None
    mirrored: tuple[int, ...] | None = None
    lost: frozenset[Lost] = frozenset()
    simple: tuple[int, ...] = ()


class _Used(NamedTuple):
    """The fields of a side, by what is done with them."""

    shown: tuple[int, ...]
    hinted: tuple[int, ...]
    typed: int | None
    gaps: int | None
    speaks: bool


def faces(kind: NoteType) -> Faces:
    """What the cards of a note type ask and answer."""
    places = {name: n for n, name in enumerate(kind.fields)}
    by_no = {no: _face(front, back, places) for no, (front, back) in kind.templates.items()}
    lost = frozenset(what for sides in kind.templates.values() for what in _lost(*sides, places))
    if kind.is_cloze and 0 in by_no:
        return Faces(by_no, gaps=by_no[0].gaps, lost=lost)
    return Faces(by_no, mirrored=_mirrored(by_no), lost=lost, simple=_simple(by_no.get(0)))


def _simple(face: Face | None) -> tuple[int, ...]:
    one_each = face is not None and len(face.asks) == len(face.answers) == 1
    return (*face.asks, *face.answers) if face and one_each and face.typed is None else ()


def _mirrored(by_no: dict[int, Face]) -> tuple[int, ...] | None:
    if not {0, 1} <= by_no.keys():
        return None
    first, second = by_no[0], by_no[1]
    both = tuple(n for n in first.answers if n in second.answers)
    turned = (
        tuple(n for n in first.answers if n not in both) == second.asks
        and tuple(n for n in second.answers if n not in both) == first.asks
        and first.asks != second.asks
    )
    is_typed = first.typed is not None or second.typed is not None
    return both if turned and not is_typed else None


def _face(front: str, back: str, places: dict[str, int]) -> Face:
    asked, answered = _used(front, places), _used(back, places)
    asks = tuple(n for n in asked.shown if n != asked.gaps)
    told_later = dict.fromkeys((*answered.shown, *asked.hinted, *answered.hinted))
    answers = tuple(n for n in told_later if n not in asks and n not in (asked.typed, asked.gaps))
    return Face(asks, answers, asked.typed, asked.gaps)


def _lost(front: str, back: str, places: dict[str, int]) -> Iterator[Lost]:
    used = (_used(front, places), _used(back, places))
    if any(one.speaks for one in used):
        yield Lost.SPEECH
    if any(one.hinted for one in used):
        yield Lost.HINT
    if any(_SCRIPT.search(side) for side in (front, back)):
        yield Lost.SCRIPT
    if any(_says_more(side) for side in (front, back)):
        yield Lost.WORDS


def _used(side: str, places: dict[str, int]) -> _Used:
    shown, hinted = dict[int, None](), dict[int, None]()
    typed = gaps = None
    speaks = False
    for mark in _MARK.findall(side):
        if mark[:1] in {"#", "^", "/", "!"}:
            continue
        *filters, name = (part.strip() for part in mark.split(":"))
        place = places.get(name)
        if place is None:
            speaks |= any(one.startswith("tts") for one in filters)
        elif "cloze" in filters or any(one.startswith("cloze-") for one in filters):
            gaps = place
        elif "type" in filters:
            typed = place
        elif any(one.startswith("tts") for one in filters):
            speaks = True
        elif "hint" in filters:
            hinted[place] = None
        else:
            shown[place] = None
    return _Used(tuple(shown), tuple(hinted), typed, gaps, speaks)


def _says_more(side: str) -> bool:
    """Whether a template has words of its own."""
    return any(letter.isalnum() for letter in told(_MARK.sub("", side)).text)
