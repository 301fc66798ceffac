"""The library as a learner meets it: found, opened, come back to, missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.content.captions import read_captions
from keystep.domain.events import Event
from keystep.domain.facts import ItemAnswered, Kind, LessonStarted
from keystep.domain.lesson import Path as Course
from keystep.domain.lesson import Skill, StepKind
from keystep.domain.library import Found, HitKind, Wanted
from keystep.domain.ports import Learner
from keystep.domain.responses import Choice
from keystep.errors import UsageError
from keystep.services import library
from keystep.services.roster import register
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from tests.unit.content.search.shelves import (
    article,
    card,
    checklist,
    lesson,
    pack,
    renewed,
    titles,
)

LOCKING = lesson(
    "Lock it, tag it",
    article("Why it matters", "Machines start by **themselves**."),
    checklist("Lockout on line 3", "Turn isolator **Q3** to 0.", "Hang your own lock."),
    task="Lock out a machine",
    minutes=4,
    learnt=("One person, one lock",),
)
SELLING = lesson("Lock in a price", article("Why it sells", "A price."), minutes=9, task="Sell")
SAFETY = pack(
    LOCKING,
    id="safety",
    title="Safety",
    audience=("packing",),
    cards=(card("Who takes off a lock?", "Its owner.", of="lock-it-tag-it"),),
)
SALES = pack(SELLING, id="sales", title="Sales", audience=("sales",), skills=(Skill("x", "X"),))


@pytest.fixture
def shelved(station: Station) -> Station:
    """A station with two packs, and the library ready."""
    return with_packs(station, SALES, SAFETY)


def with_packs(station: Station, *packs: object, spoken: tuple[str, ...] = ()) -> Station:
    station.shelf = Shelf({one.id: one for one in packs}, {}, spoken=spoken)  # type: ignore[attr-defined]
    library.prepare(station)
    return station


def look_up(station: Station, learner: Learner, query: str, **wanted: object) -> Found:
    return library.search(station, learner.id, query, Wanted(**wanted))  # type: ignore[arg-type]


def searches(station: Station) -> list[Event]:
    every = (each.event for each in station.store.events())
    return [event for event in every if event.kind == Kind.SEARCH_MADE]


def test_a_hit_says_where_it_is_and_what_it_is_good_for(shelved: Station, amara: Learner) -> None:
    hit = look_up(shelved, amara, "isolatr").hits[0]

    assert (hit.kind, hit.pack, hit.lesson, hit.step) == (
        HitKind.CHECKLIST,
        "safety",
        "lock-it-tag-it",
        "lockout-on-line-3",
    )
    assert (hit.task, hit.minutes, hit.pack_title) == ("Lock out a machine", 4, "Safety")
    assert hit.line == "Turn isolator Q3 to 0."


def test_nothing_is_found_before_the_library_is_prepared(station: Station, amara: Learner) -> None:
    assert look_up(station, amara, "lock") == Found((), {})


def test_the_team_is_an_audience(shelved: Station) -> None:
    for team, first in (("Packing", "safety"), ("Sales north", "sales")):
        learner = register(shelved, f"Of {team}", team)
        lessons = [h for h in look_up(shelved, learner, "lock").hits if h.kind is HitKind.LESSON]
        assert [lessons[0].pack, len(lessons)] == [first, 2]


def test_so_are_those_of_the_paths_set_out_on(station: Station, amara: Learner) -> None:
    course = Course(id="c", title="C", lessons=("welcome",), audience=("sales",))
    here = pack(lesson("Welcome"), id="here", paths=(course,), audience=())
    with_packs(station, replace(SALES, id="twin", audience=("packing",)), SALES, here)

    def first() -> str:
        return look_up(station, amara, "price").hits[0].pack

    assert first() == "twin"
    begun = LessonStarted(pack="here", version="1.0.0", lesson="welcome", attempt="a")
    station.store.append(amara.id, [begun], station.clock.now())
    assert first() == "sales"


def test_what_somebody_does_not_master_comes_first_among_equals(
    station: Station, amara: Learner
) -> None:
    weak = replace(SALES, id="weak")
    skilled = (replace(SELLING, skills=("x",)),)
    with_packs(station, replace(SALES, lessons=skilled), replace(weak, lessons=skilled))
    answered = {"version": "1.0.0", "lesson": "lock-in-a-price", "attempt": "a", "step": "s"}
    for pack_id, score in (("sales", 1000), ("weak", 0)):
        fact = ItemAnswered(
            pack=pack_id, item="i", skill="x", response=Choice((0,)), score=score,
            chance=250, duration_ms=1, **answered,
        )  # fmt: skip
        station.store.append(amara.id, [fact], station.clock.now())

    hits = look_up(station, amara, "price").hits

    assert [hit.pack for hit in hits if hit.kind is HitKind.LESSON] == ["weak", "sales"]


def test_new_packs_are_found_once_it_is_prepared_again(shelved: Station, amara: Learner) -> None:
    with_packs(shelved, SALES, renewed(SAFETY, "2.0.0", lessons=(lesson("Forklifts"),), decks=()))

    assert titles(look_up(shelved, amara, "forklift")) == ["Forklifts"]
    assert look_up(shelved, amara, "isolator").hits == ()


def test_another_language_is_read_and_found(station: Station, amara: Learner) -> None:
    german = replace(LOCKING, title="Sperren und kennzeichnen")
    variant = replace(SAFETY, languages=("de",), lessons=(german,))
    both = replace(SAFETY, languages=("en", "de"), variants={"de": variant})
    with_packs(station, both)
    assert titles(look_up(station, amara, "kennzeichnen")) == []

    with_packs(station, both, spoken=("de",))

    hit = look_up(station, amara, "kennz").hits[0]
    assert hit.title == "Sperren und kennzeichnen"
    assert look_up(station, amara, "tag it").hits[0].title == hit.title
    assert library.words_of(station, hit).title == hit.title


def test_what_a_film_says_is_found(station: Station, amara: Learner) -> None:
    library.prepare(station)
    film = next(
        (pack, lesson, step)
        for pack in station.shelf.packs.values()
        for lesson in pack.lessons
        for step in lesson.steps
        if step.kind is StepKind.VIDEO
    )
    pack, lesson, step = film
    text = station.shelf.media(pack.id, step.captions).read_text("utf-8")
    said = read_captions(text)[1].text
    hits = library.search(station, amara.id, said).hits
    assert (pack.id, lesson.id, step.id) in {(hit.pack, hit.lesson, hit.step) for hit in hits}


@pytest.mark.parametrize("spoilt", [b"no captions", b"\xff\xfe", None])
def test_captions_that_cannot_be_read_leave_the_film_to_be_found(
    station: Station, amara: Learner, tmp_path: Path, spoilt: bytes | None
) -> None:
    (tmp_path / "media").mkdir()
    if spoilt is not None:
        (tmp_path / "media" / "a.vtt").write_bytes(spoilt)
    film = replace(article("Lift with two", ""), kind=StepKind.VIDEO, captions="a.vtt")
    made = pack(lesson("Lifting", film), id="lift", media={"a.vtt": 9})
    station.shelf = Shelf({"lift": made}, {"lift": tmp_path})
    library.prepare(station)
    assert library.search(station, amara.id, "lift with two").hits


def test_hits_are_limited_by_what_there_is(shelved: Station, amara: Learner) -> None:
    assert library.choices(shelved).tasks == ("Lock out a machine", "Sell")
    assert library.choices(shelved).roles == ("packing", "sales")
    assert library.choices(shelved).formats == (StepKind.ARTICLE, StepKind.CHECKLIST)
    assert library.choices(shelved).minutes == (5, 8)
    packs = {hit.pack for hit in look_up(shelved, amara, "lock", minutes=5).hits}
    assert packs == {"safety"}
    assert look_up(shelved, amara, "lock", role="sales").total == 1


def test_every_lesson_that_is_wanted_can_be_browsed(shelved: Station) -> None:
    every = library.lessons(shelved)
    assert [hit.title for hit in every] == ["Lock in a price", "Lock it, tag it"]
    assert [hit.pack for hit in library.lessons(shelved, Wanted(minutes=5))] == ["safety"]
    assert [hit.pack for hit in library.lessons(shelved, Wanted(role="sales"))] == ["sales"]
    assert [hit.pack for hit in library.lessons(shelved, Wanted(task="Sell"))] == ["sales"]
    wanted = Wanted(format=StepKind.CHECKLIST)
    assert [hit.pack for hit in library.lessons(shelved, wanted)] == ["safety"]


def test_words_of_a_hit_are_what_it_opens_with(shelved: Station, amara: Learner) -> None:
    hits = {hit.kind: hit for hit in look_up(shelved, amara, "lock").hits}

    shown = library.words_of(shelved, hits[HitKind.CHECKLIST])
    assert shown.points == ("Turn isolator **Q3** to 0.", "Hang your own lock.")
    assert library.words_of(shelved, hits[HitKind.CARD]).text == "Its owner."
    step = look_up(shelved, amara, "themselves").hits[0]
    assert library.words_of(shelved, step).text == "Machines start by **themselves**."
    (safety,) = library.lessons(shelved, Wanted(role="packing"))
    assert library.words_of(shelved, safety).points == ("One person, one lock",)


def test_what_is_gone_has_no_words(shelved: Station, amara: Learner) -> None:
    hits = look_up(shelved, amara, "lock").hits
    with_packs(shelved, renewed(SAFETY, "2.0.0", lessons=(), decks=()))

    for hit in hits:
        with pytest.raises(UsageError, match=r"Safety|sales"):
            library.words_of(shelved, hit)


def test_bookmarks_and_recents_are_one_learners_and_the_newest_first(
    shelved: Station, amara: Learner
) -> None:
    bo = register(shelved, "Bo Lind", "")
    hits = look_up(shelved, amara, "lock").hits
    for hit in hits:
        library.bookmark(shelved, amara.id, hit, on=True)
        library.note_opened(shelved, amara.id, hit)
    library.bookmark(shelved, amara.id, hits[1], on=False)
    library.note_opened(shelved, amara.id, hits[0])

    keys = [hit.key for hit in hits]
    assert [hit.key for hit in library.bookmarks(shelved, amara.id)] == [*keys[:1], *keys[2:]][::-1]
    assert [hit.key for hit in library.recent(shelved, amara.id)] == [keys[0], *keys[:0:-1]]
    assert library.recent(shelved, bo.id) == library.bookmarks(shelved, bo.id) == ()


def test_bookmarks_need_no_index_and_outlast_what_is_gone(shelved: Station, amara: Learner) -> None:
    for hit in look_up(shelved, amara, "lock").hits:
        library.bookmark(shelved, amara.id, hit, on=True)

    shelved.shelf = Shelf({"sales": SALES}, {})
    assert [hit.pack for hit in library.bookmarks(shelved, amara.id)] == ["sales"]
    shelved.shelf = Shelf({"sales": SALES, "safety": SAFETY}, {})
    assert len(library.bookmarks(shelved, amara.id)) == 4


def test_only_the_last_are_remembered_as_opened(station: Station, amara: Learner) -> None:
    many = pack(*(lesson(f"Ladder {n}", id=f"l{n}") for n in range(30)))
    with_packs(station, many)
    for hit in library.lessons(station):
        library.note_opened(station, amara.id, hit)

    opened = library.recent(station, amara.id)

    assert [hit.lesson for hit in opened] == [f"l{n}" for n in range(29, 9, -1)]


def test_a_search_that_helped_and_one_that_did_not_are_events(
    shelved: Station, amara: Learner
) -> None:
    found = look_up(shelved, amara, "lock")
    library.note_search(shelved, amara.id, "lock", found, found.hits[0])
    library.note_search(shelved, amara.id, " forklift\n\ud800 ", Found((), {}), None)
    library.note_search(shelved, amara.id, " \t", Found((), {}), None)
    library.note_search(shelved, amara.id, "x" * 900, Found((), {}), None)

    bodies = [event.body for event in searches(shelved)]
    assert bodies[0] == {"query": "lock", "found": found.total, "opened": found.hits[0].key}
    assert bodies[1] == {"query": "forklift", "found": 0, "opened": ""}
    assert [len(body["query"]) for body in bodies[2:]] == [500]


def test_who_is_forgotten_leaves_no_bookmarks(shelved: Station, amara: Learner) -> None:
    hit = look_up(shelved, amara, "lock").hits[0]
    library.bookmark(shelved, amara.id, hit, on=True)
    library.note_search(shelved, amara.id, "amara osei", Found((), {}), None)
    shelved.store.erase([amara.id], shelved.clock.now())

    assert library.bookmarks(shelved, amara.id) == ()
    assert b"amara osei" not in Path(shelved.home / "search.sqlite").read_bytes()
