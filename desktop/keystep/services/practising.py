"""Questions asked again to know them: those that were missed, and those on the weakest skills.

They come from the checks of lessons that the learner completed, never from what assessments ask,
and no sooner than on the day after the item was last asked. Each answer is an event of its own and
a run is begun anew each time: what is answered already is not asked again that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.gains import item_memory, known_before, whole
from keystep.domain.lesson import PRACTICE, Lesson, Pack, Skill, Step, StepKind
from keystep.domain.progress import ItemProgress
from keystep.domain.quiz import Item, Quiz
from keystep.domain.session import FEWEST, SECONDS_PER_ITEM, Candidate, Work
from keystep.domain.skills import STEADY
from keystep.domain.words import Words
from keystep.services.aims import Aims, aims_of
from keystep.services.probes import asked_in
from keystep.services.run import Run
from keystep.services.shelf import Shelf
from keystep.services.station import Station

LATELY_DAYS = 14
MOST = 10


class Drill(Struct, frozen=True):
    """``items`` to practise, what gains most first, on ``offer``."""

    offer: Candidate
    pack: Pack
    items: tuple[Item, ...]


class _Worth(Struct, frozen=True):
    item: Item
    gain: float


def drills(shelf: Shelf, aims: Aims) -> Iterator[Drill]:
    """What may be practised now: of each pack what was missed lately, then each weak skill."""
    for pack_id in sorted({pack for pack, _ in aims.done}):
        if pack := shelf.packs.get(pack_id):
            yield from _drills(pack, asked_in(pack, aims.done).values(), aims)


def open_practice(
    station: Station, learner: str, offer: Candidate, title: str, task: str
) -> Run | None:
    """A new run through what is on offer; None if it is no more. Nothing is recorded yet.

    ``title`` and ``task`` are what the player says of it.
    """
    there = drills(station.shelf, aims_of(station, learner))
    drill = next((one for one in there if one.offer.key == offer.key), None)
    if drill is None:
        return None
    items = drill.items[: offer.count]
    quiz = Quiz(id=PRACTICE, title=title, items=items, pass_mark=0, shuffle=True)
    pack = replace(drill.pack, quizzes=(quiz, *drill.pack.quizzes))
    step = Step(id=PRACTICE, title=title, kind=StepKind.CHECK, target=quiz.id)
    minutes = max(1, round(len(items) * SECONDS_PER_ITEM / 60))
    lesson = Lesson(id="", title=title, minutes=minutes, steps=(step,), task=task)
    return Run(station.shelf, learner, pack, lesson, station.new_id(), 0, 0)


def _drills(pack: Pack, items: Iterable[Item], aims: Aims) -> Iterator[Drill]:
    asked = {item.id: aims.asked.get((pack.id, item.id)) for item in items}
    rested = [item for item in items if _has_rested(asked[item.id], aims)]
    missed = [item for item in rested if _is_missed(asked[item.id], aims)]
    if missed:
        worth = _by_worth(pack, missed, aims)
        yield Drill(_missed(pack, worth, aims), pack, tuple(one.item for one in worth))
    for skill in pack.skills:
        mastered = aims.mastered.get((pack.id, skill.id), 1.0)
        weak = [item for item in rested if item.skill == skill.id and item not in missed]
        if mastered < STEADY and len(weak) >= FEWEST:
            worth = _by_worth(pack, weak, aims)
            yield Drill(_weak(pack, skill, worth, aims), pack, tuple(one.item for one in worth))


def _has_rested(item: ItemProgress | None, aims: Aims) -> bool:
    return item is None or item.day < aims.now.day


def _is_missed(item: ItemProgress | None, aims: Aims) -> bool:
    if item is None or item.right:
        return False
    return (aims.now.day - item.day).days <= LATELY_DAYS


def _by_worth(pack: Pack, items: Sequence[Item], aims: Aims) -> tuple[_Worth, ...]:
    """The most worth first, else in the order of the pack."""
    worth = [_Worth(item, _gain(pack, item, aims)) for item in items]
    return tuple(sorted(worth, key=lambda one: -one.gain)[:MOST])


def _gain(pack: Pack, item: Item, aims: Aims) -> float:
    mastered, asked = aims.mastered.get((pack.id, item.skill)), aims.asked.get((pack.id, item.id))
    weight = aims.serves(pack.id, item.skill).weight
    if asked is None:
        return weight * aims.outlook.of_asking(known_before(mastered))
    return weight * aims.outlook.of_review(item_memory(asked, aims.now))


def _missed(pack: Pack, worth: Sequence[_Worth], aims: Aims) -> Candidate:
    surely = worth[:FEWEST]  # the others may be cut
    lagging = (aims.serves(pack.id, each.item.skill).lagging for each in surely)
    served, count = next(filter(None, lagging), ""), len(worth)
    title = Words("{n} questions to try again", {"n": count})
    if count == 1:
        title = Words("1 question to try again")
    reason = Words("What you missed in the last two weeks.")
    if served:
        reason = Words("Missed lately; serves “{title}”, which lags.", {"title": served})
    blank = Candidate(
        work=Work.MISSED, pack=pack.id, target="", title=title, reason=reason, seconds=0
    )
    return _offered(blank, worth)


def _weak(pack: Pack, skill: Skill, worth: Sequence[_Worth], aims: Aims) -> Candidate:
    served = aims.serves(pack.id, skill.id).lagging
    title = Words("{n} questions on “{skill}”", {"n": len(worth), "skill": skill.title})
    reason = Words("One of your weakest skills so far.")
    if served:
        reason = Words("A weak skill; serves “{title}”, which lags.", {"title": served})
    blank = Candidate(
        work=Work.WEAK, pack=pack.id, target=skill.id, title=title, reason=reason, seconds=0
    )
    return _offered(blank, worth)


def _offered(blank: Candidate, worth: Sequence[_Worth]) -> Candidate:
    return replace(
        blank,
        seconds=len(worth) * SECONDS_PER_ITEM,
        count=len(worth),
        gains=tuple(whole(one.gain) for one in worth),
    )
