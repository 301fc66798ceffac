"""Which items a check step asks: all of a quiz, but of a diagnostic one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from keystep.domain.diagnostic import Belief, can_tell, next_item, prior, sequence
from keystep.domain.lesson import Phase, Step, StepKind
from keystep.domain.progress import MILLIONTHS, Answer, SkillProgress
from keystep.domain.quiz import Item
from keystep.domain.responses import FULL_SCORE
from keystep.domain.skills import before, mastery
from keystep.services.run import Run
from keystep.services.station import Station


def is_open_ended(run: Run, step: Step) -> bool:
    """Whether it depends on the answers how many items the step asks: it is a diagnostic."""
    return step.phase is Phase.NEEDS and any(map(can_tell, run.items(step)))


def asked(
    station: Station, run: Run, step: Step, coming: Mapping[str, int | None] | None = None
) -> tuple[Item, ...]:
    """The items that the step has asked and those that it asks now.

    Of an ordinary quiz all, in their order. Of a diagnostic those answered, in the order of
    answering, and the one that tells most now, if any: it is done when each is answered.
    ``coming`` are the scores of answers that are about to be recorded, by item id.
    """
    items = run.items(step)
    if not is_open_ended(run, step):
        return items
    given = {item.id: answer for answer, item in _answers(station, run, step)}
    scores = {item: answer.score for item, answer in given.items()} | dict(coming or {})
    priors = priors_of(station, run, items)
    answered = sequence(items, priors, scores)
    recorded = sorted((i for i in answered if i.id in given), key=lambda i: given[i.id].at)
    about_to_be = (item for item in answered if item.id not in given)
    ahead = next_item(items, priors, scores)
    return (*recorded, *about_to_be, *(() if ahead is None else (ahead,)))


def priors_of(station: Station, run: Run, items: Iterable[Item]) -> dict[str, Belief]:
    """What to believe of the skills of ``items`` from all that came before this run.

    A skill's progress moves with the run's own answers; so these are taken back first.
    """
    checks = (step for step in run.lesson.steps if step.kind is StepKind.CHECK)
    answers = [given for step in checks for given in _answers(station, run, step)]
    latest = sorted(answers, key=lambda given: given[0].at, reverse=True)
    known = {skill: _before(station, run, skill, latest) for skill in {i.skill for i in items}}
    return {skill: prior(mastery(theta)) for skill, theta in known.items() if theta is not None}


def _answers(station: Station, run: Run, step: Step) -> list[tuple[Answer, Item]]:
    """The answers given to a step in this run, each with its item."""
    where = {"learner": run.learner, "attempt": run.attempt, "step": step.id}
    given = {answer.item: answer for answer in station.store.select(Answer, **where)}
    return [(given[item.id], item) for item in run.items(step) if item.id in given]


def _before(
    station: Station, run: Run, skill: str, latest: Iterable[tuple[Answer, Item]]
) -> float | None:
    """The rating of a skill before these answers, the latest first; None without evidence."""
    progress = station.store.find(SkillProgress, run.learner, run.pack.id, skill)
    theta, evidence = (progress.theta / MILLIONTHS, progress.evidence) if progress else (0.0, 0)
    for answer, item in latest:
        if item.skill == skill and answer.score is not None:
            evidence -= 1
            earned, chance = answer.score / FULL_SCORE, item.asks.chance / FULL_SCORE
            theta = before(theta, evidence, earned, chance)
    return theta if evidence > 0 else None
