"""The machines of a federation, their clocks, and what is done at them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from keystep.domain.events import Instant
from keystep.domain.facts import (
    AssessmentCompleted,
    CardReviewed,
    Fact,
    ItemAnswered,
    LessonCompleted,
    LessonStarted,
    SignedIn,
    StepViewed,
)
from keystep.domain.lesson import Phase
from keystep.domain.responses import Written
from keystep.services.station import Station
from tests.fakes import START

PACK, VERSION = "answering-customers", "1.0.0"
LESSONS = ("before-you-start", "three-sentences")

Identity = tuple[str, str, int, str]
"""Device, epoch, seq and h in hexadecimal: what makes an event that event."""


class Machine:
    """The clocks of one machine: true time, what its owner made of it, and since when it runs."""

    def __init__(self, name: str) -> None:
        self.time = START
        self._name, self._boots = name, 0
        self._skew, self._booted = timedelta(0), START

    def now(self) -> Instant:
        steady = self.time - self._booted
        boot = f"{self._name} {self._boots}"
        return Instant(self.time + self._skew, 120, boot, steady // timedelta(milliseconds=1))

    def set_off(self, by: timedelta) -> None:
        self._skew = by

    def reboot(self) -> None:
        self._boots, self._booted = self._boots + 1, self.time


@dataclass(eq=False)
class Site:
    """A machine with a station. ``acked`` are events of which its user saw “saved”."""

    name: str
    home: Path
    machine: Machine
    station: Station
    acked: set[Identity] = field(default_factory=set)
    copies: list[Path] = field(default_factory=list)

    @property
    def device(self) -> str:
        return self.station.keys.device

    def log(self) -> dict[Identity, tuple[str, str]]:
        """Kind and learner of every event here."""
        return station_log(self.home, self.device)


def station_log(home: Path, device: str) -> dict[Identity, tuple[str, str]]:
    query = (
        "SELECT stream.epoch, seq, hex(h), kind, learner FROM event "
        "JOIN stream ON stream.no = event.epoch"
    )
    with closing(sqlite3.connect(home / "station.sqlite")) as db:
        rows = db.execute(query).fetchall()
    return {(device, epoch, seq, h.lower()): (kind, who) for epoch, seq, h, kind, who in rows}


def office_rows(home: Path) -> dict[Identity, list[tuple[str, bool]]]:
    """Kind of each event at the office, and whether it counts, once for each row."""
    query = (
        "SELECT device, epoch, seq, hex(h), kind, counted FROM event "
        "JOIN stream ON stream.id = event.stream"
    )
    found: dict[Identity, list[tuple[str, bool]]] = {}
    with closing(sqlite3.connect(home / "office.sqlite")) as db:
        for device, epoch, seq, h, kind, counted in db.execute(query):
            found.setdefault((device, epoch, seq, h.lower()), []).append((kind, bool(counted)))
    return found


def a_fact(attempt: str, kind: int) -> Fact:
    """One of seven kinds, with something of ``kind`` in it."""
    lesson = LESSONS[kind // 7 % 2]
    run = {"pack": PACK, "version": VERSION, "lesson": lesson, "attempt": attempt}
    facts: tuple[Fact, ...] = (
        SignedIn(),
        LessonStarted(**run),
        StepViewed(**run, step=f"step-{kind % 4}"),
        ItemAnswered(
            **run,
            step="check",
            item=f"item-{kind % 3}",
            skill="three-sentences",
            response=Written(attempt),
            score=1000 * (kind % 2),
            chance=250,
            duration_ms=kind,
        ),
        CardReviewed(
            pack=PACK,
            version=VERSION,
            deck="answers",
            card=f"card-{kind % 2}",
            skill="three-sentences",
            rating=1 + kind % 4,
            elapsed_days=0,
            interval_s=600,
            stability=10_000 + kind,
            difficulty=50_000,
            state=2,
            step=None,
            attempt=attempt,
        ),
        LessonCompleted(**run, duration_ms=kind),
        AssessmentCompleted(
            **run,
            step="pre",
            assessment="customers",
            phase=Phase.PRE if kind % 2 else Phase.POST,
            form="form-a",
            items=3,
            score=kind * 37 % 1001,
        ),
    )
    return facts[kind % 7]
