"""What learners say of what they learn: stars, flags, topics, a short survey.

Each is an event. What a learner said last is noted at this station as well, so that it can be shown
and is not asked for or recorded twice; where that note fails, the event stands.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from keystep.domain.assigning import Question
from keystep.domain.facts import (
    SAID_AT_MOST,
    Fact,
    Flaw,
    ItemFlagged,
    LessonRated,
    SurveyAnswered,
    TopicSuggested,
)
from keystep.domain.lesson import Pack, Phase, Step
from keystep.domain.progress import LessonProgress
from keystep.domain.words import one_line
from keystep.errors import UsageError
from keystep.services.run import Run
from keystep.services.station import Station

STARS = 5
BEFOREHAND = frozenset({Phase.NEEDS, Phase.PRE})
EVERY = 5
"""So many more lessons of a pack are completed before its learner is asked again."""


AFTER_LESSON = "after-lesson-1"
SURVEY: tuple[Question, ...] = (
    Question("useful", "Can you use this in your work?", "Not at all", "Very much"),
    Question("clear", "Was it clear?", "Not clear", "Very clear"),
    Question("ready", "Do you feel ready to do it?", "Not yet", "Fully ready"),
)


def rating(station: Station, run: Run) -> int:
    """The stars that the learner last gave this lesson here; 0 before."""
    given = station.store.notes(run.learner, "rating").get(run.key)
    return msgspec.json.decode(given, type=int) if given else 0


def rate_lesson(station: Station, run: Run, stars: int) -> None:
    """Give a lesson 1 to 5 stars; the last given count. Raises UsageError, NotSaved."""
    if not 1 <= stars <= STARS:
        raise UsageError(
            "A lesson is given 1 to {most} stars, not {stars}. Choose one of those.",
            most=STARS,
            stars=stars,
        )
    if stars == rating(station, run):
        return
    rated = LessonRated(
        pack=run.pack.id, version=run.pack.version, lesson=run.lesson.id, stars=stars
    )
    _append(station, run.learner, rated)
    station.store.note(run.learner, "rating", run.key, msgspec.json.encode(stars))


def flags(station: Station, run: Run, step: Step, item_id: str = "") -> frozenset[Flaw]:
    """The reasons for which the learner has flagged this item or step here."""
    told = station.store.notes(run.learner, "flag")
    return frozenset(flaw for flaw in Flaw if _flag_key(run, step, item_id, flaw) in told)


def flag(station: Station, run: Run, step: Step, item_id: str, reason: Flaw) -> None:
    """Say that an item, or with "" a step, is faulty; for the same reason only once.

    Raises NotSaved.
    """
    if reason in flags(station, run, step, item_id):
        return
    flagged = ItemFlagged(
        pack=run.pack.id,
        version=run.pack.version,
        lesson=run.lesson.id,
        step=step.id,
        item=item_id,
        reason=reason,
    )
    _append(station, run.learner, flagged)
    station.store.note(run.learner, "flag", _flag_key(run, step, item_id, reason), b"")


def suggest_topic(station: Station, learner: str, text: str, query: str = "") -> None:
    """Ask for a topic; ``query`` is what was searched for in vain. Raises UsageError, NotSaved."""
    topic = written(text)
    if not topic:
        raise UsageError(
            "There is no name of a topic yet. Write what you would like to learn about."
        )
    searched = one_line(query)[:SAID_AT_MOST]
    _append(station, learner, TopicSuggested(text=topic, query=searched))


def is_asked(station: Station, run: Run) -> bool:
    """Whether to show the survey after this run, which is completed.

    After a learner's first lesson of a pack, and again once ``EVERY`` more of it are completed; of
    one lesson never twice, and not of one that asks what is known before anything was learnt.
    """
    asked = _asked(station, run.learner, run.pack)
    if run.lesson.id in asked or any(step.phase in BEFOREHAND for step in run.lesson.steps):
        return False
    return not asked or _completed(station, run.learner, run.pack) - max(asked.values()) >= EVERY


def note_asked(station: Station, run: Run) -> None:
    """Remember that the survey was shown. Raises NotSaved."""
    count = msgspec.json.encode(_completed(station, run.learner, run.pack))
    station.store.note(run.learner, "survey", run.key, count)


def answer_survey(
    station: Station, run: Run, answers: Mapping[str, int], *, text: str = ""
) -> None:
    """Record the answers given, by question id, and a sentence. Raises UsageError, NotSaved."""
    known = {question.id for question in SURVEY}
    if not answers or not known >= answers.keys() or not {1, 2, 3, 4, 5} >= set(answers.values()):
        raise UsageError(
            "An answer about the lesson “{lesson}” is no number from 1 to 5. Choose one of those.",
            lesson=run.lesson.id,
        )
    answered = SurveyAnswered(
        pack=run.pack.id,
        version=run.pack.version,
        lesson=run.lesson.id,
        survey=AFTER_LESSON,
        answers=dict(answers),
        text=written(text),
    )
    _append(station, run.learner, answered)


def _append(station: Station, learner: str, fact: Fact) -> None:
    station.store.append(learner, [fact], station.clock.now())


def _flag_key(run: Run, step: Step, item_id: str, reason: Flaw) -> str:
    return "/".join((run.key, step.id, item_id, reason))


def _asked(station: Station, learner: str, pack: Pack) -> dict[str, int]:
    """By lesson of the pack, how many were completed when the survey was shown after it."""
    noted = station.store.notes(learner, "survey").items()
    split = ((key.partition("/"), count) for key, count in noted)
    return {
        lesson: msgspec.json.decode(count, type=int)
        for (of, _, lesson), count in split
        if of == pack.id
    }


def _completed(station: Station, learner: str, pack: Pack) -> int:
    progress = station.store.select(LessonProgress, learner=learner, pack=pack.id)
    return sum(1 for lesson in progress if lesson.completed)


def written(text: str) -> str:
    """What a learner wrote, on one line. Raises UsageError where it is too long."""
    line = one_line(text)
    if len(line) > SAID_AT_MOST:
        raise UsageError(
            "That is longer than {most} characters. Say it in fewer words.", most=SAID_AT_MOST
        )
    return line
