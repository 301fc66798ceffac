"""The organisation's OKRs: read them, read their KPIs, and see the board."""

from __future__ import annotations

from pathlib import Path

from keystep.aggregate.cycles import read_cycle
from keystep.aggregate.kpis import KpiFault, read_kpi_csv
from keystep.domain.bundles import KeyResultWord
from keystep.domain.okr import Board, Cycle, KrRow
from keystep.domain.wording import figure
from keystep.services.office import Office


def load_okrs(office: Office, path: Path) -> Cycle:
    """Read a cycle from a TOML file and make it the current one. Raises KpiFileRefused."""
    cycle = read_cycle(path)
    office.ledger.store_cycle(cycle, office.clock.now().at)
    return cycle


def load_kpis(office: Office, path: Path) -> tuple[int, tuple[KpiFault, ...]]:
    """Read a KPI file: how many rows are new or corrected, and the bad ones with row and column.

    Raises KpiFileRefused when the columns are wrong; then nothing changed.
    """
    read = read_kpi_csv(path)
    stored = office.ledger.store_kpis(read.rows, path.name, office.clock.now().at)
    return stored, read.faults


def board(office: Office) -> Board | None:
    """The current cycle's board; None while there is no cycle."""
    cycle = office.ledger.active_cycle()
    if cycle is None:
        return None
    return office.ledger.board(cycle, office.clock.now(), office.shelf.paths)


def key_result_words(current: Board | None) -> tuple[KeyResultWord, ...]:
    """The board as stations show it: whole figures already worded."""
    if current is None:
        return ()
    return tuple(_word(row, current.elapsed) for row in current.rows)


def _word(row: KrRow, elapsed: float) -> KeyResultWord:
    key_result, now = row.key_result, row.now
    interval = now.interval if now else None
    return KeyResultWord(
        id=key_result.id,
        title=key_result.title,
        unit=key_result.unit,
        baseline=figure(key_result.baseline),
        target=figure(key_result.target),
        now=figure(now.value) if now else "",
        attainment=None if row.attainment is None else round(row.attainment * 1000),
        elapsed=round(elapsed * 1000),
        status=row.status.value,
        low=figure(interval.low) if interval else "",
        high=figure(interval.high) if interval else "",
        basis=f"{now.n:,} {key_result.basis}".strip() if now else "",
    )
