"""What the learner sees first: minutes to give, what they hold, and why it matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from keystep.domain.bundles import KeyResultWord
from keystep.domain.lesson import Pack, Path
from keystep.domain.ports import Learner, OutboxState
from keystep.domain.progress import DayProgress, LessonProgress
from keystep.domain.session import SECONDS_PER_CARD, Candidate, Work, plan
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services.cards import due_cards
from keystep.services.station import Station
from keystep.services.syncing import known_catalog


class LessonState(Struct, frozen=True, kw_only=True):
    """A lesson of a path as this learner stands to it; ``step`` counts from 1, 0 if not begun."""

    pack: str
    lesson: str
    title: str
    minutes: int
    done: bool
    open: bool
    step: int
    steps: int


class PathState(Struct, frozen=True, kw_only=True):
    pack: str
    title: str
    lessons: tuple[LessonState, ...]

    @property
    def done(self) -> int:
        return sum(lesson.done for lesson in self.lessons)

    @property
    def next(self) -> LessonState | None:
        """The lesson left open, else the first not done."""
        ahead = [lesson for lesson in self.lessons if not lesson.done]
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
    current = next((path for path in paths if path.next), paths[0] if paths else None)
    due = due_cards(station, learner_id)
    now = station.clock.now()
    return Today(
        learner=learner,
        day=now.local.date(),
        minutes=minutes,
        session=plan(tuple(_candidates(station, len(due), paths)), minutes),
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
    """Every path of every pack, with this learner's place in it."""
    return tuple(
        _path_state(station, learner, pack, path)
        for pack in station.shelf.packs.values()
        for path in pack.paths
    )


def _path_state(station: Station, learner: str, pack: Pack, path: Path) -> PathState:
    progress = {
        p.lesson: p for p in station.store.select(LessonProgress, learner=learner, pack=pack.id)
    }
    lessons = tuple(_lesson_state(pack, lesson, progress.get(lesson)) for lesson in path.lessons)
    return PathState(pack=pack.id, title=path.title, lessons=lessons)


def _lesson_state(pack: Pack, lesson_id: str, progress: LessonProgress | None) -> LessonState:
    lesson = pack.lesson(lesson_id)
    steps = [step.id for step in lesson.steps]
    at = progress.step if progress else ""
    return LessonState(
        pack=pack.id,
        lesson=lesson.id,
        title=lesson.title,
        minutes=lesson.minutes,
        done=bool(progress and progress.completed),
        open=bool(progress and progress.open and progress.version == pack.version),
        step=steps.index(at) + 1 if at in steps else 0,
        steps=len(steps),
    )


def _candidates(station: Station, due: int, paths: tuple[PathState, ...]) -> Iterator[Candidate]:
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
    unfinished = [lesson for path in paths for lesson in path.lessons if lesson.open]
    yield from (_resume(lesson) for lesson in unfinished)
    ahead = (path.next for path in paths)
    yield from (_start(lesson) for lesson in ahead if lesson and not lesson.open)


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
        served = station.shelf.lesson(path.pack, path.next.lesson).key_result
    known = {word.id: word for word in catalog.key_results}
    return known.get(served, catalog.key_results[0])


def _week(station: Station, learner: str, day: date) -> tuple[DayState, ...]:
    monday = day - timedelta(days=day.weekday())
    active = {d.day for d in station.store.select(DayProgress, learner=learner) if d.active}
    days = (monday + timedelta(days=i) for i in range(7))
    return tuple(DayState(d, d in active) for d in days)
