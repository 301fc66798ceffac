"""Packs made in a line, and an index of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec.structs import replace

from keystep.content.search.answering import Search
from keystep.content.search.edition import Edition
from keystep.content.search.index import Index
from keystep.domain.flashcards import Card, Deck
from keystep.domain.lesson import Lesson, Pack, Skill, Step, StepKind
from keystep.domain.library import Found, Standing, Wanted

NOBODY = Standing()
ANYTHING = Wanted()


def article(title: str, text: str = "", step: str = "") -> Step:
    return Step(id=step or _id(title), title=title, kind=StepKind.ARTICLE, text=text)


def checklist(title: str, *points: str) -> Step:
    return Step(id=_id(title), title=title, kind=StepKind.CHECKLIST, points=points)


def lesson(title: str, *steps: Step, **more: object) -> Lesson:
    known: dict[str, object] = {"id": _id(title), "title": title, "minutes": 5, "steps": steps}
    return Lesson(**(known | more))  # type: ignore[arg-type]


def card(front: str, back: str, of: str = "") -> Card:
    return Card(id=_id(front), skill="s", front=front, back=back, lesson=of)


def pack(*lessons: Lesson, cards: tuple[Card, ...] = (), **more: object) -> Pack:
    known: dict[str, object] = {
        "id": "p",
        "version": "1.0.0",
        "title": "The pack",
        "languages": ("en",),
        "licence": "CC0-1.0",
        "owner": "Tests",
        "review_by": "2030-01-01",
        "audience": ("all",),
        "skills": (Skill("s", "A skill"),),
        "key_results": (),
        "paths": (),
        "lessons": lessons,
        "quizzes": (),
        "assessments": (),
        "decks": (Deck(id="d", title="Cards", cards=cards),),
        "scenarios": (),
        "media": {},
    }
    return Pack(**(known | more))  # type: ignore[arg-type]


def edition(read: Pack, authored: Pack | None = None, **roles: tuple[str, ...]) -> Edition:
    return Edition(read, authored or read, roles)


@contextmanager
def index_of(folder: Path, *packs: Pack | Edition) -> Iterator[Index]:
    with closing(Index(folder / "search.sqlite")) as index:
        fill(index, *packs)
        yield index


def fill(index: Index, *packs: Pack | Edition) -> None:
    every = tuple(edition(one) if isinstance(one, Pack) else one for one in packs)
    index.fill(every, lambda: None)


def find(index: Index, query: str, wanted: Wanted = ANYTHING, standing: Standing = NOBODY) -> Found:
    return index.answer(Search(query=query, wanted=wanted, standing=standing, limit=10))


def titles(found: Found) -> list[str]:
    return [hit.title for hit in found.hits]


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


def renewed(old: Pack, version: str, **changes: object) -> Pack:
    return replace(old, version=version, **changes)


def _id(title: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in title).lower().split())


SAFETY = pack(
    lesson(
        "Lock it, tag it",
        article(
            "Why it matters", "Every year **machines** start by themselves. A lock stops them."
        ),
        checklist("Lockout on line 3", "Turn isolator Q3 to 0.", "Hang your own lock and tag."),
        task="Lock out a machine",
    ),
    cards=(card("Who may remove a lock?", "Only the person whose name is on it."),),
)
