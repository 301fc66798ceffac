"""A diagnostic asks one after the other, draws a map of skills, and leads on from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.domain.diagnostic import Knowing
from keystep.domain.facts import Kind
from keystep.domain.interactions import Option, Reflection, SingleChoice
from keystep.domain.lesson import Lesson, Pack, Phase, Skill, Step, StepKind
from keystep.domain.lesson import Path as Course
from keystep.domain.ports import Learner
from keystep.domain.quiz import Assessment, Item, Quiz
from keystep.services import learning
from keystep.services.answers import answers
from keystep.services.asking import asked, is_open_ended
from keystep.services.completion import complete_lesson
from keystep.services.needs import Needs, leave_out, needs
from keystep.services.path_states import path_states
from keystep.services.run import Run
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.made import made_pack, put_on_shelf
from tests.takers import right_answer, wrong_answer

PACK = "needs"
SKILLS = ("lift", "lock", "tag")
FOUR = SingleChoice(options=(Option("Yes", right=True), Option("1"), Option("2"), Option("3")))


def item(name: str) -> Item:
    return Item(id=name, skill=name.split("-", maxsplit=1)[0], question=f"{name}?", asks=FOUR)


ASK = Step(id="ask", title="Ask", kind=StepKind.CHECK, target="all", phase=Phase.NEEDS)
READ = Step(id="read", title="Read", kind=StepKind.ARTICLE, text="Read.")
TEST = replace(ASK, id="test", target="test", phase=Phase.POST)
ITEMS = tuple(item(f"{skill}-{n}") for n in range(5) for skill in SKILLS)
FORMS = (Quiz(id="form", title="Form", items=ITEMS), Quiz(id="test", title="T", items=ITEMS[:1]))


def lesson(lesson_id: str, *skills: str, steps: tuple[Step, ...] = (READ,)) -> Lesson:
    return Lesson(id=lesson_id, title=lesson_id, minutes=2, steps=steps, skills=skills)


LESSONS = (
    lesson("first", steps=(ASK,)),
    *(lesson(f"to-{skill}", skill) for skill in SKILLS),
    lesson("both", "lift", "lock"),
    lesson("last", *SKILLS, steps=(TEST,)),
)


def pack(quizzes: tuple[Quiz, ...] = FORMS) -> Pack:
    return made_pack(
        PACK,
        skills=tuple(Skill(skill, skill.title()) for skill in SKILLS),
        lessons=LESSONS,
        paths=(Course(id="way", title="Way", lessons=tuple(each.id for each in LESSONS)),),
        quizzes=quizzes,
        assessments=(
            Assessment(id="all", title="All", forms=("form",)),
            Assessment(id="test", title="Test", forms=("test",)),
        ),
    )


@pytest.fixture
def run(station: Station, amara: Learner) -> Run:
    put_on_shelf(station, pack())
    return learning.open_lesson(station, amara.id, PACK, "first")


def answer(station: Station, run: Run, item: Item, *, right: bool) -> None:
    response = right_answer(item) if right else wrong_answer(item)
    learning.answer_item(station, run, ASK, item, response, duration_ms=1)


def go_through(station: Station, run: Run, knows: Mapping[str, bool]) -> Needs:
    """Answer whatever is asked, and complete the lesson."""
    while ahead := [i for i in asked(station, run, ASK) if not given(station, run, i)]:
        answer(station, run, ahead[0], right=knows[ahead[0].skill])
    found = complete_lesson(station, run, duration_ms=1).needs
    assert found is not None
    return found


def given(station: Station, run: Run, item: Item) -> bool:
    return item.id in answers(station, run, ASK)


def titles(found: Needs) -> tuple[list[str], list[str]]:
    return [each.title for each in found.take], [each.title for each in found.skip]


def of_kind(station: Station, kind: Kind) -> list[dict[str, object]]:
    return [r.event.body for r in station.store.events() if r.event.kind == kind]


def test_an_ordinary_check_asks_everything_at_once(station: Station, amara: Learner) -> None:
    put_on_shelf(station, made_pack())
    run = learning.open_lesson(station, amara.id, "lock-out", "try-it")
    check = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    assert asked(station, run, check) == run.items(check)
    assert not is_open_ended(run, check)


def test_a_diagnostic_asks_one_after_the_other(
    station: Station, run: Run, clock: FakeClock
) -> None:
    assert is_open_ended(run, ASK)
    seen = list[str]()
    for right in (True, False, True, True):
        *before, now = asked(station, run, ASK)
        assert [item.id for item in before] == seen
        answer(station, run, now, right=right)
        clock.move(seconds=30)
        seen.append(now.id)
    assert seen[:3] == ["lift-0", "lock-0", "tag-0"]


def test_it_is_completed_when_it_is_sure(station: Station, run: Run) -> None:
    go_through(station, run, dict.fromkeys(SKILLS, True))
    [completed] = of_kind(station, Kind.ASSESSMENT_COMPLETED)
    assert (completed["phase"], completed["items"]) == ("needs", 6)
    assert len(of_kind(station, Kind.ITEM_ANSWERED)) == 6


def test_the_map_says_what_is_known_and_how_surely(station: Station, run: Run) -> None:
    found = go_through(station, run, {"lift": True, "lock": False, "tag": True})
    assert [skill.title for skill in found.skills] == ["Lift", "Lock", "Tag"]
    lift, lock, tag = (skill.belief for skill in found.skills)
    assert (lift.knowing, lock.knowing, tag.knowing) == (
        Knowing.KNOWN,
        Knowing.NEEDED,
        Knowing.KNOWN,
    )
    assert lift.sure == pytest.approx(0.928, abs=1e-3)
    assert (lift.questions, lock.questions) == (2, 2)


def test_the_way_leaves_out_what_is_known_and_never_a_test(station: Station, run: Run) -> None:
    found = go_through(station, run, {"lift": True, "lock": False, "tag": True})
    assert titles(found) == (["to-lock", "both"], ["to-lift", "to-tag"])


def test_who_knows_nothing_takes_what_builds_on_the_rest_last(station: Station, run: Run) -> None:
    found = go_through(station, run, dict.fromkeys(SKILLS, False))
    assert titles(found) == (["to-lift", "to-lock", "to-tag", "both"], [])


def test_the_same_is_found_again_from_what_was_recorded(
    station: Station, run: Run, open_home: Callable[[Path], Station]
) -> None:
    found = go_through(station, run, {"lift": True, "lock": False, "tag": True})
    station.close()
    again = open_home(station.home)
    put_on_shelf(again, pack())
    assert needs(again, run) == found


def test_in_the_middle_it_goes_on_where_it_was(
    station: Station, run: Run, open_home: Callable[[Path], Station]
) -> None:
    for right in (True, False):
        answer(station, run, asked(station, run, ASK)[-1], right=right)
    before = asked(station, run, ASK)
    station.close()
    again = open_home(station.home)
    put_on_shelf(again, pack())
    assert asked(again, run, ASK) == before


def test_nothing_but_the_answers_of_a_run_counts(
    station: Station, run: Run, clock: FakeClock
) -> None:
    first = go_through(station, run, dict.fromkeys(SKILLS, True))
    clock.move(days=1)
    second = learning.open_lesson(station, run.learner, PACK, "first")
    assert second.attempt != run.attempt
    found = go_through(station, second, dict.fromkeys(SKILLS, True))
    assert found.skills == first.skills
    assert (found.skills[0].belief.questions, found.skills[0].belief.knowing) == (2, Knowing.KNOWN)


def test_nothing_is_left_out_before_the_learner_says_so(station: Station, run: Run) -> None:
    found = go_through(station, run, {"lift": True, "lock": False, "tag": True})
    [way] = path_states(station, run.learner)
    assert way.done == 1
    leave_out(station, run.learner, found.skip)
    known = [body for body in of_kind(station, Kind.LESSON_COMPLETED) if body["known"]]
    assert {body["lesson"] for body in known} == {"to-lift", "to-tag"}
    [way] = path_states(station, run.learner)
    assert (way.done, way.next) == (3, found.take[0])
    after = needs(station, run)
    assert after is not None
    assert titles(after) == (["to-lock", "both"], [])


def test_paths_go_on_with_the_weakest_skill(station: Station, run: Run) -> None:
    """One half known and half not, one known, one not at all."""
    for n in range(5):
        answer(station, run, item(f"lift-{n}"), right=n % 2 == 0)
    found = go_through(station, run, {"lift": True, "lock": True, "tag": False})
    assert titles(found) == (["to-tag", "to-lift", "both"], ["to-lock"])
    [way] = path_states(station, run.learner)
    assert way.next == found.take[0]
    assert [way.lessons[n].lesson for n in way.order] == [
        *("first", "to-tag", "to-lock", "to-lift", "both", "last")
    ]


def test_an_open_diagnostic_changes_no_path(station: Station, run: Run) -> None:
    answer(station, run, asked(station, run, ASK)[0], right=False)
    [way] = path_states(station, run.learner)
    assert way.order == tuple(range(len(LESSONS)))


def test_where_nothing_is_graded_everything_is_asked(station: Station, amara: Learner) -> None:
    thoughts = tuple(
        Item(id=f"t-{n}", skill="lift", question="When?", asks=Reflection()) for n in range(2)
    )
    put_on_shelf(station, pack((Quiz(id="form", title="Form", items=thoughts), FORMS[1])))
    run = learning.open_lesson(station, amara.id, PACK, "first")
    assert asked(station, run, ASK) == thoughts
    assert needs(station, run) is None
