"""What there is to learn: the lessons that ship, twice over, and the things that they teach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Lesson, Pack, Path, Step, StepKind
from keystep.services.shelf import Shelf

OTHER = "-other"


@dataclass(frozen=True)
class Thing:
    """An item or a card of ``pack``, whatever step shows it."""

    pack: str
    id: str
    skill: str


def doubled(shelf: Shelf) -> Shelf:
    """Twice as many packs and key results, all different: about what a firm has in a year."""
    others = [_renamed(pack) for pack in shelf.packs.values()]
    return Shelf(shelf.packs | {pack.id: pack for pack in others}, {})


def _renamed(pack: Pack) -> Pack:
    paths = (
        replace(path, lessons=tuple(x.replace("/", OTHER + "/") for x in path.lessons))
        for path in pack.paths
    )
    served = (replace(one, id=one.id + OTHER) for one in pack.key_results)
    return replace(pack, id=pack.id + OTHER, paths=tuple(paths), key_results=tuple(served))


def taking(shelf: Shelf, pack: Pack, path: Path) -> Iterator[tuple[Pack, Lesson]]:
    """Those of a path that do not only measure."""
    for of, lesson in shelf.along(pack, path):
        if not any(step.phase for step in lesson.steps):
            yield of, lesson


def things(pack: Pack, lesson: Lesson, steps: Sequence[Step]) -> list[Thing]:
    """What steps may ask and show cards of, once each."""
    found = list[Thing]()
    for step in steps:
        if step.kind is StepKind.CHECK and step.phase is None:
            graded = (i for i in pack.quiz_of(step).items if not isinstance(i.asks, Reflection))
            found += (Thing(pack.id, i.id, i.skill) for i in graded)
        elif step.kind is StepKind.CARDS:
            own = sorted(pack.deck(step.target).cards, key=lambda card: card.lesson != lesson.id)
            found += (Thing(pack.id, c.id, c.skill) for c in own[: step.count or None])
    return list(dict.fromkeys(found))
