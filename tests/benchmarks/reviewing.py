"""Answering one flashcard, durably, beside Anki: what is next, what each button would give, the
rating, the schedule and the commit, at two sizes of the collection.

Both have FSRS on, the same ratings, the same number of cards due today and the rest spread evenly
over a year. Both wait for the disk at every commit: Anki keeps a WAL with synchronous=FULL; ours is
measured as the machine's SQLite demands it and, where that is not a WAL, with one as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

from anki.collection import AddNoteRequest, Collection
from anki.collection import Card as Shown
from anki.decks import DeckId
from anki.scheduler_pb2 import CardAnswer

from keystep.bootstrap import open_station
from keystep.domain.events import Instant
from keystep.domain.flashcards import Card, Deck
from keystep.domain.memory import KEEPING, Memory, Rating
from keystep.domain.progress import CardProgress, DayProgress
from keystep.services.cards import intervals, queue, rate_card
from keystep.services.roster import register
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from keystep.storage.engine import Journal
from tests.benchmarks.measure import Goal, Row, compare, seconds
from tests.made import made_pack

SMALL, LARGE = 10_000, 100_000
DUE = 500
SPREAD_DAYS = 365
ROUNDS, WARM_UP = 300, 30
AT_ONCE = 1_000
REMEMBER = "update cards set type = 2, queue = 2, due = ?, ivl = ?, reps = 5, data = ? where id = ?"
SEED = 7
Answer = Callable[[Rating], None]
OFTEN = (8, 7, 75, 10)
GIVEN = dict(
    zip(
        Rating,
        (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY),
        strict=True,
    )
)


def measure(folder: Path) -> Row:
    """At 10,000 cards."""
    return _beside(folder, SMALL, None)


def measure_many(folder: Path) -> Row:
    """At 100,000 cards."""
    return _beside(folder, LARGE, None)


def measure_journal(folder: Path) -> Row:
    """At 100,000 cards, with a WAL on either side."""
    return _beside(folder, LARGE, Journal.WAL)


def measure_flat(folder: Path) -> Row:
    """Ours at 100,000 cards against ours at 10,000, in turns."""
    with (
        closing(station_with(folder / "large", LARGE, None)) as large,
        closing(station_with(folder / "small", SMALL, None)) as small,
    ):
        taken = _in_turns(_ours(large), _ours(small))
    return _row("answering, at 100,000 cards", "ours at 10,000", taken, Goal(1.15))


def _beside(folder: Path, cards: int, journal: Journal | None) -> Row:
    with (
        closing(station_with(folder / "home", cards, journal)) as station,
        closing(Collection(str(folder / "collection.anki2"))) as theirs,
    ):
        fill(theirs, cards)
        taken = _in_turns(_ours(station), _theirs(theirs))
    kept = f", {journal.value.upper()}" if journal else ""
    return _row(f"answering one of {cards:,} cards{kept}", "Anki's", taken, Goal(1))


def _row(name: str, against: str, taken: list[tuple[float, float]], goal: Goal) -> Row:
    ours, theirs = ([each * 1e6 for each in some] for some in zip(*taken, strict=True))
    medians = median(ours), median(theirs)
    return compare(name, "µs", against, medians, goal, p95=quantiles(ours, n=20)[-1])


def _in_turns(ours: Answer, theirs: Answer) -> list[tuple[float, float]]:
    ratings = Random(SEED).choices(tuple(Rating), OFTEN, k=WARM_UP + ROUNDS)
    both = [(partial(ours, rating), partial(theirs, rating)) for rating in ratings]
    return [(seconds(our), seconds(their)) for our, their in both][WARM_UP:]


def _ours(station: Station) -> Answer:
    [learner] = station.store.learners()
    ahead = queue(station, learner.id)

    def answer(rating: Rating) -> None:
        nonlocal ahead
        practice = ahead.cards[0]
        intervals(station, learner.id, practice)
        rated = rate_card(station, learner.id, practice, rating, duration_ms=4_000)
        ahead = ahead.after(rated, station.clock.now().at)

    return answer


def _theirs(collection: Collection) -> Answer:
    def answer(rating: Rating) -> None:
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = Shown(collection, backend_card=queued.card)
        card.start_timer()
        given = collection.sched.build_answer(card=card, states=queued.states, rating=GIVEN[rating])
        collection.sched.answer_card(given)

    return answer


def station_with(home: Path, cards: int, journal: Journal | None) -> Station:
    """A station of one learner who has met ``cards`` cards and answers some hundred a day."""
    station = open_station(home)
    if journal:
        station.store.database.keep_journal(journal)
    learner = register(station, "Amara Osei", "Desk North")
    deck = Deck(id="deck", title="Deck", cards=tuple(map(_card, range(cards))))
    pack = made_pack(decks=(deck,))
    station.shelf = Shelf({pack.id: pack}, {})
    now, tables = station.clock.now(), station.store.tables
    known = (_state(learner.id, pack.id, n, now) for n in range(cards))
    before = (now.day - timedelta(days=n) for n in range(1, 29))
    worked = (DayProgress(learner=learner.id, day=day, cards=DUE) for day in before)
    with station.store.database.write() as connection:
        tables[CardProgress].put(connection, known)
        tables[DayProgress].put(connection, worked)
    return station


def _card(n: int) -> Card:
    return Card(id=f"card-{n}", skill="locking", front=f"Front {n}", back=f"Back {n}")


def _state(learner: str, pack: str, n: int, now: Instant) -> CardProgress:
    interval = _interval(n)
    due = now.at + timedelta(days=_due_in(n))
    reviewed = due - timedelta(days=interval)
    memory = Memory(
        stability=interval * 10_000,
        difficulty=50_000 + n % 1_000,
        state=KEEPING,
        step=None,
        reviewed=reviewed,
        day=reviewed.date(),
        due=due,
    )
    return CardProgress(
        learner=learner,
        pack=pack,
        card=f"card-{n}",
        deck="deck",
        memory=memory,
        due=due,
        reviews=5,
        lapses=0,
        attempt="",
    )


def _due_in(n: int) -> int:
    return 0 if n < DUE else 1 + n % SPREAD_DAYS


def fill(collection: Collection, cards: int) -> None:
    kind = collection.models.by_name("Basic")
    numbers = iter(range(cards))
    while some := list(islice(numbers, AT_ONCE)):
        requests = []
        for n in some:
            note = collection.new_note(kind)
            note["Front"], note["Back"] = f"Front {n}", f"Back {n}"
            requests.append(AddNoteRequest(note, DeckId(1)))
        collection.add_notes(requests)
    collection.set_config("fsrs", True)
    config = collection.decks.config_dict_for_deck_id(DeckId(1))
    config["rev"]["perDay"] = 9_999
    collection.decks.update_config(config)
    collection.db.executemany(REMEMBER, _remembered(collection))


def _remembered(collection: Collection) -> Iterator[tuple[int, int, str, int]]:
    """When each card is due, its interval, and what FSRS knows of it."""
    today = collection.sched.today
    for n, card in enumerate(collection.db.list("select id from cards order by id")):
        memory = {"s": _interval(n), "d": 5.0, "dr": 0.9, "decay": 0.1542}
        yield today + _due_in(n), _interval(n), json.dumps(memory), card


def _interval(n: int) -> int:
    return 3 + n % 90
