"""Packs in several languages, paths over several packs, steps that wait."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from msgspec.structs import replace

from keystep.domain.lesson import Pack, Path, Phase, Step, StepKind, first_form
from keystep.domain.quiz import Assessment, Quiz


def pack(*languages: str, variants: dict[str, Pack] | None = None) -> Pack:
    return Pack(
        id="small",
        version="1.0.0",
        title="A pack",
        languages=languages,
        licence="CC0-1.0",
        owner="Training",
        review_by="2027-06-30",
        audience=(),
        skills=(),
        key_results=(),
        paths=(),
        lessons=(),
        quizzes=(),
        assessments=(),
        decks=(),
        scenarios=(),
        media={},
        variants=variants or {},
    )


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ((), "en"),
        (("fr",), "en"),
        (("de",), "de"),
        (("de-AT",), "de"),
        (("zh-Hant-TW",), "zh-Hant"),
        (("pt",), "en"),
        (("fr", "ar", "de"), "ar"),
        (("de-CH", "en"), "de"),
        (("en", "de"), "en"),
    ],
)
def test_a_pack_is_shown_in_the_first_wanted_language_that_it_has(
    wanted: tuple[str, ...], shown: str
) -> None:
    others = ("de", "ar", "pt-BR", "zh-Hant")
    own = pack("en", *others, variants={tag: pack(tag) for tag in others})
    assert own.spoken(wanted).language == shown


def test_forms_are_taken_in_turn() -> None:
    forms = [Quiz(id=name, title=name, items=()) for name in "abc"]
    both = Assessment(id="test", title="Test", forms=("a", "b"))
    taken = replace(pack("en"), quizzes=tuple(forms), assessments=(both,))
    every = replace(taken, assessments=(replace(both, forms=("a", "b", "c")),))
    steps = [
        Step(id="s", title="S", kind=StepKind.CHECK, target="test", phase=phase)
        for phase in (Phase.PRE, Phase.POST, Phase.DELAYED)
    ]
    asked = {form: [taken.quiz_of(step, form).id for step in steps] for form in (0, 1)}
    assert asked == {0: ["a", "b", "a"], 1: ["b", "a", "b"]}
    for form in range(3):
        assert {every.quiz_of(step, form).id for step in steps} == set("abc")


@pytest.mark.parametrize("forms", [2, 3])
def test_as_many_learners_begin_with_each_form(forms: int) -> None:
    learners = (str(UUID(int=n << 64, version=4)) for n in range(3000))
    first = Counter(first_form(learner) % forms for learner in learners)
    assert all(abs(first[form] - 3000 / forms) < 150 for form in range(forms))


def test_a_path_may_lead_through_other_packs() -> None:
    path = Path(id="start", title="Start", lessons=("first", "other/far", "small/last"))
    assert path.places("small") == (("small", "first"), ("other", "far"), ("small", "last"))


@pytest.mark.parametrize("kind", StepKind)
def test_what_asks_for_something_is_required_unless_its_author_says_otherwise(
    kind: StepKind,
) -> None:
    step = Step(id="a", title="A", kind=kind)
    asks = {StepKind.CHECK, StepKind.SCENARIO, StepKind.CHECKLIST}
    assert step.is_required is (kind in asks)
    assert Step(id="a", title="A", kind=kind, required=True).is_required
    assert not Step(id="a", title="A", kind=kind, required=False).is_required


@pytest.mark.parametrize(
    ("text", "at", "around"),
    [
        ("Before\n\nAfter", 6, ("Before", "After")),
        ("After", 0, ("", "After")),
        ("Before", 6, ("Before", "")),
        ("", 0, ("", "")),
    ],
)
def test_points_stand_between_two_texts(text: str, at: int, around: tuple[str, str]) -> None:
    step = Step(id="a", title="A", kind=StepKind.CHECKLIST, text=text, points_at=at)
    assert step.around_points == around
