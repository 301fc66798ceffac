"""Probes: a few questions about what was learnt a while ago, drawn by chance.

A probe asks ``ITEMS`` items of one pack that were not answered for ``REST_DAYS`` days, out of the
checks of lessons completed at least as long ago and not opened since; it comes no sooner than that
after the one before. It asks not what is due but what a hash of learner and week draws: so it tells
how much is known, not how well practice was timed. Cards are not drawn: whoever turns one grades it
too.

The id of its run follows from learner, pack, version and week, so it goes on where it was left
until the week is over. What it asks follows from these and from what the station knows to be
learnt; one that was taken at two stations counts once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from keystep.domain.events import Instant
from keystep.domain.interactions import Reflection
from keystep.domain.lesson import Pack, Phase, StepKind
from keystep.domain.progress import Answer, AssessmentProgress, ItemProgress, LessonProgress
from keystep.domain.quiz import Item
from keystep.services.station import Station

ITEMS = 3
REST_DAYS = 7
KIND = "probe"


class Probe(Struct, frozen=True):
    """What this week's probe asks; ``attempt`` is the id of its run."""

    pack: Pack
    items: tuple[Item, ...]
    attempt: str


class _Pool(Struct, frozen=True):
    """What may be drawn of a pack; ``begun`` was drawn already, and stays."""

    pack: Pack
    attempt: str
    items: tuple[Item, ...]
    begun: frozenset[str]


def probe(station: Station, learner: str, now: Instant) -> Probe | None:
    """The probe to take now; None where the last is too fresh, or too little was learnt."""
    past = station.store.select(AssessmentProgress, learner=learner, phase=Phase.PROBE.value)
    if any(0 <= (now.day - day_of(one.at, now)).days < REST_DAYS for one in past):
        return None
    year, number, _ = now.day.isocalendar()
    week = f"{year}-{number:02}"
    pools = tuple(_pools(station, learner, week, now))
    if not pools:
        return None
    chosen = min(pools, key=lambda pool: (not pool.begun, _first(pool, learner, week)))
    drawn = sorted(
        chosen.items,
        key=lambda item: (item.id not in chosen.begun, _lot(learner, week, chosen.pack, item)),
    )
    return Probe(chosen.pack, tuple(drawn[:ITEMS]), chosen.attempt)


def keep_drawn(station: Station, learner: str, drawn: Probe) -> None:
    """Ask the same until the week is over, whatever is learnt meanwhile. Raises NotSaved."""
    ids = tuple(item.id for item in drawn.items)
    station.store.note(learner, KIND, drawn.pack.id, msgspec.json.encode((drawn.attempt, ids)))


def attempt_of(learner: str, pack: Pack, *what: str) -> str:
    """The id of the run of a test: the same wherever it is taken, another in another version."""
    return str(UUID(bytes=_hash(learner, pack.id, pack.version, *what)[:16], version=4))


def day_of(at: datetime, now: Instant) -> date:
    """The learner's day of a moment, as the station tells days now."""
    return replace(now, at=at).day


def _pools(station: Station, learner: str, week: str, now: Instant) -> Iterator[_Pool]:
    """What may be drawn, by pack."""
    rested = now.at - timedelta(days=REST_DAYS)
    lessons = station.store.select(LessonProgress, learner=learner)
    done = {(one.pack, one.lesson) for one in lessons if one.completed}
    fresh = {(one.pack, one.lesson) for one in lessons if one.updated > rested}
    kept = _kept(station, learner)
    answered: dict[str, set[str]] = {}
    for one in station.store.select(ItemProgress, learner=learner):
        if (now.day - one.day).days < REST_DAYS:
            answered.setdefault(one.pack, set()).add(one.item)
    for pack in station.shelf.packs.values():
        attempt = attempt_of(learner, pack, Phase.PROBE, week)
        given = station.store.select(Answer, learner=learner, attempt=attempt)
        begun = kept.get(attempt, frozenset()).union(answer.item for answer in given)
        met = (asked_in(pack, fresh).keys() | answered.get(pack.id, set())) - begun
        items = tuple(item for key, item in asked_in(pack, done).items() if key not in met)
        if len(items) >= ITEMS:
            yield _Pool(pack, attempt, items, begun)


def _kept(station: Station, learner: str) -> dict[str, frozenset[str]]:
    """The items that were drawn, by the id of the run."""
    notes = station.store.notes(learner, KIND).values()
    return dict(msgspec.json.decode(note, type=tuple[str, frozenset[str]]) for note in notes)


def asked_in(pack: Pack, lessons: Collection[tuple[str, str]]) -> dict[str, Item]:
    """The graded items of the checks of some lessons; what assessments ask is kept for them."""
    checks = (
        pack.quiz(step.target)
        for lesson in pack.lessons
        if (pack.id, lesson.id) in lessons
        for step in lesson.steps
        if step.kind is StepKind.CHECK and step.phase is None
    )
    items = (item for quiz in checks for item in quiz.items)
    return {item.id: item for item in items if not isinstance(item.asks, Reflection)}


def _first(pool: _Pool, learner: str, week: str) -> bytes:
    """The first lot of a pack: of those with more to draw it comes first more often."""
    return min(_lot(learner, week, pool.pack, item) for item in pool.items)


def _lot(learner: str, week: str, pack: Pack, item: Item) -> bytes:
    return _hash(learner, week, pack.id, item.id)


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("/".join(parts).encode()).digest()
