"""What learners say comes to the office, and the answer goes back to them."""

from __future__ import annotations

import pytest

from keystep import settings
from keystep.domain.facts import Flaw, LessonRated, SearchMade, TopicSuggested
from keystep.domain.matters import Matter, Sort, Standing
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.services import office_answers, papers
from keystep.services.content_desk import queue as desk
from keystep.services.importing import import_share
from keystep.services.learning import open_lesson
from keystep.services.people import erase
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import publish_progress
from keystep.services.syncing import sync
from keystep.services.voice import flag, suggest_topic
from tests.conftest import World
from tests.takers import PACK

LESSON = "three-sentences"


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


@pytest.fixture
def amara(van: Station) -> Learner:
    return register(van, "Amara Osei", "Desk North")


def bring(world: World, *stations: Station) -> None:
    world.clock.move(minutes=1)
    for station in stations:
        sync(station)
    import_share(world.office)
    for station in stations:
        sync(station)


def only(world: World) -> Matter:
    (matter,) = desk.queue(world.office)
    return matter


def test_an_answer_is_read_where_the_topic_was_suggested(
    world: World, van: Station, amara: Learner
) -> None:
    hall = world.add_station("Hall 7")
    kofi = register(hall, "Kofi Mensah", "")
    suggest_topic(van, amara.id, "Lifting <b>things</b>", "hoist")
    bring(world, van, hall)
    matter = only(world)
    assert (matter.said, matter.query, matter.people) == ("Lifting <b>things</b>", "hoist", 1)
    desk.answer(world.office, matter, "There is one\nfrom Monday.")
    assert publish_progress(world.office) == 1
    sync(van)
    (answer,) = office_answers.topic_answers(van, amara.id)
    assert (answer.said, answer.text) == ("Lifting <b>things</b>", "There is one from Monday.")
    assert office_answers.unread(hall, kofi.id) == ()
    assert only(world).standing is Standing.ANSWERED


def test_an_answer_that_was_read_is_news_no_more(
    world: World, van: Station, amara: Learner
) -> None:
    suggest_topic(van, amara.id, "Lifting")
    bring(world, van)
    desk.answer(world.office, only(world), "Soon.")
    bring(world, van)
    (answer,) = office_answers.unread(van, amara.id)
    office_answers.note_read(van, amara.id, answer)
    assert office_answers.unread(van, amara.id) == ()
    assert office_answers.topic_answers(van, amara.id) == (answer,)
    desk.answer(world.office, only(world), "It is here.")
    bring(world, van)
    assert [one.text for one in office_answers.unread(van, amara.id)] == ["It is here."]


def test_a_flag_is_answered_on_its_item(world: World, van: Station, amara: Learner) -> None:
    run = open_lesson(van, amara.id, PACK, LESSON)
    step = next(step for step in run.lesson.steps if step.id == "check")
    flag(van, run, step, "first-sentence", Flaw.WRONG)
    bring(world, van)
    matter = only(world)
    assert (matter.sort, matter.item, matter.reasons) == (
        Sort.FLAGGED,
        "first-sentence",
        {"wrong": 1},
    )
    desk.answer(world.office, matter, "Mended.")
    bring(world, van)
    (answer,) = office_answers.flag_answers(van, run, "check", "first-sentence")
    assert answer.text == "Mended."
    assert office_answers.flag_answers(van, run, "check", "which-belong") == ()
    assert office_answers.rating_answers(van, run) == ()


def test_an_answer_that_was_undone_is_gone_at_the_station(
    world: World, van: Station, amara: Learner
) -> None:
    suggest_topic(van, amara.id, "Lifting")
    bring(world, van)
    entry = desk.answer(world.office, only(world), "Soon.")
    bring(world, van)
    papers.undo(world.office, entry)
    bring(world, van)
    assert office_answers.unread(van, amara.id) == ()
    assert only(world).standing is Standing.NEW


def test_low_ratings_are_told_of_five_people_and_answered_to_those_who_gave_them(
    world: World, van: Station
) -> None:
    people = [register(van, f"Person {n}", "") for n in range(5)]
    rated = [
        LessonRated(pack=PACK, version="1.0.0", lesson=LESSON, stars=n) for n in (1, 2, 2, 4, 5)
    ]
    for person, fact in zip(people[:4], rated[:4], strict=True):
        van.store.append(person.id, [fact], world.clock.now())
    bring(world, van)
    assert desk.queue(world.office) == (), "four could be told apart"
    van.store.append(people[4].id, [rated[4]], world.clock.now())
    bring(world, van)
    matter = only(world)
    assert (matter.people, matter.count, matter.stars) == (3, 5, 2.8)
    desk.answer(world.office, matter, "We are writing it anew.")
    bring(world, van)
    assert [len(office_answers.unread(van, one.id)) for one in people] == [1, 1, 1, 0, 0]
    assert only(world).standing is Standing.ANSWERED


def test_nobody_is_answered_who_told_the_office_nothing(
    world: World, van: Station, amara: Learner
) -> None:
    van.store.append(amara.id, [SearchMade(query="hoist", found=0)], world.clock.now())
    bring(world, van)
    matter = only(world)
    with pytest.raises(UsageError, match="Nobody told"):
        desk.answer(world.office, matter, "Hello.")
    desk.take(world.office, matter)
    assert only(world).standing is Standing.TAKEN
    desk.close(world.office, only(world), "It is called a lift here.")
    closed = only(world)
    assert closed.handling is not None
    assert (closed.standing, closed.handling.text) == (Standing.DONE, "It is called a lift here.")


def test_the_log_quotes_nobody(world: World, van: Station, amara: Learner) -> None:
    suggest_topic(van, amara.id, "My neighbour is loud")
    bring(world, van)
    desk.take(world.office, only(world))
    desk.answer(world.office, only(world), "Tell your lead.")
    desk.close(world.office, only(world))
    logged = [str(entry.said) for entry in papers.activity(world.office, 3)]
    assert logged == [
        "Closed a suggested topic",
        "Answered a suggested topic",
        "Took on a suggested topic",
    ]
    handling = only(world).handling
    assert handling is not None
    assert handling.text == "Tell your lead.", "closing keeps the answer"


def test_who_said_it_is_shown_to_whom_may_see_names(
    world: World, van: Station, amara: Learner
) -> None:
    suggest_topic(van, amara.id, "Lifting")
    bring(world, van)
    assert desk.names(world.office, only(world)) == ()
    settings.change(world.office.home, sees_names=True)
    assert desk.names(world.office, only(world)) == ("Amara Osei",)


def test_an_answer_is_forgotten_with_its_learner(
    world: World, van: Station, amara: Learner
) -> None:
    suggest_topic(van, amara.id, "Lifting")
    bring(world, van)
    desk.answer(world.office, only(world), "For your ears only")
    bring(world, van)
    erase(world.office, amara.id)
    bring(world, van)
    assert van.store.answers(amara.id) == ()
    for path in (world.office.home / "office.sqlite", van.home / "station.sqlite"):
        assert b"For your ears only" not in path.read_bytes()


def test_what_steers_a_screen_is_left_away(world: World, van: Station, amara: Learner) -> None:
    forged = TopicSuggested(text="Pay \u202eelpoep\n now")
    van.store.append(amara.id, [forged], world.clock.now())
    bring(world, van)
    assert only(world).said == "Pay elpoep now"
    desk.answer(world.office, only(world), "No.")
    bring(world, van)
    assert [one.said for one in van.store.answers(amara.id)] == ["Pay elpoep now"]


def test_a_matter_is_found_by_the_beginning_of_its_key(
    world: World, van: Station, amara: Learner
) -> None:
    for topic in ("Lifting", "Ladders"):
        van.store.append(amara.id, [TopicSuggested(text=topic)], world.clock.now())
    bring(world, van)
    first, _ = desk.queue(world.office)
    assert desk.find(world.office, first.key[:-3]) == first
    with pytest.raises(UsageError, match="2 matters"):
        desk.find(world.office, "suggested")
