"""What of a pack can be looked up, in the language that it is read in here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from keystep.content.search.card_words import answers_of, entries_of, title_of
from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Lesson, Pack, Step, StepKind
from keystep.domain.library import Hit, HitKind, Preview

TELLING = frozenset(
    {
        StepKind.ARTICLE,
        StepKind.INFOGRAPHIC,
        StepKind.VIDEO,
        StepKind.AUDIO,
        StepKind.SCENARIO,
        StepKind.CHECKLIST,
    }
)
"""Steps that say something: the others ask for what was said."""

_UNSHOWN = frozenset({StepKind.CHECK, StepKind.CARDS})


class Head(Struct, frozen=True):
    """A hit before anything was looked for, and what it is ranked and limited by.

    ``formats`` are those of its lesson where it is one. ``skills`` are ids of its pack.
    """

    hit: Hit
    skills: tuple[str, ...]
    roles: tuple[str, ...]
    formats: tuple[StepKind, ...]


def silent(_captions: str) -> str:
    """Nothing is said."""
    return ""


class Edition(Struct, frozen=True):
    """``pack`` is read here and ``authored`` is how it was written; ``roles`` tells, by lesson id,
    the audiences of the paths that lead to it, of this pack or of others. ``said`` gives the words
    of captions by the name of their file."""

    pack: Pack
    authored: Pack
    roles: dict[str, tuple[str, ...]]
    said: Callable[[str], str] = silent

    @property
    def state(self) -> str:
        """What changes with anything that would be found in another way."""
        data = msgspec.json.encode(self.roles, order="deterministic")
        digest = hashlib.sha256(data).hexdigest()[:16]
        return f"{self.pack.version} {self.pack.language} {digest}"

    @property
    def is_translated(self) -> bool:
        return self.pack.language != self.authored.language


def heads(edition: Edition) -> Iterator[Head]:
    """Everything in the pack that can be looked up, in its order."""
    pack = edition.pack
    for lesson, head in zip(pack.lessons, lesson_heads(edition), strict=True):
        yield head
        for step in lesson.steps:
            if step.kind in TELLING:
                yield Head(_step_hit(pack, lesson, step), lesson.skills, head.roles, (step.kind,))
    for deck in pack.decks:
        for card in (siblings[0] for siblings in entries_of(deck).values()):
            roles = tuple(sorted({*pack.audience, *edition.roles.get(card.lesson, ())}))
            yield Head(_card_hit(pack, deck, card), (card.skill,), roles, (StepKind.CARDS,))


def lesson_heads(edition: Edition) -> Iterator[Head]:
    """The lessons of the pack, in its order."""
    pack = edition.pack
    for lesson in pack.lessons:
        roles = tuple(sorted({*pack.audience, *edition.roles.get(lesson.id, ())}))
        formats = tuple(dict.fromkeys(step.kind for step in lesson.steps))
        yield Head(_lesson_hit(pack, lesson), lesson.skills, roles, formats)


def words_of(pack: Pack, hit: Hit) -> Preview:
    """What is to be read under the title of ``hit``. Raises KeyError where the pack has it not."""
    if hit.kind is HitKind.CARD:
        cards = entries_of(pack.deck(hit.deck))[hit.card]
        return Preview(title=title_of(cards[0]), text=answers_of(cards))
    if hit.kind is HitKind.LESSON:
        lesson = pack.lesson(hit.lesson)
        return Preview(title=lesson.title, text=lesson.task, points=lesson.learnt)
    step = step_of(pack, hit)
    spots = (f"**{spot.title}**: {spot.text}" for spot in step.hotspots)
    return Preview(
        title=step.title, text="\n\n".join((step.text, *spots)).strip(), points=step.points
    )


def step_of(pack: Pack, hit: Hit) -> Step:
    """The step that ``hit`` is. Raises KeyError where the pack has it not."""
    steps = pack.lesson(hit.lesson).steps
    if found := next((step for step in steps if step.id == hit.step), None):
        return found
    raise KeyError(hit.step)


def _lesson_hit(pack: Pack, lesson: Lesson) -> Hit:
    shown = [step.kind for step in lesson.steps if step.kind not in _UNSHOWN]
    mostly = Counter(shown).most_common(1)
    return Hit(
        kind=HitKind.LESSON,
        pack=pack.id,
        lesson=lesson.id,
        title=lesson.title,
        line=lesson.task,
        minutes=lesson.minutes,
        format=mostly[0][0] if mostly else None,
        pack_title=pack.title,
        task=lesson.task,
    )


def _step_hit(pack: Pack, lesson: Lesson, step: Step) -> Hit:
    is_list = step.kind is StepKind.CHECKLIST
    return Hit(
        kind=HitKind.CHECKLIST if is_list else HitKind.STEP,
        pack=pack.id,
        lesson=lesson.id,
        step=step.id,
        title=step.title,
        line=lesson.title,
        minutes=lesson.minutes,
        format=step.kind,
        pack_title=pack.title,
        task=lesson.task,
    )


def _card_hit(pack: Pack, deck: Deck, card: Card) -> Hit:
    lesson = next((lesson for lesson in pack.lessons if lesson.id == card.lesson), None)
    return Hit(
        kind=HitKind.CARD,
        pack=pack.id,
        lesson=card.lesson,
        card=card.id,
        deck=deck.id,
        title=title_of(card),
        line=card.back,
        minutes=lesson.minutes if lesson else 0,
        format=StepKind.CARDS,
        pack_title=pack.title,
        task=lesson.task if lesson else "",
    )
