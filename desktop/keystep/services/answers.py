"""What was answered in a run."""

from __future__ import annotations

from keystep.domain.lesson import Step
from keystep.domain.progress import Answer
from keystep.services.run import Run
from keystep.services.station import Station


def answers(station: Station, run: Run, step: Step) -> dict[str, Answer]:
    """The last answers given in this run to a check step, by item id."""
    given = station.store.select(Answer, learner=run.learner, attempt=run.attempt, step=step.id)
    return {answer.item: answer for answer in given}
