"""One answer, graded and durable, against the least that makes one row durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count, cycle
from pathlib import Path

from keystep.bootstrap import STATION_DATABASE, open_station
from keystep.domain.lesson import StepKind
from keystep.services.learning import answer_item, open_lesson
from keystep.services.roster import register
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.storage.engine import PRAGMAS
from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns, seconds

PACK, LESSON = "answering-customers", "three-sentences"
ROUNDS = 300
WARM_UP = 30


def measure(folder: Path) -> Row:
    """Both write to the same disk with the same journal and pragmas."""
    with closing(open_station(folder / "home")) as station:
        learner = register(station, "Amara Osei", "Desk North")
        run = open_lesson(station, learner.id, PACK, LESSON)
        answer = _answers(station, run)
        with closing(_bare(folder / "bare.sqlite", _journal(folder / "home"))) as bare:
            insert = _inserts(bare, _newest(station))
            medians = medians_in_turns(
                lambda: seconds(answer) * 1e6, lambda: seconds(insert) * 1e6, ROUNDS, WARM_UP
            )
    return compare("one durable answer", "µs", "bare SQLite commit", medians, Goal(5))


def _answers(station: Station, run: Run) -> Callable[[], object]:
    """Choose the right options of the lesson's items, one after the other, over and over."""
    checks = [step for step in run.lesson.steps if step.kind is StepKind.CHECK]
    items = [(step, item) for step in checks for item in run.items(step)]
    asked = cycle(items)

    def answer() -> object:
        step, item = next(asked)
        response = item.asks.solution
        return answer_item(station, run, step, item, response, duration_ms=9_000)

    return answer


def _inserts(bare: sqlite3.Connection, data: bytes) -> Callable[[], object]:
    seqs = count(1)

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO event VALUES (?, ?)", (next(seqs), data))
        bare.execute("COMMIT")

    return insert


def _bare(path: Path, journal: str) -> sqlite3.Connection:
    bare = sqlite3.connect(path, isolation_level=None)
    for pragma in (f"journal_mode={journal}", *PRAGMAS):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, data BLOB)")
    return bare


def _journal(home: Path) -> str:
    with closing(sqlite3.connect(home / STATION_DATABASE)) as station:
        return str(station.execute("PRAGMA journal_mode").fetchone()[0])


def _newest(station: Station) -> bytes:
    *_, newest = station.store.events()
    return newest.data
