"""What the learner sees first: minutes to give, what they hold, and why it matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from keystep.domain.bundles import KeyResultWord
from keystep.domain.lesson import Lesson, Pack
from keystep.domain.ports import Learner, OutboxState
from keystep.domain.progress import DayProgress, LessonProgress
from keystep.domain.session import SECONDS_PER_CARD, Candidate, Work, plan
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services.cards import due_cards
from keystep.services.diagnosis import own_order
from keystep.services.due_tests import due_tests
from keystep.services.pace import Pace, pace
from keystep.services.station import Station
from keystep.services.syncing import known_catalog


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

    ``order`` is the one in which this learner best takes them, by index.
    """

    pack: str
    title: str
    lessons: tuple[LessonState, ...]
    order: tuple[int, ...]

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


class DayState(Struct, frozen=True):
    """A day of this week, Monday first."""

    day: date
    active: bool


class Today(Struct, frozen=True, kw_only=True):
    learner: Learner
    day: date
    minutes: int
    session: tuple[Candidate, ...]
    due: int
    path: PathState | None
    why: KeyResultWord | None
    week: tuple[DayState, ...]
    outbox: OutboxState


def today(station: Station, learner_id: str, minutes: int) -> Today:
    """Everything the Today screen shows. Raises UsageError for an unknown learner."""
    learner = learner_of(station, learner_id)
    paths = path_states(station, learner_id)
    followed = _followed(paths)
    current = next((path for path in followed if path.next), followed[0] if followed else None)
    due = due_cards(station, learner_id)
    now = station.clock.now()
    return Today(
        learner=learner,
        day=now.local.date(),
        minutes=minutes,
        session=plan(
            (
                *(test.offer for test in due_tests(station, learner_id)[:1]),
                *_candidates(len(due), _unfinished(paths), followed),
            ),
            minutes,
        ),
        due=len(due),
        path=current,
        why=_why(station, current),
        week=_week(station, learner_id, now.day),
        outbox=station.store.outbox(),
    )


def learner_of(station: Station, learner_id: str) -> Learner:
    """Who goes by this id now. Raises UsageError when nobody here does."""
    person = station.store.person(learner_id)
    for learner in station.store.learners():
        if learner.id == person:
            return learner
    raise UsageError(
        "Nobody on this station has the id {learner}. Sign in again.", learner=learner_id
    )


def path_states(station: Station, learner: str) -> tuple[PathState, ...]:
    """Every path of every pack that has lessons here, with this learner's place in it.

    First those under way, then those not begun, last those done.
    """
    place_of = _places(station, learner)
    shelf = station.shelf
    paths = ((pack, path) for pack in shelf.packs.values() for path in pack.paths)
    along = ((pack, path, shelf.along(pack, path)) for pack, path in paths)
    states = (
        PathState(
            pack=pack.id,
            title=path.title,
            lessons=tuple(place_of(of, lesson) for of, lesson in lessons),
            order=own_order(station, learner, lessons),
        )
        for pack, path, lessons in along
    )
    shown = (state for state in states if state.lessons)
    return tuple(sorted(shown, key=lambda path: (path.next is None, not path.begun)))


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


def _followed(paths: tuple[PathState, ...]) -> tuple[PathState, ...]:
    """The paths that the learner has begun, or to a newcomer the first of all."""
    return tuple(path for path in paths if path.begun) or paths[:1]


def _candidates(
    due: int, unfinished: Iterable[LessonState], followed: Iterable[PathState]
) -> Iterator[Candidate]:
    if due:
        yield Candidate(
            work=Work.CARDS,
            pack="",
            target="",
            title=Words("{n} cards to keep", {"n": due}) if due > 1 else Words("1 card to keep"),
            reason=Words("Due today: now is when it helps most."),
            seconds=due * SECONDS_PER_CARD,
            count=due,
        )
    yield from map(_resume, unfinished)
    ahead = (path.next for path in followed)
    yield from map(_start, _once(lesson for lesson in ahead if lesson and not lesson.open))


def _unfinished(paths: tuple[PathState, ...]) -> Iterator[LessonState]:
    """Begun for the first time and not finished; who looks something up again is not held to it."""
    every = (lesson for path in paths for lesson in path.lessons)
    return _once(lesson for lesson in every if lesson.open and not lesson.done)


def _once(lessons: Iterable[LessonState]) -> Iterator[LessonState]:
    """A lesson that lies on two paths comes up where it does first."""
    return iter({(lesson.pack, lesson.lesson): lesson for lesson in lessons}.values())


def _resume(lesson: LessonState) -> Candidate:
    left = lesson.steps - max(0, lesson.step - 1)
    return Candidate(
        work=Work.RESUME,
        pack=lesson.pack,
        target=lesson.lesson,
        title=Words("Finish “{title}”", {"title": lesson.title}),
        reason=Words(
            "You stopped at step {step} of {steps}.", {"step": lesson.step, "steps": lesson.steps}
        ),
        seconds=lesson.minutes * 60 * left // lesson.steps,
    )


def _start(lesson: LessonState) -> Candidate:
    return Candidate(
        work=Work.LESSON,
        pack=lesson.pack,
        target=lesson.lesson,
        title=Words("{title}", {"title": lesson.title}),
        reason=Words("Next on your path."),
        seconds=lesson.minutes * 60,
    )


def _why(station: Station, path: PathState | None) -> KeyResultWord | None:
    """The key result that the next lesson serves, if the office has told of it."""
    catalog = known_catalog(station)
    if catalog is None or not catalog.key_results:
        return None
    served = ""
    if path and path.next:
        served = station.shelf.lesson(path.next.pack, path.next.lesson).key_result
    known = {word.id: word for word in catalog.key_results}
    return known.get(served, catalog.key_results[0])


def _week(station: Station, learner: str, day: date) -> tuple[DayState, ...]:
    monday = day - timedelta(days=day.weekday())
    active = {d.day for d in station.store.select(DayProgress, learner=learner) if d.active}
    days = (monday + timedelta(days=i) for i in range(7))
    return tuple(DayState(d, d in active) for d in days)
