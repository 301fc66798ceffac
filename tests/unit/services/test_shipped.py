"""What every pack that ships has to offer, beside being free of faults."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from keystep import paths
from keystep.domain.lesson import Pack, Phase, Step, StepKind
from keystep.services.packs import open_shelf

FULL = sorted(
    {told.parent.name for told in paths.lessons().glob("*/pack.toml")} - {"answering-customers"}
)


@pytest.fixture(params=FULL)
def pack(request: pytest.FixtureRequest, shipped: Path) -> Pack:
    return open_shelf(shipped).pack(request.param)


def steps(pack: Pack) -> list[Step]:
    return list(chain.from_iterable(lesson.steps for lesson in pack.lessons))


def test_it_has_five_short_lessons_at_least(pack: Pack) -> None:
    assert len(pack.lessons) >= 5
    assert all(2 <= lesson.minutes <= 10 for lesson in pack.lessons)


def test_every_format_is_there_and_a_picture_explains_itself(pack: Pack) -> None:
    assert {step.kind for step in steps(pack)} == set(StepKind)
    assert any(step.hotspots for step in steps(pack))


def test_there_is_enough_to_answer_and_to_keep(pack: Pack) -> None:
    asked = {step.target for step in steps(pack) if step.kind is StepKind.CHECK and not step.phase}
    assert sum(len(quiz.items) for quiz in pack.quizzes if quiz.id in asked) >= 12
    assert sum(len(deck.cards) for deck in pack.decks) >= 20


def test_a_story_can_end_in_three_ways(pack: Pack) -> None:
    told = {step.target for step in steps(pack) if step.kind is StepKind.SCENARIO}
    assert max(len(story.endings) for story in pack.scenarios if story.id in told) >= 3


def test_it_finds_out_where_to_begin_and_how_far_one_came(pack: Pack) -> None:
    taken = {step.phase: step.target for step in steps(pack) if step.phase}
    assert set(taken) == set(Phase)
    assert taken[Phase.PRE] == taken[Phase.POST] != taken[Phase.NEEDS]


def test_every_skill_is_tested_before_and_after(pack: Pack) -> None:
    taken = {step.target for step in steps(pack) if step.phase is Phase.POST}
    forms = chain.from_iterable(a.forms for a in pack.assessments if a.id in taken)
    quizzes = {quiz.id: quiz for quiz in pack.quizzes}
    skills = {skill.id for skill in pack.skills}
    assert all({item.skill for item in quizzes[form].items} == skills for form in forms)


def test_every_lesson_says_what_it_is_for(pack: Pack) -> None:
    titles = {result.id for result in pack.key_results}
    assert all(lesson.task and lesson.learnt for lesson in pack.lessons)
    assert all(lesson.key_result in titles for lesson in pack.lessons)
