"""Fronts and backs, as tables and plain texts have them, become decks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from keystep.content.cards import Entry, cards_of
from keystep.content.gap_marks import marked, numbers_of
from keystep.content.importers.value import (
    MOST_CARDS,
    Found,
    Lost,
    cut,
    entry_id,
    left_out,
    named_id,
    refused,
    tags_of,
)
from keystep.domain.flashcards import Card, Deck
from keystep.domain.words import one_line

MOST_BYTES = 64 << 20
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class Pair(NamedTuple):
    """``key`` tells the card whenever it is read again, "" for its front; ``under`` is the deck."""

    front: str
    back: str
    note: str = ""
    tags: str = ""
    key: str = ""
    under: tuple[str, ...] = ()
    both_ways: bool = False


def read_text(file: Path) -> str:
    """A text in the encoding that it seems to have. Raises DeckFileRefused, OSError."""
    if file.stat().st_size > MOST_BYTES:
        raise refused(file.name, "it is too large for a text")
    data = file.read_bytes()
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise refused(file.name, "it is empty")
    return _CONTROL.sub("", text)


def found_in(file: Path, pairs: Iterable[Pair], lost: Counter[Lost]) -> Found:
    """The decks that ``pairs`` make. Raises DeckFileRefused where they make none."""
    title = one_line(file.stem) or "Cards"
    decks = dict[tuple[str, ...], list[Card]]()
    seen = dict[str, str]()
    for pair in pairs:
        titles = tuple(filter(None, map(one_line, pair.under))) or (title,)
        cards = decks.setdefault(titles, [])
        entry = _entry(pair, lost)
        if entry is None:
            continue
        if (no := _unseen(pair, seen)) is None:
            lost[Lost.REPEATED] += 1
            continue
        cards += cards_of({**entry, "id": no, "skill": named_id(titles[-1], *titles)}, {})
        if len(seen) > MOST_CARDS:
            raise refused(file.name, f"it has more than {MOST_CARDS:,} cards; divide it")
    made = tuple(_decks(decks))
    if not made:
        raise refused(file.name, "no card was found in it")
    return Found(title=title, decks=made, left_out=left_out(lost))


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data.startswith(b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _entry(pair: Pair, lost: Counter[Lost]) -> Entry | None:
    front, back, note = (cut(side.strip(), lost) for side in pair[:3])
    shared: Entry = {"note": note, "tags": tags_of(pair.tags, lost)}
    if numbers_of(marked(front)):
        below = "\n".join(filter(None, (back, note)))
        return {**shared, "type": "cloze", "text": front, "note": below}
    if not front or not back:
        lost[Lost.ROW] += 1
        return None
    return {
        **shared,
        "type": "reversed" if pair.both_ways else "basic",
        "front": front,
        "back": back,
    }


def _unseen(pair: Pair, seen: dict[str, str]) -> str | None:
    """An id that no card before has; None where this very card is here already."""
    front, back = (" ".join(side.split()) for side in pair[:2])
    tries = (pair.key,) if pair.key else (front, f"{front}\x1f{back}")
    for key in tries:
        no = entry_id(key)
        if no not in seen:
            seen[no] = back
            return no
        if seen[no] == back:
            break
    return None


def _decks(decks: dict[tuple[str, ...], list[Card]]) -> Iterator[Deck]:
    for titles, cards in sorted(decks.items()):
        if cards:
            no = named_id(titles[-1], *titles)
            yield Deck(id=no, title=titles[-1], cards=tuple(cards), under=titles[:-1])
