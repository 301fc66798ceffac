"""Flashcards, as their authors wrote them; their memory is in :mod:`keystep.domain.memory`.

One entry of a deck makes one card or several: both ways round, a card for each gap of a text, for
each hidden part of a picture. These are siblings; they share ``entry``.
"""

from __future__ import annotations

from msgspec import Struct

from keystep.domain.typed import Heed


class Media(Struct, frozen=True, kw_only=True):
    """What one side shows and plays besides its words: names inside ``media/``, "" for none.

    ``alt`` is what the picture shows, ``spoken`` what is said in the sound.
    """

    picture: str = ""
    alt: str = ""
    sound: str = ""
    spoken: str = ""


class Flip(Struct, frozen=True, kw_only=True, tag="flip"):
    """The answer is thought of and then looked at."""


class Piece(Struct, frozen=True, kw_only=True):
    """Part of a text; a hidden one is asked for, ``hint`` stands in its place meanwhile."""

    text: str
    hidden: bool = False
    hint: str = ""


class Gaps(Struct, frozen=True, kw_only=True, tag="gaps"):
    """A text with something left out, shown in its place afterwards."""

    pieces: tuple[Piece, ...]


class Typing(Struct, frozen=True, kw_only=True, tag="typing"):
    """The answer is typed and compared; besides the back, ``accept`` is right too.

    ``typos`` letters may differ; ``heeds`` is what is not forgiven.
    """

    accept: tuple[str, ...] = ()
    typos: int = 0
    heeds: tuple[Heed, ...] = ()


class Mask(Struct, frozen=True, kw_only=True):
    """A part of the picture that is covered, in thousandths of its width and height."""

    x: int
    y: int
    width: int
    height: int
    title: str


class Occlusion(Struct, frozen=True, kw_only=True, tag="occlusion"):
    """Masks lie on the picture of the front; the one with index ``asked`` is asked for.

    The others stay covered too where ``hides_others``.
    """

    masks: tuple[Mask, ...]
    asked: int
    hides_others: bool = True


CardAsks = Flip | Gaps | Typing | Occlusion


class Card(Struct, frozen=True, kw_only=True):
    """A question and its answer, in plain words; ``note`` is the example under the answer.

    ``front`` and ``back`` say all that the card asks and answers, also where ``asks`` shows it in
    another way. ``entry`` is the id of the entry that siblings share, "" where there are none.
    """

    id: str
    skill: str
    front: str
    back: str
    note: str = ""
    entry: str = ""
    lesson: str = ""
    tags: tuple[str, ...] = ()
    asks: CardAsks = Flip()
    asked: Media = Media()
    answered: Media = Media()


class Deck(Struct, frozen=True, kw_only=True):
    """``under`` are the titles of the decks that it lies in, the outermost first."""

    id: str
    title: str
    cards: tuple[Card, ...]
    under: tuple[str, ...] = ()
