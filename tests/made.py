"""A pack made of values, for tests that need what the packs that ship have nowhere."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from keystep.domain.interactions import Option, SingleChoice
from keystep.domain.lesson import (
    AlignedKeyResult,
    Lesson,
    Pack,
    Phase,
    Skill,
    Step,
    StepKind,
)
from keystep.domain.lesson import Path as Course
from keystep.domain.quiz import Assessment, Item, Quiz
from keystep.services.shelf import Shelf
from keystep.services.station import Station

PACK = "lock-out"
LESSON = "try-it"
LINE = "Sentence number {n} of a long page that has to be scrolled."
LONG = "\n\n".join(LINE.format(n=n) for n in range(30))
YES_OR_NO = SingleChoice(options=(Option("Yes", right=True), Option("No")))
POINTS = ("Switch it off", "Lock it", "Try it")


def item(item_id: str, skill: str = "locking") -> Item:
    """A question with two answers, the first of which is right."""
    question = f"Is this {item_id}?"
    return Item(id=item_id, skill=skill, question=question, asks=YES_OR_NO)


QUIZ = Quiz(id="lock-quiz", title="Locking", items=(item("first"), item("second")))
OTHER_QUIZ = Quiz(id="other-quiz", title="Other", items=(item("third"),))
FORM = Quiz(id="form", title="Needs", items=(item("fourth"), item("fifth", "tagging")))

STEPS = (
    Step(id="why", title="Why", kind=StepKind.ARTICLE, text=LONG),
    Step(id="check", title="Check", kind=StepKind.CHECK, target="lock-quiz"),
    Step(id="do", title="Do it", kind=StepKind.CHECKLIST, points=POINTS),
    Step(id="more", title="More", kind=StepKind.ARTICLE, text=LONG),
    Step(id="other", title="Other", kind=StepKind.CHECK, target="other-quiz", required=False),
    Step(id="end", title="End", kind=StepKind.ARTICLE, text="That is all."),
)
TRY_IT = Lesson(
    id=LESSON,
    title="Lock it, tag it, try it",
    minutes=6,
    steps=STEPS,
    skills=("locking",),
    task="Work on a machine that stands still",
    key_result="lock-outs",
    learnt=("Lock a machine",),
)
TAG_IT = replace(TRY_IT, id="tag-it", title="Tag it", skills=("tagging",), steps=STEPS[:1])
NEEDS = Lesson(
    id="needs",
    title="What you need",
    minutes=2,
    steps=(Step(id="ask", title="Ask", kind=StepKind.CHECK, target="all", phase=Phase.NEEDS),),
)


def made_pack(pack_id: str = PACK, **changes: object) -> Pack:
    """Three lessons on one path: one with every flow there is, a short one and a diagnostic."""
    made = Pack(
        id=pack_id,
        version="1.0.0",
        title="Lock-out",
        languages=("en",),
        licence="CC0-1.0",
        owner="Safety",
        review_by="2030-01-01",
        audience=("all",),
        skills=(Skill("locking", "Lock a machine"), Skill("tagging", "Tag a machine")),
        key_results=(AlignedKeyResult(id="lock-outs", title="Lock-outs right at first audit"),),
        paths=(Course(id="first", title="First", lessons=(LESSON, "tag-it", "needs")),),
        lessons=(TRY_IT, TAG_IT, NEEDS),
        quizzes=(QUIZ, OTHER_QUIZ, FORM),
        assessments=(Assessment(id="all", title="All", forms=("form",)),),
        decks=(),
        scenarios=(),
        media={},
    )
    return replace(made, **changes)


def put_on_shelf(station: Station, *packs: Pack, spoken: tuple[str, ...] = ()) -> None:
    """These packs, and no others, are at hand."""
    folders = {pack.id: Path(station.home) / pack.id for pack in packs}
    station.shelf = Shelf({pack.id: pack for pack in packs}, folders, (), spoken)
