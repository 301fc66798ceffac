"""The OKR board in a terminal and as JSON."""

from __future__ import annotations

from typing import Any

from keystep.cli.output import print_table
from keystep.domain import wording
from keystep.domain.okr import Board, KrRow, Status
from keystep.reports.dates import short_date

GLYPHS = {
    Status.ON_TRACK: "✓",
    Status.LAGGING: "!",
    Status.AT_RISK: "✗",
    Status.KEPT: "✓",
    Status.STALE: "~",
    Status.TOO_EARLY: "·",
    Status.NO_DATA: "–",
}
DEEPER = "› "
HEAD = ("key result", "baseline → now → target", "95 %", "reached", "status, pace", "fresh")


def print_board(board: Board) -> None:
    """One table an objective."""
    cycle = board.cycle
    print(f"{cycle.title}, {cycle.start} to {cycle.end}. {wording.place_in_cycle(board)}")
    for objective in board.objectives:
        share, basis = wording.reached_of(objective)
        title = f"{DEEPER * objective.level}{objective.objective.title}"
        print(f"\n{title}: {share} {basis}".replace(":  ", ": "))
        if objective.rows:
            print_table(HEAD, [_cells(row) for row in objective.rows])


def board_json(board: Board) -> dict[str, Any]:
    """The board's figures, unrounded."""
    return {
        "cycle": board.cycle.id,
        "on": board.on,
        "elapsed": board.elapsed,
        "objectives": [
            {
                "id": objective.objective.id,
                "title": objective.objective.title,
                "parent": objective.objective.parent,
                "attainment": objective.attainment,
                "covered": objective.covered,
                "status": objective.status,
                "key_results": [_row_json(row) for row in objective.rows],
            }
            for objective in board.objectives
        ],
    }


def _cells(row: KrRow) -> tuple[str, ...]:
    now = row.now
    return (
        row.key_result.title,
        wording.course(row),
        str(wording.span(now.interval) if now and now.interval else wording.TOO_FEW if now else ""),
        "" if row.attainment is None else wording.percent(row.attainment),
        _status(row),
        _fresh(row),
    )


def _status(row: KrRow) -> str:
    word = f"{GLYPHS[row.status]} {wording.STATUS_WORDS[row.status]}"
    return word if row.pace is None else f"{word} {wording.speed(row.pace)}"


def _fresh(row: KrRow) -> str:
    newest = row.freshness.newest
    if newest is None:
        return "nothing yet"
    return f"{wording.freshness_of(row)}, {short_date(newest.date())}"


def _row_json(row: KrRow) -> dict[str, Any]:
    return {
        "id": row.key_result.id,
        "title": row.key_result.title,
        "baseline": row.key_result.baseline,
        "target": row.key_result.target,
        "now": row.now,
        "attainment": row.attainment,
        "pace": row.pace,
        "status": row.status,
        "forecast": row.forecast,
        "freshness": row.freshness,
        "check_in": row.check_in,
    }
