"""KPI figures as the office asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from keystep.aggregate.kpi import figures, standing
from keystep.aggregate.kpi.figures import KpiFile
from keystep.aggregate.store import Store
from keystep.domain.kpi import KpiCounts, KpiFigure, KpiKnown, KpiRow, KpiStanding


class Kpis:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, rows: Sequence[KpiRow]) -> KpiKnown:
        """What counts, of the KPIs and the days of ``rows``."""
        with self._store.read() as db:
            return figures.known(db, rows)

    def take(
        self, rows: Sequence[KpiRow], file: KpiFile, by: str, at: datetime
    ) -> tuple[int, KpiCounts]:
        """Take in rows in one act, keeping what they correct: the activity's id, and what came of
        them. Undoing the activity puts back what counted before."""
        with self._store.write() as db:
            return figures.take(db, rows, file, by, at)

    def standings(self, today: date) -> tuple[KpiStanding, ...]:
        """Where each KPI stands, by name."""
        with self._store.read() as db:
            return standing.standings(db, today)

    def history(self, kpi: str) -> tuple[KpiFigure, ...]:
        """All that was ever stated of a KPI, the newest period first."""
        with self._store.read() as db:
            return figures.history(db, kpi)

    def names(self) -> tuple[str, ...]:
        """Every KPI that has a figure, by name."""
        with self._store.read() as db:
            return standing.names(db)

    def teams(self) -> tuple[str, ...]:
        """Every team that has a figure, by name."""
        with self._store.read() as db:
            return standing.teams(db)
