"""Probes that were taken, of old lessons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from keystep.aggregate.schema import event, stream, test_result
from keystep.aggregate.timelines import Happened, Timelines
from keystep.domain.events import decode_event, known_fact
from keystep.domain.facts import AssessmentCompleted
from keystep.domain.lesson import Phase
from keystep.domain.responses import FULL_SCORE


class Probed(NamedTuple):
    """A probe that a person finished: so many of its items were ``right``, in parts too."""

    person: str
    day: date
    right: float
    items: int


def probed(db: Connection, pack: str) -> list[Probed]:
    """The probes of a pack, with "" of all; one that was taken at two stations is one, the first.

    In the one order of events.
    """
    told = list[Probed]()
    seen = set[tuple[str, str]]()
    for person, day, fact in _finished(db, pack):
        if fact.items and (person, fact.attempt) not in seen:
            seen.add((person, fact.attempt))
            told.append(Probed(person, day, fact.items * fact.score / FULL_SCORE, fact.items))
    return told


def _finished(db: Connection, pack: str) -> Iterator[tuple[str, date, AssessmentCompleted]]:
    columns = (stream.c.device, stream.c.epoch, event.c.h, event.c.data, test_result.c.learner)
    query = (
        select(*columns)
        .select_from(test_result)
        .join(stream, stream.c.id == test_result.c.stream)
        .join(event, (event.c.stream == stream.c.id) & (event.c.seq == test_result.c.seq))
        .where(test_result.c.phase == Phase.PROBE.value)
    )
    if pack:
        query = query.where(test_result.c.pack == pack)
    happened = (
        Happened((device, epoch), h, one := decode_event(data), (person, one))
        for device, epoch, h, data, person in db.execute(query)
    )
    for person, one in Timelines(db).in_order(happened):
        fact = known_fact(one)
        if isinstance(fact, AssessmentCompleted):
            yield person, one.day, fact
