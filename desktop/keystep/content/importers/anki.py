"""Decks of Anki: notes become entries, by what the templates of their note type ask."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from keystep.content.importers.collection import NoteType, Row, open_collection
from keystep.content.importers.media import MediaNames
from keystep.content.importers.notes import NoteMaker
from keystep.content.importers.package import Package, open_package
from keystep.content.importers.templates import faces
from keystep.content.importers.value import (
    MOST_CARDS,
    Found,
    Lost,
    Past,
    entry_id,
    left_out,
    named_id,
    refused,
)
from keystep.domain.flashcards import Card, Deck
from keystep.domain.words import one_line

ENDINGS = frozenset({".apkg", ".colpkg"})
_MOST_LEVELS = 20


class _Read(NamedTuple):
    """A collection, read whole."""

    kinds: dict[int, NoteType]
    decks: dict[int, tuple[str, ...]]
    rows: list[Row]
    history: list[tuple[int, Past | None]]


def read_anki(file: Path) -> Found:
    """The decks in a package. Raises DeckFileRefused; OSError where it cannot be read."""
    with open_package(file) as package:
        read = _read(file.name, package)
        lost = Counter[Lost]()
        maker = NoteMaker(media := MediaNames(package, lost), lost)
        decks = _decks(read, maker, lost)
    if not decks:
        raise refused(file.name, "there is no card in it")
    outermost = {(*deck.under, deck.title)[0] for deck in decks}
    return Found(
        title=outermost.pop() if len(outermost) == 1 else one_line(file.stem) or "Anki",
        decks=decks,
        left_out=left_out(lost),
        media=media.used,
        history=_history(read.history, maker.made),
    )


def _read(name: str, package: Package) -> _Read:
    data = package.collection()
    try:
        try:
            read = _tables(data, lenient=False)
        except ValueError:
            read = _tables(data, lenient=True)
    except ValueError as error:
        raise refused(name, f"its collection cannot be read ({error})") from error
    if len(read.rows) > MOST_CARDS:
        raise refused(name, f"it has more than {MOST_CARDS:,} cards; export deck by deck")
    return read


def _tables(data: bytearray, *, lenient: bool) -> _Read:
    with open_collection(data, lenient=lenient) as collection:
        return _Read(
            kinds=collection.note_types(),
            decks=collection.decks(),
            rows=list(collection.rows()),
            history=list(collection.history()),
        )


def _decks(read: _Read, maker: NoteMaker, lost: Counter[Lost]) -> tuple[Deck, ...]:
    """By their titles; a note lies in the deck of its first card."""
    kinds = {no: faces(kind) for no, kind in read.kinds.items()}
    decks = {no: _deck(levels) for no, levels in read.decks.items()}
    stray = decks.setdefault(-1, _deck(()))
    lost[Lost.SUSPENDED] += sum(row.suspended == 1 for row in read.rows)
    cards = dict[str, list[Card]]()
    seen = set[str]()
    for _, group in groupby(read.rows, itemgetter(0)):
        rows = list(group)
        row = rows[0]
        no = entry_id(row.guid or str(row.note))
        kind = kinds.get(row.kind)
        if kind is None or not kind.by_no or no in seen:
            lost[Lost.REPEATED if no in seen else Lost.EMPTY] += len(rows)
            continue
        seen.add(no)
        deck = decks.get(row.deck, stray)
        cards.setdefault(deck.id, []).extend(maker.cards(no, deck.id, rows, kind))
    named = {deck.id: deck for deck in decks.values() if cards.get(deck.id)}
    filled = (replace(deck, cards=tuple(cards[no])) for no, deck in named.items())
    return tuple(sorted(filled, key=lambda deck: (*deck.under, deck.title)))


def _deck(levels: tuple[str, ...]) -> Deck:
    """An empty one with these titles."""
    titles = tuple(filter(None, map(one_line, levels)))[:_MOST_LEVELS] or ("Anki",)
    return Deck(id=named_id(titles[-1], *titles), title=titles[-1], cards=(), under=titles[:-1])


def _history(
    told: list[tuple[int, Past | None]], cards: dict[int, str]
) -> dict[str, tuple[Past, ...]]:
    """By our ids; what was forgotten on purpose does not count."""
    history = dict[str, list[Past]]()
    for card, past in told:
        if (ours := cards.get(card)) is None:
            continue
        if past is None:
            history.pop(ours, None)
        else:
            history.setdefault(ours, []).append(past)
    return {card: tuple(reviews) for card, reviews in history.items()}
