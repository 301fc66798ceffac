"""A board with every status word on it: figures of a quarter that is 70 % gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from keystep.domain import okr
from keystep.domain.measures import Forecast, Interval, forecast
from keystep.domain.okr import (
    Board,
    Cycle,
    Freshness,
    KeyResult,
    KrKind,
    KrRow,
    Objective,
    Point,
    Status,
)

START, END, ON = date(2027, 1, 1), date(2027, 3, 31), date(2027, 3, 4)
NOW = datetime(2027, 3, 4, 11, 38, tzinfo=UTC)

RESPONSE = KeyResult(
    id="response-time",
    title="Median response time",
    kind=KrKind.WORK,
    unit="min",
    source="response-time",
    baseline=20,
    target=17,
    owner="Support desks",
    basis="calls",
)
SOLVED = KeyResult(
    id="solved-first",
    title="Solved at first contact",
    kind=KrKind.WORK,
    unit="%",
    source="solved-first",
    baseline=61,
    target=72,
    owner="Support desks",
    basis="calls",
)
CALLBACKS = KeyResult(
    id="callbacks",
    title="Callbacks promised and kept",
    kind=KrKind.WORK,
    unit="%",
    source="callbacks",
    baseline=80,
    target=95,
    owner="Support desks",
    basis="calls",
)
NEAR_MISSES = KeyResult(
    id="near-misses",
    title="Near misses told within the shift",
    kind=KrKind.WORK,
    unit="%",
    source="near-misses",
    baseline=45,
    target=80,
    owner="Halls 3 and 7",
    basis="reports",
)
LOCK_OUTS = KeyResult(
    id="lock-outs",
    title="Lock-outs right at first audit",
    kind=KrKind.WORK,
    unit="%",
    source="lock-outs",
    baseline=70,
    target=90,
    owner="Halls 3 and 7",
    basis="audits",
)
NO_ACCIDENT = KeyResult(
    id="no-accident",
    title="No accident with lost time",
    kind=KrKind.MAINTAIN,
    source="accidents",
    low=0,
    high=0,
    owner="All sites",
)
CERTIFIED = KeyResult(
    id="certified",
    title="Technicians passed the set-up check",
    kind=KrKind.COMPLETION,
    source="m4/set-up",
    baseline=0,
    target=48,
    owner="Field service",
    basis="people",
)
RETURNS = KeyResult(
    id="returns",
    title="Units sent back in 30 days",
    kind=KrKind.WORK,
    unit="%",
    source="returns",
    baseline=9,
    target=4,
    owner="Field service",
    basis="units",
)

CYCLE = Cycle(
    id="2027-q1",
    title="Q1 2027",
    start=START,
    end=END,
    objectives=(
        Objective(
            id="answers",
            title="Customers hear back fast, and only once",
            key_results=(RESPONSE, SOLVED, CALLBACKS),
        ),
        Objective(
            id="safety",
            title="Nobody is hurt at the packing line",
            key_results=(NEAR_MISSES, LOCK_OUTS, NO_ACCIDENT),
        ),
        Objective(
            id="launch",
            title="Launch the M4 dispenser without surprises",
            key_results=(CERTIFIED, RETURNS),
        ),
    ),
)

_WIGGLE = (0.0, 0.07, -0.06, 0.03, -0.05, 0.05, -0.02, 0.04, 0.0)


def points(
    key_result: KeyResult, now: float, n: int, spread: float, last: date = ON
) -> list[Point]:
    """Nine weeks on the way from the baseline to ``now``, a little unsteady."""
    weeks = len(_WIGGLE)
    rise = now - key_result.baseline
    return [
        Point(
            day=last - timedelta(weeks=weeks - 1 - week),
            value=(value := key_result.baseline + rise * (week / (weeks - 1) + wiggle)),
            n=n * (week + 1) // weeks,
            interval=Interval(value - spread, value + spread),
        )
        for week, wiggle in enumerate(_WIGGLE)
    ]


def row(
    key_result: KeyResult, at: Sequence[Point], fresh: tuple[int, int], hours: float = 2
) -> KrRow:
    """A line of the board as the rules make it; it is stale below half of the sources."""
    newest = NOW - timedelta(hours=hours)
    freshness = Freshness(fresh[0], fresh[1], newest if at else None, fresh[0] * 2 < fresh[1])
    attained = okr.attainment(key_result, at[-1].value) if at else None
    elapsed = CYCLE.elapsed(ON)
    status = okr.status(key_result, attained, elapsed, freshness.stale)
    paced = attained is not None and status is not Status.STALE
    maintain = key_result.kind is KrKind.MAINTAIN
    return KrRow(
        key_result=key_result,
        points=tuple(at),
        freshness=freshness,
        attainment=attained,
        pace=okr.pace(attained, elapsed) if paced and not maintain and attained else None,
        status=status,
        forecast=None if maintain or status is Status.STALE else _forecast(at),
    )


def board(title: str = "Median response time") -> Board:
    """The board; ``title`` is that of its first key result."""
    response = RESPONSE if title == RESPONSE.title else _titled(title)
    kept = [Point(START + timedelta(7 * n + 6), 0.0, 0, None) for n in range(9)]
    rows = {
        "answers": [
            row(response, points(response, 17.9, 4812, 0.4), (46, 50)),
            row(SOLVED, points(SOLVED, 67.6, 4812, 1.1), (46, 50)),
            row(CALLBACKS, points(CALLBACKS, 91, 903, 1.8), (46, 50)),
        ],
        "safety": [
            row(
                NEAR_MISSES, points(NEAR_MISSES, 70, 118, 7, date(2027, 2, 20))[2:], (3, 8), 12 * 24
            ),
            row(LOCK_OUTS, points(LOCK_OUTS, 79, 212, 5), (8, 8), 26),
            row(NO_ACCIDENT, kept, (8, 8), 3),
        ],
        "launch": [
            row(CERTIFIED, points(CERTIFIED, 38, 38, 2), (44, 48), 5),
            row(RETURNS, (), (0, 0)),
        ],
    }
    return Board(
        cycle=CYCLE,
        on=ON,
        elapsed=CYCLE.elapsed(ON),
        objectives=tuple(okr.summarise(o, rows[o.id]) for o in CYCLE.objectives),
    )


def _titled(title: str) -> KeyResult:
    return KeyResult(
        id=RESPONSE.id,
        title=title,
        kind=KrKind.WORK,
        unit="min",
        baseline=20,
        target=17,
        owner="<b>Support</b>",
        basis="calls",
    )


def _forecast(at: Sequence[Point]) -> Forecast | None:
    return forecast([((p.day - START).days, p.value) for p in at], (END - START).days)
