"""The packs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Lesson, Pack
from keystep.domain.lesson import Path as Course
from keystep.errors import PackRefused, UsageError


class CardBook(Struct, frozen=True):
    """The cards of a pack by id, each with its deck, and the ids of each entry's cards."""

    places: dict[str, tuple[Deck, Card]]
    entries: dict[str, tuple[str, ...]]

    def siblings(self, card: Card) -> tuple[str, ...]:
        """The ids of the cards that are of the same entry, and the card's own."""
        return self.entries.get(card.entry, (card.id,))


def card_book(pack: Pack) -> CardBook:
    """Look through a pack once, to find cards at once ever after."""
    places = {card.id: (deck, card) for deck in pack.decks for card in deck.cards}
    entries: dict[str, tuple[str, ...]] = {}
    for _, card in places.values():
        if card.entry:
            entries[card.entry] = (*entries.get(card.entry, ()), card.id)
    return CardBook(places, entries)


@dataclass(frozen=True)
class Shelf:
    """The packs installed here; ``folders`` says where each one's files lie.

    ``authored`` are the packs as their authors wrote them, ``spoken`` the tags of the languages
    wanted, best first. ``faults`` tells of packs that lie here damaged: their lessons are missing,
    the rest goes on.
    """

    authored: dict[str, Pack]
    folders: dict[str, Path]
    faults: tuple[PackRefused, ...] = ()
    spoken: tuple[str, ...] = ()

    @cached_property
    def packs(self) -> dict[str, Pack]:
        """The packs, each in the best of the wanted languages that it has."""
        return {pack_id: pack.spoken(self.spoken) for pack_id, pack in self.authored.items()}

    @cached_property
    def audiences(self) -> dict[tuple[str, str], frozenset[str]]:
        """Whom the paths are for that lead to a lesson, by its pack and id."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for pack in self.packs.values():
            for path in pack.paths:
                for place in path.places(pack.id):
                    found[place] = found.get(place, frozenset()).union(path.audience)
        return found

    def cards(self, pack_id: str) -> CardBook:
        """The cards of a pack that is here, made ready when they are first asked for."""
        if pack_id not in self._books:
            self._books[pack_id] = card_book(self.packs[pack_id])
        return self._books[pack_id]

    @cached_property
    def _books(self) -> dict[str, CardBook]:
        return {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages that something here is in."""
        every = self.authored.values()
        return tuple(sorted({tag for pack in every for tag in (pack.language, *pack.variants)}))

    def pack(self, pack_id: str) -> Pack:
        """Raises UsageError when it is not installed."""
        try:
            return self.packs[pack_id]
        except KeyError:
            raise UsageError(
                "There is no pack “{pack}” here. Synchronise to fetch it, or choose another.",
                pack=pack_id,
            ) from None

    def lesson(self, pack_id: str, lesson_id: str) -> Lesson:
        """Raises UsageError when the pack or the lesson is not here."""
        try:
            return self.pack(pack_id).lesson(lesson_id)
        except KeyError:
            raise UsageError(
                "There is no lesson “{lesson}” in the pack “{pack}”. Choose another.",
                lesson=lesson_id,
                pack=pack_id,
            ) from None

    def media(self, pack_id: str, name: str) -> Path:
        """Where a pack's picture or film lies."""
        return self.folders[pack_id] / "media" / name

    def along(self, pack: Pack, path: Course) -> tuple[tuple[Pack, Lesson], ...]:
        """The lessons of a path, each with its pack; what is not installed is left out."""
        wanted = ((self.packs.get(of), lesson) for of, lesson in path.places(pack.id))
        return tuple((of, found) for of, lesson in wanted if of for found in _found(of, lesson))

    @property
    def paths(self) -> dict[str, tuple[str, ...]]:
        """The lessons of every path, by "pack/path", each as "pack/lesson"."""
        return {
            f"{pack.id}/{path.id}": tuple(
                f"{of.id}/{lesson.id}" for of, lesson in self.along(pack, path)
            )
            for pack in self.packs.values()
            for path in pack.paths
        }


def _found(pack: Pack, lesson_id: str) -> tuple[Lesson, ...]:
    return tuple(lesson for lesson in pack.lessons if lesson.id == lesson_id)
