"""What the office answered to what a learner suggested, flagged and rated."""

from __future__ import annotations

from keystep.domain.matters import OfficeAnswer, Sort
from keystep.services.run import Run
from keystep.services.station import Station

READ = "answer-read"
"""The kind of the notes that keep which answers were read here."""


def topic_answers(station: Station, learner: str) -> tuple[OfficeAnswer, ...]:
    """The answers to the topics that the learner suggested, the newest first."""
    return tuple(one for one in station.store.answers(learner) if one.sort is Sort.SUGGESTED)


def flag_answers(
    station: Station, run: Run, step_id: str, item_id: str = ""
) -> tuple[OfficeAnswer, ...]:
    """The answers to the learner's flags of an item, or with "" of a step."""
    place = (run.pack.id, run.lesson.id, step_id, item_id)
    return tuple(
        one
        for one in station.store.answers(run.learner)
        if one.sort is Sort.FLAGGED and (one.pack, one.lesson, one.step, one.item) == place
    )


def rating_answers(station: Station, run: Run) -> tuple[OfficeAnswer, ...]:
    """The answers to the stars that the learner gave a lesson."""
    place = (run.pack.id, run.lesson.id)
    return tuple(
        one
        for one in station.store.answers(run.learner)
        if one.sort is Sort.RATED and (one.pack, one.lesson) == place
    )


def unread(station: Station, learner: str) -> tuple[OfficeAnswer, ...]:
    """The answers that were not read at this station yet, the newest first."""
    answers = station.store.answers(learner)
    read = station.store.notes(learner, READ) if answers else {}
    return tuple(one for one in answers if one.id not in read)


def note_read(station: Station, learner: str, answer: OfficeAnswer) -> None:
    """Remember that an answer was read. Raises NotSaved."""
    station.store.note(learner, READ, answer.id, b"")
