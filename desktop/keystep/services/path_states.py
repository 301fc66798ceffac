"""Where a learner stands on paths and in lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from keystep.domain.lesson import Lesson, Pack
from keystep.domain.progress import LessonProgress
from keystep.services.assigning.told import office_word
from keystep.services.diagnosis import own_order
from keystep.services.pace import Pace, pace
from keystep.services.station import Station


class LessonState(Struct, frozen=True, kw_only=True):
    """A lesson of a path as this learner stands to it; ``step`` counts from 1, 0 if not begun.

    ``minutes`` are those it takes here. ``serves`` is the title of its key result.
    """

    pack: str
    lesson: str
    title: str
    minutes: int
    done: bool
    open: bool
    step: int
    steps: int
    task: str = ""
    serves: str = ""


class PathState(Struct, frozen=True, kw_only=True):
    """A path of ``pack``; its lessons may be of other packs.

    ``order`` is the one in which this learner best takes them, by index. ``due`` is the day until
    which the office has assigned it, if it gave one.
    """

    pack: str
    path: str
    title: str
    lessons: tuple[LessonState, ...]
    order: tuple[int, ...]
    assigned: bool = False
    due: date | None = None

    @property
    def done(self) -> int:
        return sum(lesson.done for lesson in self.lessons)

    @property
    def begun(self) -> bool:
        """Whether a lesson of the path's own pack was; other packs lend theirs to many paths."""
        own = [lesson for lesson in self.lessons if lesson.pack == self.pack]
        return any(lesson.done or lesson.open for lesson in own)

    @property
    def next(self) -> LessonState | None:
        """The lesson left open, else the first not done in the learner's own order."""
        ahead = [self.lessons[n] for n in self.order if not self.lessons[n].done]
        return next((lesson for lesson in ahead if lesson.open), ahead[0] if ahead else None)


def path_states(station: Station, learner: str) -> tuple[PathState, ...]:
    """Every path of every pack that has lessons here, with this learner's place in it.

    First those assigned, the soonest due before the others, then those under way, then those not
    begun, last those done.
    """
    place_of, assigned = _places(station, learner), office_word(station, learner).assigned
    shelf = station.shelf
    paths = ((pack, path) for pack in shelf.packs.values() for path in pack.paths)
    along = ((pack, path, shelf.along(pack, path)) for pack, path in paths)
    states = (
        PathState(
            pack=pack.id,
            path=path.id,
            title=path.title,
            lessons=tuple(place_of(of, lesson) for of, lesson in lessons),
            order=own_order(station, learner, lessons),
            assigned=(pack.id, path.id) in assigned,
            due=assigned.get((pack.id, path.id)),
        )
        for pack, path, lessons in along
    )
    shown = (state for state in states if state.lessons)
    return tuple(sorted(shown, key=_rank))


def _rank(path: PathState) -> tuple[bool, bool, date, bool]:
    return path.next is None, not path.assigned, path.due or date.max, not path.begun


def lesson_states(
    station: Station, learner: str, lessons: Iterable[tuple[Pack, Lesson]]
) -> tuple[LessonState, ...]:
    """These lessons as the learner stands to them."""
    place_of = _places(station, learner)
    return tuple(place_of(pack, lesson) for pack, lesson in lessons)


def _places(station: Station, learner: str) -> Callable[[Pack, Lesson], LessonState]:
    """Tells of any lesson where the learner is in it; asks the store once for all."""
    known = {(p.pack, p.lesson): p for p in station.store.select(LessonProgress, learner=learner)}
    taken = pace(station)
    return lambda pack, lesson: _lesson_state(pack, lesson, known.get((pack.id, lesson.id)), taken)


def _lesson_state(
    pack: Pack, lesson: Lesson, progress: LessonProgress | None, taken: Pace
) -> LessonState:
    steps = [step.id for step in lesson.steps]
    at = progress.step if progress else ""
    served = (kr.title for kr in pack.key_results if kr.id == lesson.key_result)
    return LessonState(
        pack=pack.id,
        lesson=lesson.id,
        title=lesson.title,
        minutes=taken.minutes(pack.id, lesson.id, lesson.minutes),
        done=bool(progress and progress.completed),
        open=bool(progress and progress.open and progress.version == pack.version),
        step=steps.index(at) + 1 if at in steps else 0,
        steps=len(steps),
        task=lesson.task,
        serves=next(served, ""),
    )
