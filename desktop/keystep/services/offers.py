"""What is worth doing now, with what each is expected to gain, and why it is there in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from keystep.domain.events import Instant
from keystep.domain.gains import known_before, of_first, taught, whole
from keystep.domain.session import FEWEST, MINUTES, SECONDS_PER_CARD, Candidate, Work
from keystep.domain.words import Words
from keystep.services.aims import Aims
from keystep.services.path_states import LessonState, PathState
from keystep.services.practice import Practice
from keystep.services.practising import drills
from keystep.services.shelf import Shelf

MOST_CARDS = MINUTES[-1] * 60 // SECONDS_PER_CARD
ASSIGNED, PRESSING = 1.5, 2.0
"""How much more counts a lesson that was assigned, and one that is due soon or was."""
SOON = timedelta(days=7)
_SOON = ("Assigned to you, due today.", "Assigned to you, due tomorrow.")


def offers(
    shelf: Shelf, aims: Aims, paths: Sequence[PathState], due: Sequence[Practice]
) -> tuple[Candidate, ...]:
    """Everything but tests: the cards that are due, what to practise, lessons to finish or take.

    Of a path there is only its next lesson: those before it may be what it builds on.
    """
    return (
        *_cards(due[:MOST_CARDS], aims),
        *(drill.offer for drill in drills(shelf, aims)),
        *_lessons(shelf, aims, paths),
    )


def followed(paths: Sequence[PathState]) -> tuple[PathState, ...]:
    """The paths that were assigned or begun, or to a newcomer the first of all."""
    return tuple(path for path in paths if path.assigned or path.begun) or tuple(paths[:1])


def _cards(due: Sequence[Practice], aims: Aims) -> Iterator[Candidate]:
    """What is said of all is so of the first: the others may be cut."""
    if not due:
        return
    served = [aims.serves(each.pack.id, each.card.skill) for each in due]
    gains = [one.weight * _card_gain(each, aims) for each, one in zip(due, served, strict=True)]
    lagging = next((one.lagging for one in served[:FEWEST] if one.lagging), "")
    count = len(due)
    yield Candidate(
        work=Work.CARDS,
        pack="",
        target="",
        title=Words("{n} cards to keep" if count > 1 else "1 card to keep", {"n": count}),
        reason=_of_cards(due[0], lagging),
        seconds=count * SECONDS_PER_CARD,
        count=count,
        gains=tuple(map(whole, gains)),
    )


def _of_cards(first: Practice, lagging: str) -> Words:
    """New cards come after those that are due: where the first is new, all are."""
    if first.progress is None:
        return Words("New, from the decks that you chose.")
    if lagging:
        return Words("Due today; serves “{title}”, which lags.", {"title": lagging})
    return Words("Due today: now is when it helps most.")


def _card_gain(practice: Practice, aims: Aims) -> float:
    mastered = aims.mastered.get((practice.pack.id, practice.card.skill))
    if practice.progress is None:
        return aims.outlook.of_meeting(known_before(mastered))
    return aims.outlook.of_review(practice.progress.memory)


def _lessons(shelf: Shelf, aims: Aims, paths: Sequence[PathState]) -> Iterator[Candidate]:
    """Those begun for the first time and not finished, on whatever path; then the next ones.

    Who looks something up again is not held to it.
    """
    for lesson in _once(x for path in paths for x in path.lessons if x.open and not x.done):
        gain = _gain(shelf, aims, _chain(lesson, paths))
        yield _resume(lesson, round(gain * _pressing(lesson, paths, aims.now)))
    ahead = (path.next for path in followed(paths))
    for lesson in _once(lesson for lesson in ahead if lesson and not lesson.open):
        skills = shelf.lesson(lesson.pack, lesson.lesson).skills
        lagging = (aims.serves(lesson.pack, skill).lagging for skill in skills)
        served = next(filter(None, lagging), "")
        gain = _gain(shelf, aims, _chain(lesson, paths))
        reason = _why(_assigned(lesson, paths), served, aims.now)
        yield _start(lesson, round(gain * _pressing(lesson, paths, aims.now)), reason)


def _once(lessons: Iterable[LessonState]) -> Iterator[LessonState]:
    """A lesson that lies on two paths comes up where it does first."""
    return iter({(lesson.pack, lesson.lesson): lesson for lesson in lessons}.values())


def _chain(lesson: LessonState, paths: Sequence[PathState]) -> tuple[LessonState, ...]:
    """The lesson, and what it leads to on the first path that it is the next of."""
    for path in paths:
        if path.next == lesson:
            after = (path.lessons[n] for n in path.order)
            return (lesson, *(one for one in after if one != lesson and not one.done))
    return (lesson,)


def _assigned(lesson: LessonState, paths: Iterable[PathState]) -> PathState | None:
    """The path on which the office wants this lesson first; they are in that order."""
    return next((path for path in paths if path.assigned and lesson in path.lessons), None)


def _pressing(lesson: LessonState, paths: Iterable[PathState], now: Instant) -> float:
    """How much more counts what was assigned."""
    path = _assigned(lesson, paths)
    if path is None:
        return 1.0
    soon = path.due is not None and path.due - now.local.date() <= SOON
    return PRESSING if soon else ASSIGNED


def _why(path: PathState | None, served: str, now: Instant) -> Words:
    """Why a lesson is the next."""
    if path is not None and path.due is not None:
        return _of_due((path.due - now.local.date()).days)
    if served:
        return Words("Next on your path; serves “{title}”, which lags.", {"title": served})
    if path is not None:
        return Words("The office has assigned it to you.")
    return Words("Next on your path.")


def _of_due(days: int) -> Words:
    if days < 0:
        return Words("Assigned to you; the day for it is over.")
    if days < len(_SOON):
        return Words(_SOON[days])
    return Words("Assigned to you, due in {n} days.", {"n": days})


def _gain(shelf: Shelf, aims: Aims, chain: Sequence[LessonState]) -> int:
    return whole(of_first([(_own_gain(shelf, aims, one), _seconds(one)) for one in chain]))


def _own_gain(shelf: Shelf, aims: Aims, state: LessonState) -> float:
    pack = shelf.pack(state.pack)
    skills = taught(pack, shelf.lesson(state.pack, state.lesson), _steps_done(state))
    return sum(
        aims.serves(pack.id, skill).weight
        * aims.outlook.of_meeting(known_before(aims.mastered.get((pack.id, skill))))
        for skill in skills
    )


def _seconds(lesson: LessonState) -> int:
    return max(1, lesson.minutes * 60 * (lesson.steps - _steps_done(lesson)) // lesson.steps)


def _steps_done(lesson: LessonState) -> int:
    return max(0, lesson.step - 1) if lesson.open else 0


def _resume(lesson: LessonState, gain: int) -> Candidate:
    stopped: dict[str, str | int] = {"step": lesson.step, "steps": lesson.steps}
    return Candidate(
        work=Work.RESUME,
        pack=lesson.pack,
        target=lesson.lesson,
        title=Words("Finish “{title}”", {"title": lesson.title}),
        reason=Words("You stopped at step {step} of {steps}.", stopped),
        seconds=_seconds(lesson),
        gains=(gain,),
    )


def _start(lesson: LessonState, gain: int, reason: Words) -> Candidate:
    return Candidate(
        work=Work.LESSON,
        pack=lesson.pack,
        target=lesson.lesson,
        title=Words("{title}", {"title": lesson.title}),
        reason=reason,
        seconds=_seconds(lesson),
        gains=(gain,),
    )
