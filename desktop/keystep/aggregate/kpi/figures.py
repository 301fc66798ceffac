"""KPI figures in the database: all that was ever stated, and of each the one that counts.

What counts is the figure of the last import that was not undone; ``kpi_point`` keeps it at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, delete, exists, func, select

from keystep.aggregate import papers
from keystep.aggregate.papers import Change, Register
from keystep.aggregate.schema import activity, kpi_figure, kpi_point
from keystep.aggregate.store import upsert
from keystep.domain.kpi import (
    Kpi,
    KpiCounts,
    KpiFigure,
    KpiImport,
    KpiKnown,
    KpiRow,
    KpiState,
    counted,
)
from keystep.domain.words import Words

KEY = ("kpi", "team", "day")
KPIS = Register("kpi", Kpi)
IMPORTS = Register("kpi_import", KpiImport)
BROUGHT = "KPI figures of {file}: {new} new, {corrected} corrected"
NOTHING_NEW = "KPI figures of {file}: nothing new"


class KpiFile(Struct, frozen=True):
    """A file whose figures are to be taken in, and the SHA-256 of its bytes."""

    name: str
    sha: str


def known(db: Connection, rows: Sequence[KpiRow]) -> KpiKnown:
    """What counts, of the KPIs and the days of ``rows``."""
    if not rows:
        return {}
    point, days = kpi_point.c, [row.day for row in rows]
    query = select(point.kpi, point.team, point.day, point.value, point.n).where(
        point.kpi.in_({row.kpi for row in rows}), point.day.between(min(days), max(days))
    )
    return {(row.kpi, row.team, row.day): (row.value, row.n) for row in db.execute(query)}


def take(
    db: Connection, rows: Sequence[KpiRow], file: KpiFile, by: str, at: datetime
) -> tuple[int, KpiCounts]:
    """Keep what the rows state, in one act; its number, and what came of them.

    What was known already is kept too: it still counts when the file that said it first is undone.
    A KPI without a unit takes the rows'.
    """
    told = counted(rows, known(db, rows))
    brought = {"new": told.new, "corrected": told.corrected}
    said = Words(NOTHING_NEW, {"file": file.name})
    if told.new or told.corrected:
        said = Words(BROUGHT, {"file": file.name, **brought})
    imported = IMPORTS.put(file.sha, KpiImport(file.name, **brought))
    number = papers.write(db, said, by, at, [*_units(db, rows), imported])
    if rows:
        _keep(db, rows, file.name, number, at)
    return number, told


def follow_undo(db: Connection, number: int) -> None:
    """What the undone act ``number`` brought counts no longer; what it had corrected does again."""
    own, other = kpi_figure.alias(), kpi_figure.alias()
    brought = exists().where(
        *(own.c[name] == kpi_point.c[name] for name in KEY), own.c.activity == number
    )
    db.execute(delete(kpi_point).where(brought))
    same = [own.c[name] == other.c[name] for name in KEY]
    query = (
        select(*(other.c[name] for name in (*KEY, "value", "n", "file")), activity.c.at)
        .join(own, (own.c.activity == number) & same[0] & same[1] & same[2])
        .join(activity, activity.c.id == other.c.activity)
        .where(activity.c.undone_at.is_(None))
        .order_by(other.c.activity)
    )
    newest = {tuple(row[:3]): row for row in db.execute(query)}
    _put(db, [_point(row.value, row.n, row.file, row.at, key) for key, row in newest.items()])


def history(db: Connection, kpi: str) -> tuple[KpiFigure, ...]:
    """All that was ever stated of a KPI: the newest period first, and of each the last figure.

    What files said one after the other alike is told once, of the last one.
    """
    figure = kpi_figure.c
    query = (
        select(kpi_figure, activity.c.at, activity.c.by, activity.c.undone_at)
        .join(activity, activity.c.id == figure.activity)
        .where(figure.kpi == kpi)
        .order_by(figure.day.desc(), figure.team, figure.activity.desc())
    )
    found, later = list[KpiFigure](), dict[tuple[str, date], tuple[float, int]]()
    for row in db.execute(query):
        place, says = (row.team, row.day), (row.value, row.n)
        if row.undone_at is not None:
            found.append(_figure(row, KpiState.UNDONE))
        elif later.get(place) != says:
            corrected = place in later
            found.append(_figure(row, KpiState.CORRECTED if corrected else KpiState.COUNTS))
            later[place] = says
    return tuple(found)


def _figure(row: Any, state: KpiState) -> KpiFigure:
    return KpiFigure(
        team=row.team,
        day=row.day,
        value=row.value,
        n=row.n,
        file=row.file,
        at=row.at,
        by=row.by,
        activity=row.activity,
        state=state,
    )


def _keep(db: Connection, rows: Sequence[KpiRow], file: str, number: int, at: datetime) -> None:
    figures = [_point(row.value, row.n, file, at, row.key) for row in rows]
    stated = [{k: v for k, v in one.items() if k != "imported_at"} for one in figures]
    db.execute(kpi_figure.insert(), [one | {"activity": number} for one in stated])
    _put(db, figures)


def _put(db: Connection, points: Sequence[dict[str, Any]]) -> None:
    if not points:
        return
    query = upsert(db, kpi_point)
    new = {name: query.excluded[name] for name in ("value", "n", "file", "imported_at")}
    db.execute(query.on_conflict_do_update(index_elements=KEY, set_=new), list(points))


def _point(value: float, n: int, file: str, at: datetime, key: tuple[Any, ...]) -> dict[str, Any]:
    place = dict(zip(KEY, key, strict=True))
    return place | {"value": value, "n": n, "file": file, "imported_at": at}


def _units(db: Connection, rows: Sequence[KpiRow]) -> list[Change]:
    told = papers.every(db, KPIS)
    stated = {row.kpi: row.unit for row in rows if row.unit}
    return [
        KPIS.put(kpi, Kpi(unit))
        for kpi, unit in sorted(stated.items())
        if kpi not in told or not told[kpi].unit
    ]


def corrected(db: Connection) -> dict[str, int]:
    """How many figures of each KPI were replaced by others that count."""
    figure, point = kpi_figure.c, kpi_point.c
    stated = (
        select(figure.kpi, figure.team, figure.day, figure.value, figure.n)
        .join(activity, activity.c.id == figure.activity)
        .where(activity.c.undone_at.is_(None))
        .distinct()
        .subquery()
    )
    living = select(stated.c.kpi, func.count()).group_by(stated.c.kpi)
    now = db.execute(select(point.kpi, func.count()).group_by(point.kpi))
    standing = dict(map(tuple, now))
    return {kpi: n - standing.get(kpi, 0) for kpi, n in db.execute(living)}
