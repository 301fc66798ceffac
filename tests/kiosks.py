"""A kiosk that is open in no time: real keys, a real database, a pack made of values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from keystep import paths, settings
from keystep.bootstrap import STATION_DATABASE, new_epoch
from keystep.domain.events import Event
from keystep.domain.facts import Kind
from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import StepKind
from keystep.domain.library import Found
from keystep.domain.memory import Rating
from keystep.services.attempts import standing
from keystep.services.cards import Practice, rate_card
from keystep.services.kiosk.seating import Seat
from keystep.services.learning import answer_item, open_lesson, start_over, view_step
from keystep.services.library import note_search
from keystep.services.pace import note_duration
from keystep.services.place import keep_places
from keystep.services.run import Run
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from keystep.services.tuning import retention, set_retention
from keystep.storage.event_store import open_store
from keystep.sync.keys import station_keys
from tests.fakes import FakeClock, FakeIds
from tests.made import LESSON, PACK, made_pack
from tests.takers import right_answer

DECK = Deck(
    id="words",
    title="Words",
    cards=(Card(id="one", skill="locking", front="Lock?", back="Lock!"),),
)
Deed = Callable[[Station, Run], None]


def open_kiosk(home: Path, clock: FakeClock) -> Station:
    home.mkdir(exist_ok=True)
    keys, pack = station_keys(home), made_pack(decks=(DECK,))
    held = ExitStack()
    store = held.enter_context(closing(open_store(home / STATION_DATABASE, keys.device, new_epoch)))
    return Station(
        home=home,
        store=store,
        shelf=Shelf({pack.id: pack}, {pack.id: home / pack.id}),
        keys=keys,
        clock=clock,
        new_id=FakeIds(home.name),
        new_epoch=new_epoch,
        schemas=paths.resources() / "schemas",
        held=held,
    )


def run_at(seat: Seat) -> Run:
    """The lesson that whoever sits there has open."""
    return open_lesson(seat.station, seat.learner.id, PACK, LESSON)


def answer(station: Station, run: Run) -> None:
    """The question that comes next, if need be in a new run."""
    step = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    ahead = standing(station, run, step).unanswered
    run = run if ahead else start_over(station, run)
    item = ahead[0] if ahead else run.items(step)[0]
    answer_item(station, run, step, item, right_answer(item), duration_ms=900)


def rate(station: Station, run: Run) -> None:
    [card] = DECK.cards
    shown = Practice(run.pack, DECK, card, None)
    rate_card(station, run.learner, shown, Rating.GOOD, duration_ms=900)


def turn_a_page(station: Station, run: Run) -> None:
    view_step(station, run, run.lesson.steps[0])


def want_other_recall(station: Station, run: Run) -> None:
    wanted = 1770 - retention(station, run.learner)
    set_retention(station, run.learner, wanted)


def search(station: Station, run: Run) -> None:
    note_search(station, run.learner, "tags", Found((), {}), None)


def mark_the_place(station: Station, run: Run) -> None:
    keep_places(station, run, {"why": {"scroll": [7, 9]}})


def tell_the_pace(station: Station, run: Run) -> None:
    note_duration(station, run, 60_000)


ANSWERING: Sequence[Deed] = (answer, rate)
RECORDING: Sequence[Deed] = (*ANSWERING, turn_a_page, want_other_recall, search)
OF_ONE: Sequence[Deed] = (*RECORDING, mark_the_place)
DEEDS: Sequence[Deed] = (*OF_ONE, tell_the_pace)
"""What whoever sits there may do. ``RECORDING`` are those that the log tells of; the last is said
of nobody."""


def events(station: Station, after: int = 0) -> list[Event]:
    return [recorded.event for recorded in station.store.events(after + 1)]


def kinds(station: Station, after: int = 0) -> list[str]:
    return [event.kind for event in events(station, after)]


def tip(station: Station) -> int:
    return station.store.tip(station.store.epoch)


def notes(station: Station) -> list[tuple[object, ...]]:
    """All that is kept besides events, of whomever."""
    with station.store.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT learner, kind, key, value FROM note ORDER BY no")
        return [tuple(row) for row in rows]


@contextmanager
def untouched(station: Station) -> Iterator[None]:
    """Nothing of the station is another afterwards."""
    before = _whole(station)
    yield
    assert _whole(station) == before


def _whole(station: Station) -> object:
    files = sorted(path.name for path in station.home.rglob("*"))
    kept = settings.load(station.home)
    return tip(station), notes(station), station.store.learners(), station.store.epoch, kept, files


def strays(log: Sequence[Event], also: Mapping[str, set[str]] | None = None) -> list[Event]:
    """What lies outside the sitting of its learner, of whom nobody but the next has begun.

    ``also`` are ids that were the same person at some time. Being registered is no part of it, and
    of somebody erased nothing is left to be looked at.
    """
    sitting, found = "", []
    for event in log:
        if event.kind == Kind.SIGNED_IN:
            found += [event] if sitting else []
            sitting = event.learner
        elif event.learner and event.kind != Kind.LEARNER_REGISTERED:
            if event.learner not in {sitting, *(also or {}).get(sitting, ())}:
                found.append(event)
            if event.kind == Kind.SIGNED_OUT:
                sitting = ""
    return found
