"""The board and what is behind it, as tables of plain figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from keystep.domain.measures import Estimate, Interval
from keystep.domain.okr import Board, KrKind, KrRow
from keystep.domain.sheet import Sheet, Value
from keystep.domain.wording import STATUS_WORDS, is_daily
from keystep.reports.page import Zone
from keystep.services.drilldown import DrillDown

KEY_RESULTS = (
    *("Objective", "Id", "Key result", "Kind", "Owner", "Unit", "Weight"),
    *("Start", "Target", "Low", "High"),
    *("Now", "95 % from", "95 % to", "n", "As of"),
    *("Reached, %", "Pace", "Status"),
    *("Forecast", "80 % from", "80 % to"),
    *("Fresh", "Known", "Newest data"),
)
FIGURES = ("Id", "Key result", "Unit", "Period ending", "Figure", "95 % from", "95 % to", "n")
TEAMS = (
    *("Id", "Key result", "Team", "Members", "Learned", "Unit", "Before", "After"),
    *("Better by, %", "95 % from", "95 % to"),
)
LESSONS = (
    *("Id", "Key result", "Lesson", "Pack", "Started", "Finished", "Of"),
    *("Gain, points", "95 % from", "95 % to", "Pairs"),
)


def sheets_of(board: Board, details: Sequence[DrillDown], zone: Zone) -> tuple[Sheet, ...]:
    """Key results, their figures by period, their teams and their lessons.

    Teams of which too few people are known have no row, as on the screen. Days are those of
    ``zone``.
    """
    return (
        Sheet(KEY_RESULTS, list(_key_results(board, zone)), "Key results"),
        Sheet(FIGURES, list(_figures(board)), "Figures"),
        Sheet(TEAMS, [line for one in details for line in _teams(one)], "Teams"),
        Sheet(LESSONS, [line for one in details for line in _lessons(one)], "Lessons"),
    )


def _key_results(board: Board, zone: Zone) -> Iterator[tuple[Value, ...]]:
    for objective in board.objectives:
        for row in objective.rows:
            yield (objective.objective.title, *_aims(row), *_stands(row, zone))


def _aims(row: KrRow) -> tuple[Value, ...]:
    one = row.key_result
    bounded, led = one.kind is KrKind.MAINTAIN, one.kind not in (KrKind.MAINTAIN, KrKind.MILESTONE)
    start, target = (one.baseline, one.target) if led else (None, None)
    low, high = (one.low, one.high) if bounded else (None, None)
    named = (one.id, one.title, one.kind.value, one.owner, one.unit, one.weight)
    return (*named, start, target, low, high)


def _stands(row: KrRow, zone: Zone) -> tuple[Value, ...]:
    now, ahead, fresh = row.now, row.forecast, row.freshness
    return (
        *(now.value if now else None, *_ends(now.interval if now else None)),
        *(now.n if now else None, now.day if now else None),
        *(_per_cent(row.attainment), row.pace, str(STATUS_WORDS[row.status])),
        *(ahead.value if ahead else None, *_ends(ahead.interval if ahead else None)),
        *(fresh.fresh, fresh.known, _newest(row, zone)),
    )


def _newest(row: KrRow, zone: Zone) -> date | None:
    newest = row.freshness.newest
    if newest is None:
        return None
    return (newest if is_daily(row.key_result) else zone.local(newest)).date()


def _figures(board: Board) -> Iterator[tuple[Value, ...]]:
    for row in board.rows:
        one = row.key_result
        for point in row.points:
            told = (point.day, point.value, *_ends(point.interval), point.n)
            yield (one.id, one.title, one.unit, *told)


def _teams(detail: DrillDown) -> Iterator[tuple[Value, ...]]:
    one = detail.row.key_result
    for team in detail.teams:
        told = (team.members, team.learned, one.unit, team.before, team.after)
        yield (one.id, one.title, team.team, *told, *_estimated(team.better))


def _lessons(detail: DrillDown) -> Iterator[tuple[Value, ...]]:
    one = detail.row.key_result
    for title, lesson in detail.lessons:
        gain = lesson.gain
        told = (title, lesson.lesson.pack, lesson.started, lesson.finished, lesson.of)
        gained = _estimated(gain.absolute if gain else None)
        yield (one.id, one.title, *told, *gained, gain.pairs if gain else None)


def _estimated(estimate: Estimate | None) -> tuple[Value, ...]:
    return (None, None, None) if estimate is None else (estimate.value, *_ends(estimate.interval))


def _ends(interval: Interval | None) -> tuple[Value, Value]:
    return (interval.low, interval.high) if interval else (None, None)


def _per_cent(share: float | None) -> float | None:
    return None if share is None else 100 * share
