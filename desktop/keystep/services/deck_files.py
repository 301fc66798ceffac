"""Decks of other programs come into a station's home."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct

from keystep.content.archive import installing
from keystep.content.importers.reading import ENDINGS, Read, read_deck_file
from keystep.content.importers.tables import Column, Table
from keystep.content.importers.tables import Mapping as TableMapping
from keystep.content.importers.value import LeftOut, Past
from keystep.domain.facts import Fact
from keystep.domain.flashcards import Deck
from keystep.domain.lesson import Pack
from keystep.domain.progress import CardProgress
from keystep.errors import UsageError
from keystep.services.deck_history import histories
from keystep.services.deck_merging import merged
from keystep.services.decks import choose, chosen_decks
from keystep.services.imported_packs import (
    fill_media,
    media_sizes,
    next_pack,
    pack_before,
    put_on_shelf,
)
from keystep.services.packs import PACKS
from keystep.services.station import Station
from keystep.services.tuning import scheduler_of

__all__ = (
    "AS_FOUND",
    "ENDINGS",
    "UNWATCHED",
    "Column",
    "ImportReport",
    "LeftOut",
    "Read",
    "Table",
    "TableMapping",
    "Watch",
    "import_deck",
    "look_into",
)

AS_FOUND = TableMapping()


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did. ``added``, ``updated`` and ``unchanged`` count the cards of the file,
    ``histories`` those whose reviews were taken along; ``decks`` are the titles of the file's.
    """

    pack: str
    version: str
    decks: tuple[str, ...]
    added: int
    updated: int
    unchanged: int
    histories: int
    left_out: tuple[LeftOut, ...]


class Watch(Struct, frozen=True):
    """Somebody who waits: is told how much is done of how much, and may stop it."""

    tell: Callable[[int, int], object] = lambda _done, _total: None
    stopped: Callable[[], bool] = lambda: False


UNWATCHED = Watch()


def look_into(file: Path, mapping: TableMapping = AS_FOUND) -> Read:
    """What would be imported. Raises DeckFileRefused."""
    return read_deck_file(file, mapping)


def import_deck(
    station: Station,
    learner: str,
    file: Path,
    mapping: TableMapping = AS_FOUND,
    *,
    history: bool = True,
    watch: Watch = UNWATCHED,
) -> ImportReport:
    """Take the decks in ``file`` into the home and choose them for ``learner``.

    Imported again, the same notes are updated. Everything is here in the end, or nothing. Raises
    DeckFileRefused, UsageError where it was stopped, SurroundingsError.
    """
    found = read_deck_file(file, mapping).found
    before = pack_before(station.shelf, found)
    both = merged(before.decks if before else (), found.decks)
    sizes = media_sizes(before, found, file)
    pack = next_pack(station.shelf, before, found, both.decks, sizes)
    told = _untold(station, learner, pack.id, found.history) if history else {}
    tick = _ticker(watch, file, len(pack.media) * (pack is not before) + len(told))
    by, now = scheduler_of(station, learner), station.clock.now()
    facts = list(histories(pack, told, by, now, tick))
    if pack is before:
        _record(station, learner, pack, found.decks, facts)
    else:
        folder = station.shelf.folders[before.id] if before else None
        with installing(pack, station.home / PACKS) as media:
            fill_media(media, pack, folder, found, file=file, tick=tick)
            _record(station, learner, pack, found.decks, facts)
        put_on_shelf(station, pack)
    return ImportReport(
        pack=pack.id,
        version=pack.version,
        decks=tuple("::".join((*deck.under, deck.title)) for deck in found.decks),
        added=both.added,
        updated=both.updated,
        unchanged=both.unchanged,
        histories=len(facts),
        left_out=found.left_out,
    )


def _ticker(watch: Watch, file: Path, total: int) -> Callable[[], None]:
    """Counts what is done, for who waits."""
    done = count(1)

    def tick() -> None:
        watch.tell(next(done), total)
        if watch.stopped():
            raise UsageError(
                "The import of {name} was stopped. Nothing was changed; start it again whenever "
                "you like.",
                name=file.name,
            )

    return tick


def _untold(
    station: Station, learner: str, pack: str, told: Mapping[str, tuple[Past, ...]]
) -> dict[str, tuple[Past, ...]]:
    """The reviews of those cards that have no state of their own here."""
    if not told:
        return {}
    known = {one.card for one in station.store.select(CardProgress, learner=learner, pack=pack)}
    return {card: reviews for card, reviews in told.items() if card not in known}


def _record(
    station: Station, learner: str, pack: Pack, decks: Sequence[Deck], facts: Sequence[Fact]
) -> None:
    """Choose the decks and keep the history of their cards.

    It happens before the pack is here to be seen: cut short in between, nothing shows.
    """
    chosen = {(of.id, deck.id) for of, deck in chosen_decks(station, learner)}
    for deck in decks:
        if (pack.id, deck.id) not in chosen:
            choose(station, learner, pack.id, deck.id, on=True)
    station.store.append(learner, facts, station.clock.now())
