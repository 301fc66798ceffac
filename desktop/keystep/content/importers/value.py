"""What every reader makes of a file: decks, media, history, and what was left out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from enum import StrEnum

from msgspec import Struct

from keystep.domain.flashcards import Deck
from keystep.domain.words import Words
from keystep.errors import DeckFileRefused

UNTOLD = "…"
"""Stands for what a picture shows and a sound says where nobody said it."""
MOST_CARDS = 200_000
MOST_WORDS = 5_000
MOST_TAGS = 20
_TAG = 100
_ID_LENGTH = 16
_ID = re.compile("[0-9a-f]+")
_APART = re.compile("[^a-z0-9]+")


class Lost(StrEnum):
    """What Keystep has no place for."""

    STYLE = "style"
    SCRIPT = "script"
    FORMULA = "formula"
    VIDEO = "video"
    DRAWING = "drawing"
    LINK = "link"
    SPEECH = "speech"
    HINT = "hint"
    JOINED = "joined"
    WORDS = "words"
    SHAPE = "shape"
    GROUP = "group"
    LABEL = "label"
    MORE = "more"
    MISSING = "missing"
    UNFIT = "unfit"
    EMPTY = "empty"
    LONG = "long"
    REPEATED = "repeated"
    SUSPENDED = "suspended"
    TAG = "tag"
    ROW = "row"
    COLUMN = "column"


_WORDS = {
    Lost.STYLE: "Texts that lost bold, colour or size: {n}",
    Lost.SCRIPT: "Scripts: {n}",
    Lost.FORMULA: "Texts with formulas, shown as they were typed: {n}",
    Lost.VIDEO: "Videos: {n}",
    Lost.DRAWING: "Drawings and frames inside texts: {n}",
    Lost.LINK: "Texts with links, of which the words are kept: {n}",
    Lost.SPEECH: "Fields that were read aloud: {n}",
    Lost.HINT: "Hints, shown with the answer: {n}",
    Lost.JOINED: "Notes of other kinds, their fields joined: {n}",
    Lost.WORDS: "Notes without the fixed words of their templates: {n}",
    Lost.SHAPE: "Masks that were not rectangles, covered by one: {n}",
    Lost.GROUP: "Masks that were a group, covered by one: {n}",
    Lost.LABEL: "Labels and other marks on pictures: {n}",
    Lost.MORE: "Further pictures and sounds of a side: {n}",
    Lost.MISSING: "Pictures and sounds that are not in the file: {n}",
    Lost.UNFIT: "Pictures and sounds of a kind that cannot be shown or played here: {n}",
    Lost.EMPTY: "Cards that ask or answer nothing: {n}",
    Lost.LONG: "Texts cut to {most} characters: {n}",
    Lost.REPEATED: "Cards that are in the file twice: {n}",
    Lost.SUSPENDED: "Suspended cards, which come again: {n}",
    Lost.TAG: "Tags that are too long or too many: {n}",
    Lost.ROW: "Rows without a front or a back: {n}",
    Lost.COLUMN: "Columns that were not taken: {n}",
}


class LeftOut(Struct, frozen=True):
    """``n`` of what could not be carried over."""

    what: Lost
    n: int

    @property
    def words(self) -> Words:
        most = {"most": MOST_WORDS} if self.what is Lost.LONG else {}
        return Words(_WORDS[self.what], {"n": self.n, **most})


class Past(Struct, frozen=True):
    """A review at ``at`` (milliseconds since 1970, UTC), rated 1 Again to 4 Easy."""

    at: int
    rating: int


class Medium(Struct, frozen=True):
    """Where a picture or a sound lies in a package: its member, and whether that is zstd."""

    member: str
    size: int
    packed: bool = False


class Found(Struct, frozen=True, kw_only=True):
    """A file of cards as it was understood.

    The skill of each card is that of its deck, by the same id. ``media`` maps the names that cards
    use to members of the file. ``history`` is by card id, each in order of time.
    """

    title: str
    decks: tuple[Deck, ...]
    left_out: tuple[LeftOut, ...] = ()
    media: dict[str, Medium] = {}
    history: dict[str, tuple[Past, ...]] = {}


def refused(name: str, reason: str) -> DeckFileRefused:
    """Says of the file ``name`` why it is no deck."""
    return DeckFileRefused(
        "The deck {name} was not imported: {reason}. Nothing was changed. Export it again from "
        "the program that it comes from, then import that file.",
        name=name,
        reason=reason,
    )


def left_out(lost: Counter[Lost]) -> tuple[LeftOut, ...]:
    """In the order of the kinds."""
    return tuple(LeftOut(what, lost[what]) for what in Lost if lost[what])


def entry_id(guid: str) -> str:
    """The id of an entry, the same whenever the note with this guid is read.

    What we exported has such an id for a guid.
    """
    if len(guid) == _ID_LENGTH and _ID.fullmatch(guid):
        return guid
    return hashlib.sha256(guid.encode(errors="replace")).hexdigest()[:_ID_LENGTH]


def named_id(title: str, *key: str) -> str:
    """An id that can be read, told from others by ``key``."""
    slug = _APART.sub("-", title.casefold())[:40].strip("-") or "deck"
    told = hashlib.sha256("\x1f".join(key).encode(errors="replace")).hexdigest()
    return f"{slug}-{told[:8]}"


def tags_of(written: str, lost: Counter[Lost]) -> tuple[str, ...]:
    """Tags between spaces, each once."""
    tags = tuple(dict.fromkeys(written.split()))
    kept = tuple(tag for tag in tags if len(tag) <= _TAG)[:MOST_TAGS]
    lost[Lost.TAG] += len(tags) - len(kept)
    return kept


def cut(text: str, lost: Counter[Lost]) -> str:
    """No longer than a side may be."""
    if len(text) <= MOST_WORDS:
        return text
    lost[Lost.LONG] += 1
    return text[:MOST_WORDS]
