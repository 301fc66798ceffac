"""A search of the library as somebody types it, at two sizes; at the larger against Anki's text
search over as many notes with the same words.

Anki looks through all of its notes, mends no slips, ranks and marks nothing: what it is measured
for is the finding alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId

from keystep.bootstrap import open_station
from keystep.domain.facts import LessonStarted
from keystep.domain.lesson import Pack
from keystep.domain.library import Standing
from keystep.services.library import prepare, search, standing_of
from keystep.services.roster import register
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from tests.benchmarks.library import ROLES, packs, words_of
from tests.benchmarks.measure import Goal, Row, compare, seconds

SMALL, LARGE = 10_000, 100_000
ROUNDS, ROUNDS_OF_BOTH, WARM_UP = 500, 150, 20
LONGEST_US = 5_000.0
BEGUN = 30
SHOWN = 12
AT_ONCE = 1_000
SEED = 11


class Typed(NamedTuple):
    """The same in both languages: Anki wants a star behind what is only begun."""

    ours: str
    theirs: str


def measure(folder: Path) -> Row:
    """At 10,000 lessons, against the longest that it may take."""
    made = list(packs(SMALL, SEED))
    with closing(open_station(folder / "home")) as station:
        standing = _stock(station, made)
        queries = islice(_queries(made), WARM_UP + ROUNDS)
        taken = [_ours(station, standing, typed) for typed in queries][WARM_UP:]
    medians = median(taken), LONGEST_US
    name, against = "search at 10,000 lessons", "the longest allowed"
    return compare(name, "µs", against, medians, Goal(1), p95=quantiles(taken, n=20)[-1])


def measure_many(folder: Path) -> Row:
    """At 100,000 lessons and as many notes, each query put to both."""
    made = list(packs(LARGE, SEED))
    with (
        closing(open_station(folder / "home")) as station,
        closing(Collection(str(folder / "collection.anki2"))) as notes,
    ):
        standing = _stock(station, made)
        _fill(notes, made)
        queries = islice(_queries(made), WARM_UP + ROUNDS_OF_BOTH)
        taken = [(_ours(station, standing, t), _theirs(notes, t)) for t in queries][WARM_UP:]
    ours, theirs = (list(each) for each in zip(*taken, strict=True))
    medians = median(ours), median(theirs)
    name, against = "search at 100,000 lessons", "Anki's, 100,000 notes"
    return compare(name, "µs", against, medians, Goal(0.1), p95=quantiles(ours, n=20)[-1])


def _ours(station: Station, standing: Standing, typed: Typed) -> float:
    """A letter of a search that is under way, in microseconds."""
    act = partial(search, station, "", typed.ours, limit=SHOWN, standing=standing)
    return seconds(act) * 1e6


def _theirs(notes: Collection, typed: Typed) -> float:
    return seconds(lambda: notes.find_notes(typed.theirs)) * 1e6


def _stock(station: Station, made: Sequence[Pack]) -> Standing:
    """Put the packs on the shelf and into the index, and let somebody learn from them."""
    station.shelf = Shelf({pack.id: pack for pack in made}, {})
    prepare(station)
    learner = register(station, "Amara Osei", ROLES[0])
    begun = [
        LessonStarted(pack=pack.id, version=pack.version, lesson=lesson.id, attempt=lesson.id)
        for pack in made[:3]
        for lesson in pack.lessons[: BEGUN // 3]
    ]
    station.store.append(learner.id, begun, station.clock.now())
    return standing_of(station, learner.id)


def _fill(notes: Collection, made: Sequence[Pack]) -> None:
    """A note for each lesson: its title in front and all else behind."""
    kind = notes.models.by_name("Basic")
    lessons = ((pack, lesson) for pack in made for lesson in pack.lessons)
    while some := list(islice(lessons, AT_ONCE)):
        requests = []
        for pack, lesson in some:
            note = notes.new_note(kind)
            note["Front"], note["Back"] = lesson.title, words_of(pack, lesson)
            requests.append(AddNoteRequest(note, DeckId(1)))
        notes.add_notes(requests)


def _queries(made: Sequence[Pack]) -> Iterator[Typed]:
    """What people type who remember some of a title or a sentence: of 20 queries, 7 end in the
    midst of a second word and 4 of the only one, 4 are whole words from a text, 4 have a slip, and
    one is a letter or two."""
    rng = Random(SEED)
    while True:
        lesson = rng.choice(rng.choice(made).lessons)
        first, second = rng.sample(lesson.title.lower().split(), 2)
        said = lesson.steps[0].text.lower().replace(".", "").split()
        begun = second[: rng.randint(2, len(second))]
        yield from rng.choices(
            (
                Typed(f"{first} {begun}", f"{first} {begun}*"),
                Typed(begun, f"{begun}*"),
                _same(" ".join(rng.sample(said, 2))),
                _same(f"{_slip(rng, first)} {second}"),
                _same(second[: rng.randint(1, 2)]),
            ),
            weights=(7, 4, 4, 4, 1),
        )


def _same(query: str) -> Typed:
    return Typed(query, query)


def _slip(rng: Random, word: str) -> str:
    """A letter left out, typed twice, or two in turned order."""
    at = rng.randrange(len(word) - 1) if len(word) > 1 else 0
    before, here, after = word[:at], word[at : at + 1], word[at + 1 :]
    return before + rng.choice((after, here + here + after, after[:1] + here + after[1:]))
