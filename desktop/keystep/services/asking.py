"""Which items a check step asks: all of a quiz, but of a diagnostic one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.diagnostic import can_tell, next_item, sequence
from keystep.domain.lesson import Phase, Step
from keystep.domain.quiz import Item
from keystep.services.answers import answers
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
    given = answers(station, run, step)
    scores = {item: answer.score for item, answer in given.items()} | dict(coming or {})
    answered = sequence(items, scores)
    recorded = sorted((i for i in answered if i.id in given), key=lambda i: given[i.id].at)
    about_to_be = (item for item in answered if item.id not in given)
    ahead = next_item(items, scores)
    return (*recorded, *about_to_be, *(() if ahead is None else (ahead,)))
