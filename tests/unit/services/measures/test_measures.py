"""Seven people of one team and three of another, told by the office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from keystep.aggregate.learner_rows import Behind
from keystep.aggregate.people import LessonRef
from keystep.domain.bundles import Claim
from keystep.domain.facts import LessonCompleted, LessonStarted
from keystep.domain.okr import KeyResult, KrKind
from keystep.domain.scope import EVERYBODY, Habit, Scope
from keystep.errors import UsageError
from keystep.services.drilldown import drill_down
from keystep.services.kpi.importing import import_kpis
from keystep.services.measures.learners import learner, learners
from keystep.services.measures.measuring import measures
from keystep.services.measures.names import sees_names, show_names
from keystep.services.measures.scoping import choices, period_of, scope_of
from keystep.services.office import Office
from keystep.services.okr.cycles import current_cycle
from keystep.services.okr.editing import save_key_result
from keystep.services.okr.files import load_okrs
from keystep.services.papers import activity
from tests.conftest import World
from tests.figures import written_kpis
from tests.unit.aggregate.builders import Station, device, enrolled, taken_in

PACK, LESSON = "answering-customers", "three-sentences"
NORTH = [f"north-{number}" for number in range(7)]
NIGHT = [f"night-{number}" for number in range(3)]
OKRS = """
id = "q"
title = "Q"
start = {start}
end = {end}
[[objectives]]
id = "o"
title = "Answers"
[[objectives.key_results]]
id = "every-week"
title = "Learning every week"
kind = "engagement"
unit = "%"
baseline = 10.0
target = 90.0
lessons = ["answering-customers/three-sentences"]
"""


@pytest.fixture
def office(world: World, tmp_path: Path) -> Office:
    office, today = world.office, world.clock.now().day
    hall = Station("hall")
    place = {"pack": PACK, "version": "1.0.0", "lesson": LESSON, "attempt": "run"}
    for who in NORTH + NIGHT:
        when = world.clock.now().at - timedelta(days=10)
        hall.did(who, LessonStarted(**place), when=when)
        if who not in NORTH[:2]:
            hall.did(who, LessonCompleted(duration_ms=1, **place), when=when)
    claims = [Claim(who, who.title(), "North") for who in NORTH]
    claims += [Claim(who, who.title(), "Night") for who in NIGHT]
    enrolled(office.ledger, "hall")
    taken_in(office.ledger, hall.bundle(claims=claims, sealed=world.clock.now().at))
    file = tmp_path / "okrs.toml"
    start, end = today - timedelta(days=20), today + timedelta(days=40)
    file.write_text(OKRS.format(start=start, end=end), "utf-8")
    load_okrs(office, file)
    return office


def test_a_scope_is_found_by_the_words_of_whoever_asks(office: Office) -> None:
    assert scope_of(office, team="North", station="hall") == Scope(
        team="North", device=device("hall")
    )
    assert scope_of(office, station=device("hall")[:6]).device == device("hall")
    assert choices(office).teams == ("Night", "North")


@pytest.mark.parametrize("words", [{"team": "South"}, {"station": "van"}, {"cohort": "spring"}])
def test_who_is_not_there_is_refused(office: Office, words: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        scope_of(office, **words)  # type: ignore[arg-type]


def test_an_open_period_is_that_of_the_cycle(office: Office) -> None:
    period = period_of(office, EVERYBODY)
    assert (period.end - period.start).days == 60
    cut = period_of(office, Scope(last=period.start - timedelta(days=1)))
    assert cut.start < cut.end < period.start


def test_the_measures_are_of_a_team(office: Office) -> None:
    told = measures(office, Scope(team="North"))
    assert told.learning.people == 7
    assert {week.known for week in told.learning.engagement} == {7}
    assert told.board is not None
    assert [point.n for row in told.board.rows for point in row.points][-1] == 7
    few = measures(office, Scope(team="Night"))
    assert (few.learning.people, few.learning.engagement) == (None, ())
    with pytest.raises(UsageError):
        measures(office, EVERYBODY, Habit(days=9))


def test_a_key_result_leads_to_the_lesson_and_skill_that_it_names(office: Office) -> None:
    detail = drill_down(office, "every-week", Scope(team="North"))
    ((title, lesson),) = detail.lessons
    assert (lesson.lesson.lesson, lesson.finished, lesson.of) == (LESSON, 5, 7)
    assert title == office.shelf.lesson(PACK, LESSON).title
    trained = office.shelf.lesson(PACK, LESSON).skills
    assert {row.skill for _, row in detail.skills} == set(trained)
    assert [team.team for team in detail.teams] == ["North"]


def test_people_go_by_a_part_of_their_id_until_names_are_shown(office: Office) -> None:
    lesson = Behind(lessons=(LessonRef(PACK, LESSON),))
    rows = learners(office, Scope(team="North"), lesson)
    assert [row.learner for row in rows] == NORTH
    assert {row.name for row in rows} == {""}
    assert sum(row.finished is not None for row in rows) == 5
    show_names(office, wanted=True)
    assert sees_names(office)
    assert learners(office, Scope(team="North"))[0].name == "North-0"
    (latest, *_) = activity(office, 1)
    assert "names" in str(latest.said)


def test_turning_names_to_what_they_are_is_no_act(office: Office) -> None:
    before = len(activity(office, 100))
    show_names(office, wanted=False)
    assert len(activity(office, 100)) == before


def test_of_a_small_team_no_change_of_its_kpi_is_told(office: Office) -> None:
    today = office.clock.now().day
    rows = [
        f"calls,{team},{today - timedelta(days=ago)},{10 + ago},50"
        for team in ("North", "Night")
        for ago in (7, 0)
    ]
    import_kpis(office, written_kpis(office.home, *rows))
    calls = KeyResult(id="w", title="W", kind=KrKind.WORK, source="calls", baseline=20, target=9)
    cycle = current_cycle(office)
    assert cycle is not None
    save_key_result(office, cycle.id, cycle.objectives[0].id, calls)
    told = {team: measures(office, Scope(team=team)).work for team in ("North", "Night", "")}
    teams = {team: [(one.teams, one.better is None) for one in work] for team, work in told.items()}
    assert teams == {"North": [(1, False)], "Night": [(0, True)], "": [(2, False)]}


def test_of_a_small_team_nobody_is_shown(office: Office) -> None:
    with pytest.raises(UsageError):
        learners(office, Scope(team="Night"))
    with pytest.raises(UsageError):
        learner(office, Scope(team="Night"), "night-0")


def test_one_person_is_told_with_what_they_did(office: Office) -> None:
    told = learner(office, EVERYBODY, "north-3")
    assert (told.row.learner, told.row.days, told.row.name) == ("north-3", 1, "")
    assert [one.lesson for one in told.states.lessons] == [LESSON]
    assert told.began == told.row.last
    for unclear in ("north", "nobody", ""):
        with pytest.raises(UsageError):
            learner(office, EVERYBODY, unclear)
