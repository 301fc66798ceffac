"""What the office asks of people: kept, undone, heard by those whom it means, and by no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from keystep.domain.assigning import (
    Announcement,
    Assignment,
    Audience,
    Question,
    Sent,
    Survey,
    WantedLevel,
    Whom,
)
from keystep.domain.ports import Learner
from keystep.domain.session import Work
from keystep.errors import UsageError
from keystep.services import papers, people
from keystep.services.assigning import editing
from keystep.services.assigning.checking import faults
from keystep.services.assigning.registers import ASSIGNMENTS
from keystep.services.assigning.spreading import take_asked
from keystep.services.assigning.told import (
    answer_office,
    leave_survey,
    office_word,
    put_away,
)
from keystep.services.importing import import_share
from keystep.services.offers import followed
from keystep.services.office import Office
from keystep.services.path_states import path_states
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.stations import publish_catalog
from keystep.services.syncing import sync
from keystep.services.today import today
from tests.conftest import World
from tests.takers import PACK, take_lesson

QUESTIONS = (Question("q1", "Have you time to learn?", "No", "Yes"),)


@pytest.fixture
def hall(world: World) -> Station:
    return world.add_station("Hall 7")


@pytest.fixture
def amara(hall: Station) -> Learner:
    return register(hall, "Amara Osei", "Desk North")


@pytest.fixture
def tell(world: World, hall: Station, amara: Learner) -> Callable[[], None]:
    """Lets the station hear what the office asks."""

    def exchange() -> None:
        world.clock.move(minutes=1)
        sync(hall)
        import_share(world.office)
        publish_catalog(world.office)
        sync(hall)

    return exchange


def on(office: Office, days: int = 0) -> date:
    return office.clock.now().local.date() + timedelta(days=days)


def path_of(office: Office, n: int = 0) -> str:
    return office.shelf.pack(PACK).paths[n].id


def assignment(office: Office, **changes: Any) -> Assignment:
    made = Assignment(id="a", pack=PACK, path=path_of(office), assigned=on(office))
    return replace(made, **changes)


def announcement(office: Office, **changes: Any) -> Announcement:
    made = Announcement(id="n", title="The hoist is back", first=on(office), last=on(office, 3))
    return replace(made, **changes)


def survey(office: Office, **changes: Any) -> Survey:
    made = Survey(id="s", title="Time", first=on(office), last=on(office, 9), questions=QUESTIONS)
    return replace(made, **changes)


def test_an_assigned_path_comes_first_and_says_until_when(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    last = path_states(hall, amara.id)[-1]
    due = on(world.office, 2)
    wanted = assignment(world.office, pack=last.pack, path=last.path, due=due)
    editing.assign(world.office, wanted)
    tell()
    first, *others = path_states(hall, amara.id)
    assert (first.path, first.assigned, first.due) == (last.path, True, due)
    assert not any(path.assigned for path in others)
    assert followed([*others, first]) == (first,)
    offered = today(hall, amara.id, 10)
    assert offered.path == first
    lesson = next(piece for piece in offered.session if piece.work is Work.LESSON)
    assert str(lesson.reason) == "Assigned to you, due in 2 days."


def test_only_whom_it_means_is_asked(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    ben = register(hall, "Ben", "Desk South")
    tell()
    for n, audience in enumerate(
        (
            Audience(whom=Whom.TEAMS, teams=("Desk North",)),
            Audience(whom=Whom.PEOPLE, people=(amara.id,)),
            Audience(whom=Whom.PEOPLE, people=(ben.id,)),
            Audience(whom=Whom.NEWCOMERS, since=on(world.office)),
            Audience(whom=Whom.NEWCOMERS, since=on(world.office), teams=("Desk South",)),
        )
    ):
        editing.announce(world.office, announcement(world.office, id=f"n{n}", audience=audience))
    tell()
    heard = {one.id for one in office_word(hall, amara.id).announcements}
    assert heard == {"n0", "n1", "n3"}
    assert {one.id for one in office_word(hall, ben.id).announcements} == {"n2", "n3", "n4"}


def test_an_announcement_stands_until_it_is_put_away_or_over(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    for n in range(2):
        one = announcement(world.office, id=f"n{n}", first=on(world.office, n - 1))
        editing.announce(world.office, one)
    tell()
    newest, older = office_word(hall, amara.id).announcements
    assert (newest.id, older.id) == ("n1", "n0")
    put_away(hall, amara.id, newest)
    assert office_word(hall, amara.id).announcements == (older,)
    world.clock.move(days=4)
    assert office_word(hall, amara.id).announcements == ()


def test_the_focus_lifts_what_trains_its_skill(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    plain = today(hall, amara.id, 10).session[0]
    lesson = hall.shelf.lesson(plain.pack, plain.target)
    for skill in lesson.skills or [one.id for one in hall.shelf.pack(plain.pack).skills]:
        focus = announcement(world.office, id=skill, pack=plain.pack, skill=skill)
        editing.announce(world.office, focus)
        tell()
        assert office_word(hall, amara.id).focus == focus
        assert office_word(hall, amara.id).announcements == ()
        if today(hall, amara.id, 10).session[0].gain > plain.gain:
            return
        editing.retract(world.office, skill)
    pytest.fail("no focus made the next lesson worth more")


def test_a_survey_is_asked_until_it_is_answered_or_left(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    for id_ in ("s", "t"):
        editing.ask(world.office, survey(world.office, id=id_))
    tell()
    one, other = office_word(hall, amara.id).surveys
    with pytest.raises(UsageError, match="no number from 1 to 5"):
        answer_office(hall, amara.id, one, {"q1": 6})
    answer_office(hall, amara.id, one, {"q1": 4}, text=" More\nof it ")
    leave_survey(hall, amara.id, other)
    assert office_word(hall, amara.id).surveys == ()
    tell()
    (given,) = world.office.ledger.learning.survey_answers(one.id).values()
    assert (given.answers, given.text) == ({"q1": 4}, "More of it")
    changed = replace(one, questions=(Question("q1", "Have you a desk?", "No", "Yes"),))
    with pytest.raises(UsageError, match="answered these questions already"):
        editing.ask(world.office, changed)
    editing.ask(world.office, replace(one, title="Time to learn"))


def test_each_act_can_be_undone_and_withdrawn(world: World) -> None:
    office = world.office
    first = assignment(office, audience=Audience(whom=Whom.PEOPLE, people=("x", "y")))
    editing.assign(office, first)
    entry = editing.assign(office, replace(first, audience=Audience()))
    assert editing.assignments(office)[0].audience == Audience()
    papers.undo(office, entry)
    assert editing.assignments(office) == (first,)
    editing.withdraw(office, "a")
    assert editing.assignments(office) == ()
    with pytest.raises(UsageError, match="no assignment"):
        editing.withdraw(office, "a")
    said = [str(one.said) for one in papers.activity(office, 5)]
    assert said[0].startswith("Withdrew the path")


def test_a_person_who_is_forgotten_is_named_no_more(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    tell()
    audience = Audience(whom=Whom.PEOPLE, people=(amara.id,))
    editing.assign(world.office, assignment(world.office, audience=audience))
    people.erase(world.office, amara.id)
    (left,) = editing.assignments(world.office)
    assert left.audience == Audience(whom=Whom.PEOPLE)


def test_everything_wrong_is_said_at_once(world: World) -> None:
    office, past = world.office, date(2000, 1, 1)
    nobody, nowhen = Audience(whom=Whom.TEAMS), Audience(whom=Whom.NEWCOMERS)
    wrong: dict[Sent, list[str]] = {
        assignment(office, path="nowhere"): ["path"],
        assignment(office, due=past, within=3): ["due", "due"],
        assignment(office, audience=nobody): ["audience"],
        assignment(office, audience=nowhen, within=-1): ["audience", "due"],
        announcement(office, title=" ", last=past): ["title", "last"],
        announcement(office, text="x" * 501, pack=PACK, skill="?"): ["text", "skill"],
        survey(office, questions=()): ["questions"],
        survey(office, questions=QUESTIONS * 11): ["questions", "questions"],
    }
    for wanted, fields in wrong.items():
        assert [fault.field for fault in faults(office, wanted)] == fields


def test_a_level_is_wanted_of_a_skill_that_there_is(world: World) -> None:
    skill = world.office.shelf.pack(PACK).skills[0].id
    for level in (0, 100):
        with pytest.raises(UsageError, match="1 to 99"):
            editing.want_level(world.office, WantedLevel(pack=PACK, skill=skill, level=level))
    wanted = WantedLevel(pack=PACK, skill=skill, level=80, team="Desk North")
    editing.want_level(world.office, wanted)
    assert editing.wanted_levels(world.office) == (wanted,)
    editing.want_no_level(world.office, wanted)
    assert editing.wanted_levels(world.office) == ()


def test_an_id_is_never_given_twice(world: World) -> None:
    office, day = world.office, on(world.office)
    made = editing.free_id(office, ASSIGNMENTS, "Erste Schritte: Übung!")
    assert made == f"erste-schritte-ubung-{day}"
    editing.assign(office, assignment(office, id=made))
    assert editing.free_id(office, ASSIGNMENTS, "Erste Schritte Übung") == f"{made}-2"
    assert editing.free_id(office, ASSIGNMENTS, "…") == f"assignment-{day}"


def test_a_done_path_is_pressed_no_more(
    world: World, hall: Station, amara: Learner, tell: Callable[[], None]
) -> None:
    editing.assign(world.office, assignment(world.office, due=on(world.office)))
    tell()
    for lesson in hall.shelf.pack(PACK).paths[0].lessons:
        take_lesson(hall, amara.id, lesson)
    done = path_states(hall, amara.id)[-1]
    assert (done.path, done.assigned, done.next) == (path_of(world.office), True, None)
    work = [piece.work for piece in today(hall, amara.id, 10).session]
    assert Work.LESSON not in work


def test_what_a_newer_catalog_of_our_own_asks_is_taken_up(world: World) -> None:
    """As after a backup was put back: one was changed, one withdrawn, one made since."""
    office, papers_here = world.office, world.office.ledger.papers
    over = announcement(office, id="over", first=on(office, -9), last=on(office, -2))
    for one in (over, announcement(office), announcement(office, id="gone")):
        editing.announce(office, one)
    audience = Audience(whom=Whom.PEOPLE, people=("x",))
    changed = announcement(office, title="It is not back", audience=audience)
    new = assignment(office)
    catalog = replace(publish_catalog(office), assignments=(new,), announcements=(changed,))
    take_asked(papers_here, catalog, office.clock.now().at)
    assert editing.assignments(office) == (new,)
    assert editing.announcements(office) == (changed, over)
    before = papers.activity(office, 1)
    take_asked(papers_here, catalog, office.clock.now().at)
    assert papers.activity(office, 1) == before
