"""Packs of made-up lessons whose words are as frequent as words are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Lesson, Pack, Path, Skill, Step, StepKind

LESSONS_IN_A_PACK = 100
ROLES = tuple(f"role-{n}" for n in range(12))
_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "er", "an")]
_WORDS = 40_000
_FUNCTION_WORDS = 300


class Language:
    """Words by rank: the n-th is 1/(n + 2.7) as frequent as they come (Zipf and Mandelbrot), and
    the more frequent the shorter."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        words: dict[str, None] = {}
        while len(words) < _WORDS:
            syllables = 1 + min(4, len(words).bit_length() // 4) - rng.randrange(2)
            words["".join(rng.choices(_SYLLABLES, k=max(1, syllables)))] = None
        self._words = list(words)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))
        self._topics = self._words[_FUNCTION_WORDS:]
        heavy = self._weights[_FUNCTION_WORDS - 1]
        self._topic_weights = [weight - heavy for weight in self._weights[_FUNCTION_WORDS:]]

    def title(self, words: int) -> str:
        """Words that mean something."""
        found = self._rng.choices(self._topics, cum_weights=self._topic_weights, k=words)
        return " ".join(found).capitalize()

    def sentences(self, count: int) -> str:
        """Of ten words each, in paragraphs of four."""
        said = [self._sentence() for _ in range(count)]
        return "\n\n".join(" ".join(said[n : n + 4]) for n in range(0, count, 4))

    def _sentence(self) -> str:
        words = self._rng.choices(self._words, cum_weights=self._weights, k=10)
        return " ".join(words).capitalize() + "."


def packs(lessons: int, seed: int) -> Iterator[Pack]:
    """Some 110 words a lesson: an article, in every tenth a checklist, and a card."""
    rng = Random(seed)
    language = Language(rng)
    for number in range(lessons // LESSONS_IN_A_PACK):
        yield _pack(language, rng, number)


def words_of(pack: Pack, lesson: Lesson) -> str:
    """What a lesson says besides its title."""
    steps = (f"{step.title} {step.text} {' '.join(step.points)}" for step in lesson.steps)
    cards = (card for deck in pack.decks for card in deck.cards if card.lesson == lesson.id)
    asked = (f"{card.front} {card.back}" for card in cards)
    return " ".join((lesson.task, *lesson.learnt, *steps, *asked))


def _pack(language: Language, rng: Random, number: int) -> Pack:
    skills = tuple(Skill(f"skill-{n}", language.title(3)) for n in range(5))
    lessons = tuple(_lesson(language, rng, n, skills) for n in range(LESSONS_IN_A_PACK))
    cards = tuple(_card(language, lesson) for lesson in lessons)
    audience = (rng.choice(ROLES),)
    ids = tuple(lesson.id for lesson in lessons)
    return Pack(
        id=f"pack-{number}",
        version="1.0.0",
        title=language.title(2),
        languages=("en",),
        licence="CC0-1.0",
        owner="Benchmarks",
        review_by="2030-01-01",
        audience=audience,
        skills=skills,
        key_results=(),
        paths=(Path(id="all", title=language.title(3), lessons=ids, audience=audience),),
        lessons=lessons,
        quizzes=(),
        assessments=(),
        decks=(Deck(id="cards", title=language.title(2), cards=cards),),
        scenarios=(),
        media={},
    )


def _lesson(language: Language, rng: Random, number: int, skills: tuple[Skill, ...]) -> Lesson:
    article = Step(
        id="read",
        title=language.title(4),
        kind=StepKind.ARTICLE,
        text=language.sentences(6),
    )
    points = tuple(language.sentences(1) for _ in range(4))
    to_do = Step(id="do", title=language.title(4), kind=StepKind.CHECKLIST, points=points)
    return Lesson(
        id=f"lesson-{number}",
        title=language.title(5),
        minutes=rng.randint(2, 10),
        steps=(article, to_do) if number % 10 == 0 else (article,),
        skills=(rng.choice(skills).id,),
        task=language.title(5),
        learnt=(language.sentences(1),),
    )


def _card(language: Language, lesson: Lesson) -> Card:
    return Card(
        id=lesson.id,
        skill=lesson.skills[0],
        front=language.title(6) + "?",
        back=language.sentences(1),
        lesson=lesson.id,
    )
