"""Packs, paths, lessons and steps, as the rest of the program sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from msgspec import Struct

from keystep.domain.flashcards import Deck
from keystep.domain.quiz import Assessment, Item, Quiz
from keystep.domain.scenario import Scenario


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


class StepKind(StrEnum):
    ARTICLE = "article"
    INFOGRAPHIC = "infographic"
    VIDEO = "video"
    CHECK = "check"
    CARDS = "cards"
    SCENARIO = "scenario"
    AUDIO = "audio"
    CHECKLIST = "checklist"


ANSWERED = frozenset({StepKind.CHECK, StepKind.SCENARIO, StepKind.CHECKLIST})
"""Steps that are required unless their author says otherwise: those that ask for something."""


class Phase(StrEnum):
    """When an assessment is taken, relative to the learning it measures.

    NEEDS finds out what to learn at all. DELAYED asks some weeks after POST, PROBE now and then
    asks a few questions drawn by chance: no lesson holds these two, they come by themselves.
    """

    PRE = "pre"
    POST = "post"
    NEEDS = "needs"
    DELAYED = "delayed"
    PROBE = "probe"


BY_ITSELF = {phase: f"<{phase.value}>" for phase in (Phase.DELAYED, Phase.PROBE)}
"""Tests that come by themselves, and the ids of their steps, such as no author can give."""
PRACTICE = "<practice>"
"""The id of a step that comes by itself too, but is no test: items asked again, to know them."""
_TURN = {Phase.NEEDS: 0, Phase.PRE: 0, Phase.POST: 1, Phase.DELAYED: 2}
"""How many forms after a learner's first one a test asks."""


class Hotspot(Struct, frozen=True, kw_only=True):
    """A numbered place on an infographic that explains itself.

    ``x`` and ``y`` are thousandths of the picture's width and height from its top left corner.
    ``text`` is Markdown.
    """

    x: int
    y: int
    title: str
    text: str


class Step(Struct, frozen=True, kw_only=True):
    """One screen of a lesson.

    ``text`` is Markdown. ``file``, ``captions`` and ``poster`` are paths inside the pack's
    ``media/``. ``target`` is the id of the quiz, assessment, deck or scenario that the step shows;
    ``phase`` is set only where ``target`` is an assessment; ``count`` limits items or cards.
    ``points`` are what a checklist asks to be ticked off, each a line of Markdown; their place is
    ``points_at`` characters into ``text``. ``required`` is the author's word on whether the next
    step waits until this one is done.
    """

    id: str
    title: str
    kind: StepKind
    text: str = ""
    file: str = ""
    alt: str = ""
    captions: str = ""
    poster: str = ""
    target: str = ""
    phase: Phase | None = None
    count: int = 0
    hotspots: tuple[Hotspot, ...] = ()
    points: tuple[str, ...] = ()
    points_at: int = 0
    required: bool | None = None

    @property
    def is_required(self) -> bool:
        """Whether the next step waits until this one is done."""
        return self.kind in ANSWERED if self.required is None else self.required

    @property
    def comes_by_itself(self) -> bool:
        """Whether it is a delayed test, a probe or practice, and so of no lesson."""
        return self.phase in BY_ITSELF or self.id == PRACTICE

    @property
    def around_points(self) -> tuple[str, str]:
        """The text before the points of a checklist, and the text after them."""
        return self.text[: self.points_at], self.text[self.points_at :].lstrip("\n")


class Lesson(Struct, frozen=True, kw_only=True):
    """Two to ten minutes; ``learnt`` are the sentences shown on completion.

    ``language`` is the tag of the language that its words are in, "" for that of its pack.
    """

    id: str
    title: str
    minutes: int
    steps: tuple[Step, ...]
    skills: tuple[str, ...] = ()
    task: str = ""
    key_result: str = ""
    learnt: tuple[str, ...] = ()
    language: str = ""


class Skill(Struct, frozen=True):
    id: str
    title: str


class Path(Struct, frozen=True, kw_only=True):
    """An ordered list of lessons for an audience: by id, those of other packs as "pack/lesson"."""

    id: str
    title: str
    lessons: tuple[str, ...]
    audience: tuple[str, ...] = ()

    def places(self, pack_id: str) -> tuple[tuple[str, str], ...]:
        """The pack and the id of every lesson; ``pack_id`` is the pack that this path is of."""
        named = (lesson.rpartition("/") for lesson in self.lessons)
        return tuple((pack or pack_id, lesson) for pack, _, lesson in named)


class AlignedKeyResult(Struct, frozen=True, kw_only=True):
    """A key result that the pack says it serves, known to the board by the same id."""

    id: str
    title: str
    skills: tuple[str, ...] = ()


class Pack(Struct, frozen=True, kw_only=True):
    """A whole pack in memory, in the language of the author, ``languages[0]``.

    ``media`` maps names inside ``media/`` to their sizes in bytes. ``variants`` are the same pack,
    by language tag, in other languages: same ids, other words.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    licence: str
    owner: str
    review_by: str
    audience: tuple[str, ...]
    skills: tuple[Skill, ...]
    key_results: tuple[AlignedKeyResult, ...]
    paths: tuple[Path, ...]
    lessons: tuple[Lesson, ...]
    quizzes: tuple[Quiz, ...]
    assessments: tuple[Assessment, ...]
    decks: tuple[Deck, ...]
    scenarios: tuple[Scenario, ...]
    media: dict[str, int]
    variants: dict[str, Pack] = {}

    @property
    def language(self) -> str:
        """The tag of the language that this pack's words are in."""
        return self.languages[0]

    def language_of(self, lesson: Lesson) -> str:
        """The tag of the language of a lesson: a variant has the author's where it lacks one."""
        return lesson.language or self.language

    def spoken(self, wanted: Sequence[str]) -> Pack:
        """The pack in the first of the ``wanted`` languages that it has, else in its own.

        Tags are as in BCP 47; "de-AT" is served by "de" where there is nothing nearer.
        """
        has = {self.language: self, **self.variants}
        nearest = (known for tag in wanted for known in _shortened(tag) if known in has)
        return has[next(nearest, self.language)]

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson with this id; KeyError when there is none."""
        return _by_id(self.lessons, lesson_id)

    def quiz(self, quiz_id: str) -> Quiz:
        return _by_id(self.quizzes, quiz_id)

    def assessment(self, assessment_id: str) -> Assessment:
        return _by_id(self.assessments, assessment_id)

    def deck(self, deck_id: str) -> Deck:
        return _by_id(self.decks, deck_id)

    def scenario(self, scenario_id: str) -> Scenario:
        return _by_id(self.scenarios, scenario_id)

    def skill(self, skill_id: str) -> Skill:
        return _by_id(self.skills, skill_id)

    def quiz_of(self, step: Step, form: int = 0) -> Quiz:
        """The quiz behind a check step.

        ``form`` is the assessment form that a learner meets before learning; afterwards it is the
        next one, weeks later the one after that: nobody sees a form twice while another is left,
        and never the one that was asked last. An ordinary quiz and a probe have no forms.
        """
        if step.phase is None or step.phase is Phase.PROBE:
            return self.quiz(step.target)
        forms = self.assessment(step.target).forms
        return self.quiz(forms[(form + _TURN[step.phase]) % len(forms)])

    def items_of(self, step: Step, form: int, attempt: str) -> tuple[Item, ...]:
        """The items that a check step asks in a run, in order."""
        return self.quiz_of(step, form).drawn(step.count, attempt)


def first_form(learner: str) -> int:
    """The form of any assessment that a learner meets first, to be taken modulo its forms.

    It follows from the id, which is random: so stations that never met give the same one, and of
    many learners as many begin with each form.
    """
    return hashlib.sha256(learner.encode()).digest()[0]


def _shortened(tag: str) -> tuple[str, ...]:
    """A language tag and what is left as its last parts go: zh-Hant-TW, zh-Hant, zh."""
    parts = tag.split("-")
    return tuple("-".join(parts[:n]) for n in range(len(parts), 0, -1))


def _by_id(rows: tuple[_T, ...], wanted: str) -> _T:
    for row in rows:
        if row.id == wanted:
            return row
    raise KeyError(wanted)
