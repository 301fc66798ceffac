"""Stations' histories, cut into bundles as the office receives them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from keystep.aggregate import Aggregate
from keystep.aggregate.kpi.figures import KpiFile
from keystep.aggregate.schema import millis
from keystep.domain.bundles import Claim, Erased, Header, Health, Hello, OpenBundle, Verdict
from keystep.domain.events import Instant, Recorded, genesis, record
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    Fact,
    LessonCompleted,
    LessonStarted,
    ScenarioCompleted,
    StepViewed,
)
from keystep.domain.kpi import KpiRow
from keystep.domain.lesson import Phase

MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
NOW = Instant(datetime(2027, 2, 3, 12, tzinfo=UTC), 60, "boot", 1)
HEALTH = Health(program="0.1.0", waiting=0, free_mib=900)
PACK = {"pack": "customers", "version": "1.0.0", "attempt": "run-1"}


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def device(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def started(lesson: str = "greet") -> LessonStarted:
    return LessonStarted(lesson=lesson, **PACK)


def completed(lesson: str = "greet") -> LessonCompleted:
    return LessonCompleted(lesson=lesson, duration_ms=90_000, **PACK)


def viewed(step: str = "first") -> StepViewed:
    return StepViewed(lesson="greet", step=step, **PACK)


def assessed(phase: Phase, score: int) -> AssessmentCompleted:
    return AssessmentCompleted(
        lesson="greet",
        step="test",
        assessment="basics",
        phase=phase,
        form="form-a",
        items=10,
        score=score,
        **PACK,
    )


def reviewed(card: str = "one") -> CardReviewed:
    return CardReviewed(
        deck="answers",
        card=card,
        skill="answers",
        rating=3,
        elapsed_days=1,
        interval_s=86_400,
        stability=10_000,
        difficulty=50_000,
        state=2,
        step=None,
        **PACK,
    )


def played() -> ScenarioCompleted:
    return ScenarioCompleted(
        lesson="greet",
        step="story",
        scenario="late",
        skill="answers",
        ending="calm",
        score=900,
        **PACK,
    )


class Station:
    """One epoch of a station, event by event."""

    def __init__(self, name: str = "hall", epoch: str = "e1") -> None:
        self.device, self.epoch, self.name = device(name), epoch, name
        self.events: list[Recorded] = []

    def did(
        self,
        learner: str,
        *facts: Fact,
        when: datetime = MONDAY,
        boot: str = "boot",
        truly: datetime | None = None,
        offset: int = 60,
    ) -> Station:
        """``when`` is what the wall clock said, ``truly`` what it was (default: the same)."""
        for fact in facts:
            now = Instant(when, offset, boot, millis(truly or when))
            self.events.append(record(len(self.events) + 1, learner, fact, now, self._h))
        return self

    def copy(self, events: int) -> Station:
        """The same disk as it was after so many events, in another machine."""
        twin = Station(self.name, self.epoch)
        twin.events = self.events[:events]
        return twin

    def bundle(
        self,
        first: int = 1,
        last: int | None = None,
        *,
        sealed: datetime = MONDAY,
        claims: Iterable[Claim] = (),
        health: Health = HEALTH,
        erased: Collection[str] = (),
    ) -> OpenBundle:
        """The events from ``first`` to ``last`` (default: all that follow).

        Of those of ``erased`` learners only the place.
        """
        last = len(self.events) if last is None else last
        recorded = self.events[first - 1 : last]
        gone = [one for one in recorded if one.event.learner in erased]
        header = Header(
            device=self.device,
            epoch=self.epoch,
            no=first,
            first=first,
            last=last,
            before="",
            after="",
        )
        return OpenBundle(
            header=header,
            sealed_at=sealed,
            health=health,
            claims=tuple(claim for claim in claims if claim.learner not in erased),
            events=tuple(one for one in recorded if one not in gone),
            erased=tuple(Erased(one.event.seq, one.h.hex()) for one in gone),
        )

    @property
    def _h(self) -> bytes:
        return self.events[-1].h if self.events else genesis(self.device, self.epoch)


def sha_of(bundle: OpenBundle) -> str:
    """What the hash of the file would tell: other content, another hash."""
    told = (bundle.header, bundle.sealed_at, bundle.health, bundle.claims, bundle.erased)
    digest = hashlib.sha256(repr(told).encode())
    for recorded in bundle.events:
        digest.update(recorded.h)
    return digest.hexdigest()


def taken_in(ledger: Aggregate, *bundles: OpenBundle) -> list[tuple[Verdict, int]]:
    """Import ``bundles`` in this order, a second apart, in a run of their own: all may count."""
    run = ledger.runs.begin("share", NOW.at)
    return [
        ledger.import_bundle(
            sha_of(b), "bundle.json", b, NOW.at + timedelta(seconds=number), run, vouched=True
        )
        for number, b in enumerate(bundles)
    ]


def enrolled(ledger: Aggregate, *names: str) -> None:
    for name in names:
        ledger.members.note_hello(hello(name), MONDAY)
        ledger.members.enrol(device(name), MONDAY)


def hello(
    name: str,
    *,
    key: str = "",
    epoch: str = "e1",
    signers: Iterable[str] = (),
    sealed: bool = False,
) -> Hello:
    """What a station says whose first key is its name, and whose present one is ``key``.

    It is signed by that and by ``signers``. ``sealed``: as who cannot unseal its name reads it.
    """
    key = key or name
    return Hello(
        share="share-1",
        device=device(name),
        epoch=epoch,
        name="" if sealed else name,
        public_key=base64.b64encode(key.encode()).decode(),
        recipient=f"age1{key}",
        signers=(device(key), *map(device, signers)),
    )


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def with_kpis(ledger: Aggregate, rows: Sequence[KpiRow], now: datetime) -> int:
    """The number of the act in which these rows of a file came in."""
    return ledger.kpis.take(rows, KpiFile("kpis.csv", "5ha"), "", now)[0]
