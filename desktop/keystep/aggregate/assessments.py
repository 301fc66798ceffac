"""What people knew before and after: matched results of an assessment's parallel forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection, select

from keystep.aggregate.schema import event, stream, test_result
from keystep.aggregate.timelines import Happened, Timelines
from keystep.domain.events import decode_event
from keystep.domain.lesson import Phase
from keystep.domain.measures import Gain, gain

FULL_PER_CENT = 100.0
THOUSANDTHS_IN_PER_CENT = 10

Pairs = dict[str, tuple[float, float]]


class Result(Struct, frozen=True):
    """One test taken; ``score`` in per cent."""

    learner: str
    phase: str
    day: date
    score: float


def results(db: Connection, pack: str, assessment: str) -> tuple[Result, ...]:
    """Every result, in the one order of events over all stations: it tells before from after."""
    columns = (test_result.c[name] for name in ("learner", "phase", "day", "score"))
    query = (
        select(stream.c.device, stream.c.epoch, event.c.h, event.c.data, *columns)
        .select_from(test_result)
        .join(stream, stream.c.id == test_result.c.stream)
        .join(event, (event.c.stream == stream.c.id) & (event.c.seq == test_result.c.seq))
        .where(test_result.c.pack == pack, test_result.c.assessment == assessment)
    )
    happened = (
        Happened(
            (device, epoch),
            h,
            decode_event(data),
            Result(who, phase, day, score / THOUSANDTHS_IN_PER_CENT),
        )
        for device, epoch, h, data, who, phase, day, score in db.execute(query)
    )
    return tuple(Timelines(db).in_order(happened))


def pairs_by(taken: Iterable[Result], day: date, since: date | None = None) -> Pairs:
    """(earliest pre, latest post after it) of each learner who has both by the end of ``day``.

    Posts from before ``since`` do not count.
    """
    pres: dict[str, float] = {}
    pairs: Pairs = {}
    for result in taken:
        if result.day > day:
            continue
        if result.phase == Phase.PRE:
            pres.setdefault(result.learner, result.score)
        elif result.phase != Phase.POST or (since is not None and result.day < since):
            continue
        elif result.learner in pres:
            pairs[result.learner] = (pres[result.learner], result.score)
    return pairs


def stayed_by(taken: Iterable[Result], day: date) -> Pairs:
    """(latest post, first delayed test after it) of each learner who has both by ``day``."""
    posts: dict[str, float] = {}
    pairs: Pairs = {}
    for result in taken:
        if result.day > day:
            continue
        if result.phase == Phase.POST:
            posts[result.learner] = result.score
        elif result.phase == Phase.DELAYED and result.learner in posts:
            pairs.setdefault(result.learner, (posts[result.learner], result.score))
    return pairs


def gain_of(pairs: Pairs, learners: Collection[str] | None = None) -> Gain | None:
    """The gain over all pairs, or those of ``learners``; None where there are none."""
    chosen: Sequence[tuple[float, float]] = [
        pair for who, pair in sorted(pairs.items()) if learners is None or who in learners
    ]
    return gain(chosen, FULL_PER_CENT) if chosen else None
