"""One person, three machines, one folder: learning goes on wherever they sit down."""

from __future__ import annotations

import pytest
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.lesson import StepKind
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.domain.progress import CardProgress, DayProgress, LessonProgress, SkillProgress
from keystep.services import cards, learning, people
from keystep.services.importing import import_share
from keystep.services.learning import open_lesson, view_step
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK, answer_all, take_lesson

LESSON, NEXT = "before-you-start", "three-sentences"
STATES: tuple[type[Struct], ...] = (LessonProgress, CardProgress, SkillProgress, DayProgress)


@pytest.fixture
def stations(world: World) -> tuple[Station, Station, Station]:
    return world.add_station("Van 12"), world.add_station("Hall 3"), world.add_station("Hall 7")


def exchange(world: World, *stations: Station) -> None:
    """Everybody's progress up, and everybody's progress down."""
    world.clock.move(minutes=1)
    for station in stations:
        sync(station)
    import_share(world.office)
    for station in stations:
        sync(station)


def stands(station: Station, learner: Learner) -> list[Struct]:
    """All that a station knows of where somebody stands."""
    return [row for state in STATES for row in station.store.select(state, learner=learner.id)]


def half_a_lesson(station: Station, learner: Learner) -> str:
    """Two steps into the next lesson; the id of the step they are at."""
    run = open_lesson(station, learner.id, PACK, NEXT)
    for step in run.lesson.steps[:2]:
        view_step(station, run, step)
    return run.lesson.steps[1].id


def known_at_both(world: World, stations: tuple[Station, Station, Station], lesson: str) -> Learner:
    """Amara, who took ``lesson`` at the first station and may learn at the second too."""
    van, hall, _ = stations
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, lesson)
    exchange(world, *stations)
    people.assign(world.office, amara.id, hall.keys.device)
    exchange(world, *stations)
    return amara


def test_the_same_person_goes_on_at_another_station(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    van, hall, other = stations
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, LESSON)
    at = half_a_lesson(van, amara)
    exchange(world, *stations)
    people.assign(world.office, amara.id, hall.keys.device)
    exchange(world, *stations)

    assert hall.store.learners() == [amara]
    assert other.store.learners() == [], "no station hears of people it has nothing to do with"
    assert stands(hall, amara) == stands(van, amara)
    run = open_lesson(hall, amara.id, PACK, NEXT)
    assert run.lesson.steps[run.step].id == at


def test_what_two_stations_add_in_turn_comes_together(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    van, hall, _ = stations
    amara = known_at_both(world, stations, LESSON)

    world.clock.move(days=1)
    take_lesson(hall, amara.id, NEXT)
    world.clock.move(hours=1)
    take_lesson(van, amara.id, "call-back")
    exchange(world, *stations)
    exchange(world, *stations)

    assert stands(van, amara) == stands(hall, amara)
    done = [row.lesson for row in van.store.select(LessonProgress, learner=amara.id)]
    assert sorted(done) == sorted([LESSON, NEXT, "call-back"])


def test_own_later_events_stay_on_top_of_what_the_office_folded(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    van, *_ = stations
    amara = register(van, "Amara Osei", "Desk North")
    take_lesson(van, amara.id, LESSON)
    sync(van)
    import_share(world.office)
    world.clock.move(minutes=5)
    take_lesson(van, amara.id, NEXT)
    before = stands(van, amara)

    sync(van)

    assert stands(van, amara) == before


def test_a_new_laptop_goes_on_where_the_lost_one_was(world: World) -> None:
    lost = world.add_station("Van 12")
    amara = register(lost, "Amara Osei", "Desk North")
    take_lesson(lost, amara.id, LESSON)
    at = half_a_lesson(lost, amara)
    exchange(world, lost)
    known = stands(lost, amara)
    lost.close()

    new = world.add_station("Van 12, new")
    people.adopt(world.office, lost.keys.device, new.keys.device)
    exchange(world, new)
    exchange(world, new)

    assert new.store.learners() == [amara]
    assert stands(new, amara) == known
    run = open_lesson(new, amara.id, PACK, NEXT)
    assert run.lesson.steps[run.step].id == at


def test_somebody_registered_twice_becomes_one_person_and_two_again(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    van, hall, _ = stations
    here = register(van, "Amara Osei", "Desk North")
    there = register(hall, "A. Osei", "Desk North")
    take_lesson(van, here.id, LESSON)
    world.clock.move(hours=1)
    take_lesson(hall, there.id, NEXT)
    exchange(world, *stations)
    apart = stands(hall, there)

    people.merge(world.office, there.id, here.id)
    exchange(world, *stations)
    assert hall.store.learners() == van.store.learners() == [here]
    assert stands(hall, here) == stands(van, here)
    assert {row.lesson for row in hall.store.select(LessonProgress, learner=here.id)} == {
        LESSON,
        NEXT,
    }

    people.unmerge(world.office, there.id)
    exchange(world, *stations)
    assert hall.store.learners() == [there]
    assert stands(hall, there) == apart
    assert stands(van, there) == []


def test_a_card_rated_at_one_station_is_not_due_at_the_other(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    van, hall, _ = stations
    amara = known_at_both(world, stations, NEXT)
    world.clock.move(days=30)
    due = cards.due_cards(hall, amara.id)
    assert due
    cards.rate_card(hall, amara.id, due[0], Rating.GOOD, duration_ms=1)
    exchange(world, *stations)

    left = {practice.card.id for practice in cards.due_cards(van, amara.id)}
    assert due[0].card.id not in left


def test_every_answer_given_at_once_in_two_places_is_kept(
    world: World, stations: tuple[Station, Station, Station]
) -> None:
    """Both stations answer the same lesson without hearing of each other."""
    van, hall, _ = stations
    amara = register(van, "Amara Osei", "Desk North")
    exchange(world, *stations)
    people.assign(world.office, amara.id, hall.keys.device)
    exchange(world, *stations)
    for station, right in ((van, True), (hall, False)):
        world.clock.move(minutes=3)
        run = open_lesson(station, amara.id, PACK, NEXT)
        check = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
        learning.view_step(station, run, check)
        answer_all(station, run, check, right=right)
    exchange(world, *stations)
    exchange(world, *stations)

    assert stands(van, amara) == stands(hall, amara)
    [latest] = van.store.select(LessonProgress, learner=amara.id)
    assert replace(latest) == hall.store.select(LessonProgress, learner=amara.id)[0]
    assert sum(day.items for day in van.store.select(DayProgress, learner=amara.id)) == 2 * len(
        run.items(check)
    )
