"""Bundles of a made-up station, as they would lie on a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from keystep.domain.bundles import Batch, Claim, Header, Heard, SealedBundle
from keystep.domain.events import Instant, Recorded, genesis, record
from keystep.domain.facts import (
    CardReviewed,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    StepViewed,
)
from keystep.domain.quiz import Confidence
from keystep.domain.responses import Choice
from keystep.sync.bundle import seal_bundle
from keystep.sync.keys import StationKeys

START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
LEARNERS = 20
EPOCH = "00112233aabbccdd"


def events(device: str, number: int, seed: int = 7) -> list[Recorded]:
    """``number`` events of 20 learners over some weeks, chained from the start of a stream."""
    random = Random(seed)
    learners = [str(UUID(int=random.getrandbits(128), version=4)) for _ in range(LEARNERS)]
    made, h, at = list[Recorded](), genesis(device, EPOCH), START
    for seq, fact in zip(range(1, number + 1), _facts(random), strict=False):
        at += timedelta(seconds=random.randrange(5, 240))
        clock = int((at - START).total_seconds() * 1000)
        now = Instant(at, 60, "boot-1", clock)
        made.append(record(seq, learners[seq // 12 % LEARNERS], fact, now, h))
        h = made[-1].h
    return made


def sealed(
    keys: StationKeys, recipients: tuple[str, ...], recorded: Sequence[Recorded], size: int
) -> Iterator[SealedBundle]:
    """The events in bundles of ``size``, each claiming the learners in it."""
    before = genesis(keys.device, EPOCH)
    for no, first in enumerate(range(0, len(recorded), size), start=1):
        part = recorded[first : first + size]
        header = Header(
            device=keys.device,
            epoch=EPOCH,
            no=no,
            first=part[0].event.seq,
            last=part[-1].event.seq,
            before=before.hex(),
            after=part[-1].h.hex(),
        )
        before = part[-1].h
        learners = sorted({one.event.learner for one in part})
        claims = tuple(Claim(learner, learner[:8], "Desk North") for learner in learners)
        texts = tuple(one.data for one in part)
        batch = Batch(header=header, events=texts, claims=claims, waiting=0)
        at = part[-1].event.at
        yield seal_bundle(
            batch, keys, recipients, program="0", sealed_at=at, free_mib=1, heard=Heard()
        )


def _facts(random: Random) -> Iterator[Fact]:
    """Lessons with steps and answers, and cards between them."""
    while True:
        run = {
            "pack": "answering-customers",
            "version": "1.0.0",
            "lesson": random.choice(("three-sentences", "calm-voice", "call-back")),
            "attempt": str(UUID(int=random.getrandbits(128), version=4)),
        }
        yield LessonStarted(**run)
        for step in ("why-three", "where-minutes-go", "see-it-done"):
            yield StepViewed(**run, step=step)
        for item in ("first-sentence", "silence", "wait"):
            yield _answered(run, item, random)
        yield LessonCompleted(**run, duration_ms=random.randrange(90_000, 400_000))
        for card in ("three-what", "three-why", "promise"):
            yield _reviewed(card, random)


def _answered(run: dict[str, str], item: str, random: Random) -> Fact:
    return ItemAnswered(
        **run,
        step="check",
        item=item,
        skill="three-sentences",
        response=Choice((random.randrange(4),)),
        score=random.choice((0, 1000)),
        chance=250,
        duration_ms=random.randrange(4_000, 30_000),
        confidence=Confidence.FAIRLY,
    )


def _reviewed(card: str, random: Random) -> Fact:
    return CardReviewed(
        pack="answering-customers",
        version="1.0.0",
        deck="answers",
        card=card,
        skill="three-sentences",
        rating=random.randrange(1, 5),
        elapsed_days=random.randrange(10),
        interval_s=random.randrange(600, 900_000),
        stability=random.randrange(10_000, 400_000),
        difficulty=random.randrange(10_000, 100_000),
        state=2,
        step=None,
        recall=random.randrange(7_000, 10_000),
        duration_ms=random.randrange(2_000, 15_000),
    )
