"""A package of 10,000 notes, from the file to a deck that can be learnt and outlives a power cut:
the first time, and the same again; beside Anki, which reads the same file in the same run.

A note in five has bold words, and each has a tag, as in decks that people share.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import partial
from itertools import count
from pathlib import Path

from anki.collection import (
    AddNoteRequest,
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.decks import DeckId

from keystep.bootstrap import open_station
from keystep.services.deck_files import import_deck
from keystep.services.roster import register
from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns, seconds
from tests.homes import stock

NOTES, AT_ONCE = 10_000, 1_000
ROUNDS = 7
MILLISECONDS = 1e3
GOAL = Goal(1.5)


def measure(folder: Path) -> Row:
    """Into a home, and into a collection, that do not have it."""
    package, shipped = _package(folder), _shipped(folder)
    homes, collections = count(), count()

    def ours() -> float:
        home = stock(folder / f"home {next(homes)}", shipped)
        with closing(open_station(home)) as station:
            learner = register(station, "Amara", "").id
            return seconds(partial(import_deck, station, learner, package)) * MILLISECONDS

    def theirs() -> float:
        with closing(_collection(folder / f"collection {next(collections)}")) as into:
            return seconds(partial(into.import_anki_package, _request(package))) * MILLISECONDS

    medians = medians_in_turns(ours, theirs, ROUNDS)
    return compare("import 10,000 notes", "ms", "Anki", medians, GOAL)


def measure_again(folder: Path) -> Row:
    """Where it is already, unchanged."""
    package, shipped = _package(folder), _shipped(folder)
    with ExitStack() as held:
        station = held.enter_context(closing(open_station(stock(folder / "home", shipped))))
        learner = register(station, "Amara", "").id
        into = held.enter_context(closing(_collection(folder / "collection")))
        ours = partial(import_deck, station, learner, package)
        theirs = partial(into.import_anki_package, _request(package))
        medians = medians_in_turns(
            lambda: seconds(ours) * MILLISECONDS, lambda: seconds(theirs) * MILLISECONDS, ROUNDS, 2
        )
    return compare("import the same 10,000 again", "ms", "Anki", medians, GOAL)


def _package(folder: Path) -> Path:
    """As Anki itself writes it today."""
    package = folder / "deck.apkg"
    with closing(_collection(folder / "stock")) as collection:
        deck = DeckId(collection.decks.id("Words::Many") or 1)
        kind = collection.models.by_name("Basic")
        for first in range(0, NOTES, AT_ONCE):
            requests = []
            for n in range(first, first + AT_ONCE):
                note = collection.new_note(kind)
                answer = f"<b>Answer</b> {n}" if n % 5 == 0 else f"Answer {n} in a few words"
                note["Front"], note["Back"] = f"Question {n} of many", answer
                note.tags = [f"part-{n % 10}"]
                requests.append(AddNoteRequest(note, deck))
            collection.add_notes(requests)
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True)
        collection.export_anki_package(out_path=str(package), options=options, limit=None)
    return package


def _shipped(folder: Path) -> Path:
    """A home that was opened once, to be copied."""
    home = folder / "shipped"
    open_station(home).close()
    return home


def _collection(folder: Path) -> Collection:
    folder.mkdir()
    return Collection(str(folder / "collection.anki2"))


def _request(package: Path) -> ImportAnkiPackageRequest:
    options = ImportAnkiPackageOptions(with_scheduling=True)
    return ImportAnkiPackageRequest(package_path=str(package), options=options)
