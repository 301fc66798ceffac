"""The tables of an office after years, filled as imports leave them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Any

from keystep.aggregate.schema import millis
from keystep.domain.events import Event, canonical

EVENTS_OF_ONE, EVENTS_OF_A_DAY, OF_A_TEAM, TEAMS = 1_000, 20, 20, 50
BYTES = 220
START, ON = date(2027, 1, 4), date(2027, 3, 25)
NOW = datetime(2027, 3, 25, 9, tzinfo=UTC)
LESSONS = tuple(f"lesson-{number}" for number in range(12))


def fill(db: sqlite3.Connection, events: int) -> None:
    """A learner for every thousand events, who learns on every third day."""
    people = events // EVENTS_OF_ONE
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA cache_size=-262144")
    db.execute("BEGIN")
    _add_people(db, people)
    _add_days(db, people)
    _add_tests(db, people)
    _add_events(db, events, people)
    _add_kpis(db)
    db.execute("COMMIT")


def _add_people(db: sqlite3.Connection, people: int) -> None:
    """With the states of their skill; a station for each team."""
    of_team = range(0, people, OF_A_TEAM)
    sealed = millis(NOW)
    db.executemany(
        "INSERT INTO station (device, name, public_key, recipient, epoch, status, renamed, "
        "sealed_at, imported_at) VALUES (?, ?, x'', '', 'e1', 'enrolled', 0, ?, ?)",
        ((_device(first), f"Station {first}", sealed, sealed) for first in of_team),
    )
    db.executemany(
        "INSERT INTO stream (id, device, epoch, branch) VALUES (?, ?, 'e1', 0)",
        ((1 + first // OF_A_TEAM, _device(first)) for first in of_team),
    )
    db.executemany(
        "INSERT INTO learner VALUES (?, ?, ?, 0)",
        ((_who(n), f"Learner {n}", f"Team {n // OF_A_TEAM % TEAMS}") for n in range(people)),
    )
    db.executemany(
        "INSERT INTO learner_state VALUES (?, '{}')", ((_who(n),) for n in range(people))
    )


def _add_days(db: sqlite3.Connection, people: int) -> None:
    days = EVENTS_OF_ONE // EVENTS_OF_A_DAY
    first = ON - timedelta(days=3 * days)
    for number in range(days):
        day = str(first + timedelta(days=3 * number))
        db.executemany(
            "INSERT INTO learner_day VALUES (?, ?, ?, 1, 1, 0, 8, 6)",
            ((day, _who(n), _device(n)) for n in range(people)),
        )
        db.executemany(
            "INSERT INTO skill_day VALUES ('pack', 'skill', ?, ?, ?)",
            ((_who(n), day, (n % 7) * 200_000 + 20_000 * number) for n in range(people)),
        )
    for number, lesson in enumerate(LESSONS):
        for kind in ("lesson_started", "lesson_completed"):
            db.executemany(
                "INSERT INTO lesson_day VALUES ('pack', ?, ?, ?, ?)",
                (
                    (lesson, kind, _who(n), str(START + timedelta(days=5 * number + n % 30)))
                    for n in range(people)
                ),
            )


def _add_tests(db: sqlite3.Connection, people: int) -> None:
    """A test before and one after, the first two events of everybody."""
    for place, (phase, gained) in enumerate((("pre", 0), ("post", 180))):
        day = START + timedelta(days=40 * place)
        at = millis(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
        rows = [
            (_stream(n), _seq(n, place), _who(n), phase, at, str(day), 400 + gained + n % 200)
            for n in range(people)
        ]
        db.executemany(
            "INSERT INTO test_result (stream, seq, learner, pack, assessment, phase, at, day, "
            "score) VALUES (?, ?, ?, 'pack', 'test', ?, ?, ?, ?)",
            rows,
        )
        db.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?, 'assessment_completed', ?, ?, ?, 1)",
            (
                (stream, seq, b"h", who, at, day, _test(seq, who, at))
                for stream, seq, who, _, at, day, _ in rows
            ),
        )


def _add_events(db: sqlite3.Connection, events: int, people: int) -> None:
    """All others; no figure is made of what they say."""
    db.execute(
        "WITH RECURSIVE place(k) AS (SELECT 2 UNION ALL SELECT k + 1 FROM place WHERE k < :last) "
        "INSERT INTO event SELECT 1 + (learner.rowid - 1) / :team, "
        "1 + (learner.rowid - 1) % :team * :each + k, x'68', id, 'card_reviewed', :at, :day, "
        "zeroblob(:bytes), 1 FROM learner CROSS JOIN place",
        {
            "last": events // people - 1,
            "team": OF_A_TEAM,
            "each": EVENTS_OF_ONE,
            "at": millis(NOW),
            "day": str(ON),
            "bytes": BYTES,
        },
    )


def _add_kpis(db: sqlite3.Connection) -> None:
    """As many teams report whatever was learned."""
    rows: list[tuple[Any, ...]] = [
        (f"kpi-{kpi}", f"Team {team}", str(ON - timedelta(weeks=week)), 18.0 + week / 10, 400)
        for kpi in range(4)
        for team in range(TEAMS)
        for week in range(52)
    ]
    db.executemany(
        "INSERT INTO kpi_point (kpi, team, day, value, n, file, imported_at) "
        "VALUES (?, ?, ?, ?, ?, 'kpis.csv', 0)",
        rows,
    )


def _test(seq: int, who: str, at: int) -> bytes:
    happened = Event(
        seq=seq,
        learner=who,
        kind="assessment_completed",
        v=1,
        at=datetime.fromtimestamp(at / 1_000, UTC),
        offset=60,
        boot="boot",
        clock=at,
        body={"items": 10, "pack": "pack", "assessment": "test"},
    )
    return canonical(happened)


def _who(n: int) -> str:
    return f"{n:08x}-0000-4000-8000-000000000000"


def _device(n: int) -> str:
    return f"{n // OF_A_TEAM:032x}"


def _stream(n: int) -> int:
    return 1 + n // OF_A_TEAM


def _seq(n: int, place: int) -> int:
    return 1 + (n % OF_A_TEAM) * EVENTS_OF_ONE + place
