"""Practising in a scenario: reply, take a reply back, play it again, alone or as a group."""

from __future__ import annotations

from keystep.domain.facts import Fact, ScenarioCompleted, ScenarioStepTaken
from keystep.domain.lesson import Step
from keystep.domain.progress import StoryProgress
from keystep.domain.story import Move, Walk, fitting, walk
from keystep.services.learning import record
from keystep.services.run import Run
from keystep.services.station import Station


def story(station: Station, run: Run, step: Step) -> Walk:
    """Where the scenario of ``step`` stands in this run."""
    return walk(run.pack.scenario(step.target), _moves(station, run, step))


def take_choice(station: Station, run: Run, step: Step, choice_id: str, *, votes: int = 0) -> Walk:
    """Give a reply; ``votes`` of a group decided it.

    Raises KeyError when it is not open, NotSaved.
    """
    return _move(station, run, step, choice_id, votes)


def take_late(station: Station, run: Run, step: Step) -> Walk:
    """The time is up. Raises KeyError where the scene has no limit, NotSaved."""
    return _move(station, run, step, Move.LATE)


def take_back(station: Station, run: Run, step: Step) -> Walk:
    """Take the last reply back. Raises KeyError where that is not possible, NotSaved."""
    return _move(station, run, step, Move.BACK)


def begin_story(station: Station, run: Run, step: Step, *, group: bool = False) -> Walk:
    """Begin anew, as a group or alone. Raises KeyError amid a walk, NotSaved."""
    return _move(station, run, step, Move.GROUP if group else Move.AGAIN)


def _moves(station: Station, run: Run, step: Step) -> tuple[str, ...]:
    told = station.store.find(StoryProgress, run.learner, run.attempt, step.id)
    return fitting(run.pack.scenario(step.target), told.choices if told else ())


def _move(station: Station, run: Run, step: Step, move: str, votes: int = 0) -> Walk:
    """Record a move, and with it the ending if it is the first of this run."""
    scenario, moves = run.pack.scenario(step.target), _moves(station, run, step)
    before, after = walk(scenario, moves), walk(scenario, (*moves, move))
    taken = run.fact(
        ScenarioStepTaken,
        step=step.id,
        scenario=scenario.id,
        scene=before.scene.id if before.scene else "",
        choice=str(move),
        group=votes,
    )
    ended = () if before.endings or not after.ending else (_completed(run, step, after, votes),)
    record(station, run, taken, *ended)
    return after


def _completed(run: Run, step: Step, at: Walk, votes: int) -> Fact:
    scenario, ending = run.pack.scenario(step.target), at.endings[0]
    return run.fact(
        ScenarioCompleted,
        step=step.id,
        scenario=scenario.id,
        skill=scenario.skill,
        ending=ending.id,
        score=ending.score * 10,
        group=max(votes, int(at.group)),
    )
