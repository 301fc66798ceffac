"""“I already know this”: the lesson's checks asked straight away, instead of the lesson."""

from __future__ import annotations

from dataclasses import dataclass, replace

from keystep.domain.lesson import Step, StepKind
from keystep.domain.quiz import Item
from keystep.services.answers import answers
from keystep.services.completion import Completion, check_results, complete_lesson
from keystep.services.learning import begin, start_over
from keystep.services.run import Run
from keystep.services.station import Station

KIND = "proof"


@dataclass(frozen=True)
class NotYet:
    """A proof that fell short: ``missed`` are the items not fully right, ``run`` a new one."""

    run: Run
    asked: int
    missed: tuple[Item, ...]


def proof_steps(run: Run) -> tuple[Step, ...]:
    """The steps that ask what the lesson teaches; none where it begins with them anyway.

    Assessments are not among them: what they measure is when they are taken.
    """
    asking = tuple(step for step in run.lesson.steps if _asks(step))
    return () if run.lesson.steps[0] in asking else asking


def can_prove(station: Station, run: Run) -> bool:
    """Whether there is something to ask, and none of it was answered in this run."""
    asking = proof_steps(run)
    return bool(asking) and not any(answers(station, run, step) for step in asking)


def is_proving(station: Station, run: Run) -> bool:
    """Whether the learner began to prove it in this run and did not end that."""
    return station.store.notes(run.learner, KIND).get(run.key) == run.attempt.encode()


def begin_proof(station: Station, run: Run) -> None:
    """Ask the checks first from now on, also after a pause. Raises NotSaved."""
    begin(station, run)
    station.store.note(run.learner, KIND, run.key, run.attempt.encode())


def give_up_proof(station: Station, run: Run) -> Run:
    """Take the lesson after all: in this run, or in a new one if answers were given in it.

    Raises NotSaved.
    """
    first = replace(run, step=0)
    fresh = first if can_prove(station, run) else start_over(station, first)
    station.store.note(run.learner, KIND, run.key, None)
    return fresh


def end_proof(station: Station, run: Run, *, duration_ms: int) -> Completion | NotYet:
    """Complete the lesson if each of its checks was passed; else start it, in a new run.

    Raises NotSaved.
    """
    if all(result.passed for result in check_results(station, run)):
        done = complete_lesson(station, run, duration_ms=duration_ms, known=True)
        station.store.note(run.learner, KIND, run.key, None)
        return done
    asked = [(item, step) for step in proof_steps(run) for item in run.items(step)]
    missed = tuple(item for item, step in asked if not _is_right(station, run, step, item))
    return NotYet(give_up_proof(station, run), len(asked), missed)


def _asks(step: Step) -> bool:
    return step.kind is StepKind.CHECK and step.phase is None


def _is_right(station: Station, run: Run, step: Step, item: Item) -> bool:
    given = answers(station, run, step).get(item.id)
    return given is not None and not given.fell_short
