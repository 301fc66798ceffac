"""What every pack that ships has to offer, beside being free of faults."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from keystep import paths
from keystep.domain.diagnostic import Knowing, beliefs, next_item
from keystep.domain.flashcards import CardAsks
from keystep.domain.interactions import (
    Categorise,
    Cloze,
    ImageHotspot,
    Interaction,
    Matching,
    Ordering,
    Reflection,
)
from keystep.domain.lesson import Pack, Phase, Step, StepKind
from keystep.domain.quiz import Telling
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


def test_every_kind_of_card_is_there_and_one_is_heard(pack: Pack) -> None:
    cards = [card for deck in pack.decks for card in deck.cards]
    assert {type(card.asks) for card in cards} == set(CardAsks.__args__)
    assert any(card.id == f"{card.entry}/reversed" for card in cards)
    assert any(card.asked.sound for card in cards)


def test_a_story_can_end_in_three_ways(pack: Pack) -> None:
    told = {step.target for step in steps(pack) if step.kind is StepKind.SCENARIO}
    assert max(len(story.endings) for story in pack.scenarios if story.id in told) >= 3


def test_it_finds_out_where_to_begin_and_how_far_one_came(pack: Pack) -> None:
    taken = {step.phase: step.target for step in steps(pack) if step.phase}
    assert set(taken) == {Phase.PRE, Phase.POST, Phase.NEEDS}
    assert taken[Phase.PRE] == taken[Phase.POST] != taken[Phase.NEEDS]


@pytest.mark.parametrize(("score", "found"), [(1_000, Knowing.KNOWN), (0, Knowing.NEEDED)])
@pytest.mark.parametrize("name", [*FULL, "answering-customers"])
def test_two_answers_of_a_kind_tell_of_a_skill_and_one_does_not(
    name: str, score: int, found: Knowing, shipped: Path
) -> None:
    pack = open_shelf(shipped).pack(name)
    [needs] = {step.target for step in steps(pack) if step.phase is Phase.NEEDS}
    [form] = next(a.forms for a in pack.assessments if a.id == needs)
    items = pack.quiz(form).items
    assert Counter(item.skill for item in items) == {skill.id: 4 for skill in pack.skills}
    scores: dict[str, int | None] = {}
    while item := next_item(items, scores):
        scores[item.id] = score
    told = beliefs(items, scores).values()
    assert {belief.knowing for belief in told} == {found}
    assert {belief.questions for belief in told} == {2}


def test_a_test_before_or_after_tells_nothing_while_it_is_taken(shipped: Path) -> None:
    shelf = open_shelf(shipped)
    for pack in (shelf.pack(told.parent.name) for told in paths.lessons().glob("*/pack.toml")):
        forms = {form for a in pack.assessments if len(a.forms) > 1 for form in a.forms}
        assert {pack.quiz(form).feedback for form in forms} == {Telling.AT_THE_END}


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


def test_a_choice_is_not_all_that_is_asked(shipped: Path) -> None:
    shelf = open_shelf(shipped)
    asked = {
        pack.id: {type(item.asks) for quiz in pack.quizzes for item in quiz.items}
        for pack in (shelf.pack(told.parent.name) for told in paths.lessons().glob("*/pack.toml"))
    }
    beyond = {Categorise, Cloze, ImageHotspot, Matching, Ordering, Reflection}
    assert all(len(kinds & beyond) >= 3 for kinds in asked.values())
    assert set[type]().union(*asked.values()) == set(Interaction.__args__)


def test_a_check_asks_all_that_its_quiz_has_or_draws_some_on_purpose(shipped: Path) -> None:
    drawn = {("first-week", "find-your-way"), ("first-week", "your-first-day")}
    shelf = open_shelf(shipped)
    for told in paths.lessons().glob("*/pack.toml"):
        pack = shelf.pack(told.parent.name)
        for step in steps(pack):
            if step.kind is StepKind.CHECK and not step.phase and step.count:
                is_whole = step.count == len(pack.quiz(step.target).items)
                assert is_whole is ((pack.id, step.target) not in drawn)
