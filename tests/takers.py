"""Somebody who takes whole lessons through the use cases that the screens call."""

from __future__ import annotations

from keystep.domain.lesson import Step, StepKind
from keystep.domain.memory import Rating
from keystep.domain.quiz import Confidence, Item
from keystep.domain.responses import Choice, Filled, Place, Placed, Pointed, Response, Written
from keystep.services import cards, learning, stories
from keystep.services.attempts import standing
from keystep.services.completion import Completion, complete_lesson
from keystep.services.run import Run
from keystep.services.station import Station

PACK = "answering-customers"


def right_answer(item: Item) -> Response:
    return item.asks.solution


def wrong_answer(item: Item) -> Response:
    """An answer that earns nothing."""
    solution = item.asks.solution
    if isinstance(solution, Choice):
        return Choice((next(i for i in range(9) if i not in solution.options),))
    if isinstance(solution, Filled):
        return Filled(tuple(Written("no idea at all") for _ in solution.gaps))
    if isinstance(solution, Placed):
        return Placed(tuple(reversed(solution.places)))
    if isinstance(solution, Pointed):
        return Pointed((Place(0, 0),))
    return Written("-98765")


def answer_all(station: Station, run: Run, step: Step, *, right: bool = True) -> None:
    while ahead := standing(station, run, step).unanswered:
        response = right_answer(ahead[0]) if right else wrong_answer(ahead[0])
        learning.answer_item(station, run, step, ahead[0], response, duration_ms=1_000)


def take_lesson(
    station: Station, learner: str, lesson: str, *, right: bool = True, pack: str = PACK
) -> Completion:
    """Every step in order; cards are rated Good, stories take the first open reply."""
    run = learning.open_lesson(station, learner, pack, lesson)
    for step in run.lesson.steps[run.step :]:
        learning.view_step(station, run, step)
        if step.kind is StepKind.CHECK:
            answer_all(station, run, step, right=right)
        elif step.kind is StepKind.CARDS:
            for practice in cards.step_cards(station, run, step):
                cards.rate_card(
                    station, learner, practice, Rating.GOOD, duration_ms=1, attempt=run.attempt
                )
        elif step.kind is StepKind.SCENARIO:
            while (at := stories.story(station, run, step)).ending is None:
                stories.take_choice(station, run, step, at.open_choices[0].id)
        elif step.kind is StepKind.CHECKLIST:
            learning.complete_checklist(station, run, step, duration_ms=1_000)
    return complete_lesson(station, run, duration_ms=60_000)


def answer_surely(
    station: Station, learner: str, times: int, sure: Confidence | None, right: int
) -> None:
    """Answer the first item in as many runs, in the first ``right`` of them rightly."""
    for n in range(times):
        opened = learning.open_lesson(station, learner, PACK, "three-sentences")
        run = learning.start_over(station, opened)
        step = next(step for step in run.lesson.steps if step.kind is StepKind.CHECK)
        item = run.items(step)[0]
        response = right_answer(item) if n < right else wrong_answer(item)
        learning.answer_item(station, run, step, item, response, duration_ms=1_000, confidence=sure)
