"""The board as one HTML file: no network, readable in light, in dark and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from keystep.domain import wording
from keystep.domain.okr import Board, KrRow, ObjectiveRow, Point, Status
from keystep.domain.words import Words
from keystep.reports import chart
from keystep.reports.behind import Behind
from keystep.reports.dates import long_date, short_date
from keystep.reports.page import Zone, csp_hash, environment

TEMPLATE = "report.html.j2"
STYLE, SCRIPT = "report.css", "report.js"
NOTHING_BEHIND: Mapping[str, Behind] = MappingProxyType({})


@dataclass(frozen=True)
class Count:
    """How many key results stand at one status word."""

    status: Status
    n: int
    word: Words


@dataclass(frozen=True)
class Line:
    """A row of the table behind a chart."""

    day: str
    value: str
    interval: str
    n: str


@dataclass(frozen=True)
class KeyResultView:
    """A key result as the template shows it: every figure worded.

    ``rank`` sorts by status, the best first; ``course`` is its way, "20 → 17.9 → 17 min".
    """

    row: KrRow
    rank: int
    course: str
    speed: str
    standing: wording.Standing
    word: Words
    counted: str
    reached: str
    pace: Words
    forecast: tuple[Words, Words]
    fresh: Words
    newest: str
    chart: chart.Chart | None
    lines: tuple[Line, ...]
    behind: Behind | None


@dataclass(frozen=True)
class ObjectiveView:
    title: str
    owner: str
    status: Status
    word: Words
    reached: str
    basis: Words
    key_results: tuple[KeyResultView, ...]


def render_report(
    board: Board,
    organisation: str,
    generated_at: datetime,
    resources: Path,
    behind: Mapping[str, Behind] = NOTHING_BEHIND,
    *,
    offset: int = 0,
) -> str:
    """The whole report. Pure but for reading its template and style in ``resources``/report.

    ``behind`` gives the details of a key result by its id. ``generated_at`` is aware; times are
    shown ``offset`` minutes east of UTC. Every name is escaped; style and script are allowed by
    their hashes and nothing else is (Content Security Policy). Without the script all of it can be
    read, only not sorted or filtered.
    """
    folder = resources / "report"
    style, script = ((folder / name).read_text(encoding="utf-8") for name in (STYLE, SCRIPT))
    zone = Zone(offset)
    return (
        environment(folder)
        .get_template(TEMPLATE)
        .render(
            board=board,
            organisation=organisation,
            cycle_days=f"{long_date(board.cycle.start)} to {long_date(board.cycle.end)}",
            end_day=short_date(board.cycle.end),
            place=wording.place_in_cycle(board),
            written=zone.say(generated_at),
            written_day=long_date(zone.local(generated_at).date()),
            counts=count_statuses(board),
            objectives=tuple(_objective(o, board, zone, behind) for o in board.objectives),
            nothing_serves=wording.NOTHING_SERVES,
            before_after=wording.BEFORE_AFTER,
            no_comparison=wording.NO_COMPARISON,
            owners=sorted({row.key_result.owner for row in board.rows} - {""}),
            style=Markup(style),  # noqa: S704 - our own file, not input
            style_hash=csp_hash(style),
            script=Markup(script),  # noqa: S704 - our own file, not input
            script_hash=csp_hash(script),
        )
    )


def count_statuses(board: Board) -> tuple[Count, ...]:
    """Status words in use, in the order of the legend."""
    found = [row.status for row in board.rows]
    words: Mapping[Status, Words] = wording.STATUS_WORDS
    return tuple(Count(s, found.count(s), words[s]) for s in words if s in found)


def _objective(
    objective: ObjectiveRow, board: Board, zone: Zone, behind: Mapping[str, Behind]
) -> ObjectiveView:
    reached, basis = wording.reached_of(objective)
    return ObjectiveView(
        title=objective.objective.title,
        owner=objective.objective.owner,
        status=objective.status,
        word=wording.STATUS_WORDS[objective.status],
        reached=reached,
        basis=basis,
        key_results=tuple(
            _key_result(row, board, zone, behind.get(row.key_result.id)) for row in objective.rows
        ),
    )


def _key_result(row: KrRow, board: Board, zone: Zone, behind: Behind | None) -> KeyResultView:
    return KeyResultView(
        row=row,
        rank=list(wording.STATUS_WORDS).index(row.status),
        course=wording.course(row),
        speed="" if row.pace is None else wording.speed(row.pace),
        standing=wording.standing(row, board),
        word=wording.STATUS_WORDS[row.status],
        counted=wording.counted(row),
        reached="" if row.attainment is None else wording.percent(row.attainment),
        pace=wording.pace_of(row),
        forecast=wording.forecast_of(row, board.on),
        fresh=wording.freshness_of(row),
        newest=_newest(row, zone),
        chart=chart.trend(row, board.cycle),
        lines=tuple(_line(point, row.key_result.unit) for point in row.points),
        behind=behind,
    )


def _newest(row: KrRow, zone: Zone) -> str:
    newest = row.freshness.newest
    if newest is None:
        return ""
    return short_date(newest.date()) if wording.is_daily(row.key_result) else zone.say(newest)


def _line(point: Point, unit: str) -> Line:
    return Line(
        day=short_date(point.day),
        value=wording.with_unit(point.value, unit),
        interval=str(wording.span(point.interval) if point.interval else wording.TOO_FEW),
        n=f"{point.n:,}",
    )
