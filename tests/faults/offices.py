"""An office that two admins have open: it goes through a history, and tells what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import update

from keystep.aggregate import Aggregate, schema
from keystep.aggregate.importer import Delivery, import_bundle
from keystep.aggregate.runs import begin
from keystep.domain.kpi import KpiRow
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from tests.faults.histories import CLAIMS, ERASE, ERASED, KEPT, MERGED, RUNS, Act, Arrival
from tests.unit.aggregate.builders import MONDAY, NOW, Station, sha_of, with_kpis
from tests.unit.aggregate.dump import dump

Admins = tuple[Aggregate, Aggregate]
DESK = "desk"
ENROLLED = {schema.station, schema.station_key, schema.station_epoch}
CYCLE = Cycle(
    id="q1",
    title="Q1",
    start=MONDAY.date(),
    end=MONDAY.date() + timedelta(days=90),
    objectives=(
        Objective(
            id="o",
            title="O",
            key_results=tuple(
                KeyResult(id=kind.value, title="K", kind=kind, source=source, target=50)
                for kind, source in [
                    (KrKind.KNOWLEDGE, "customers/basics"),
                    (KrKind.ENGAGEMENT, ""),
                    (KrKind.COMPLETION, "customers/path"),
                    (KrKind.WORK, "calls"),
                ]
            ),
        ),
    ),
)
PATHS = {"customers/path": ("customers/greet", "customers/answer")}
KPI = KpiRow(kpi="calls", team="North", day=MONDAY.date(), value=20.5, n=40)


@dataclass(frozen=True)
class Office:
    """The numbers of its runs."""

    runs: Mapping[str, int]

    def do(self, act: Act, admin: Aggregate) -> None:
        if isinstance(act, Arrival):
            run = self.runs[act.run]
            admin.import_bundle(sha_of(act.bundle), "b.json", act.bundle, NOW.at, run)
        elif act.matter in self.runs:
            self._switch(self.runs[act.matter], admin, undone=act.yes)
        elif act.matter == ERASE:
            admin.roster.erase(ERASED, NOW.at)
        elif any(one.undone_at is None for one in admin.roster.history()) != act.yes:
            self._merge(admin, merged=act.yes)

    def _switch(self, run: int, admin: Aggregate, *, undone: bool) -> None:
        if undone:
            admin.runs.undo(run, NOW.at)
        else:
            admin.runs.redo(run)

    def _merge(self, admin: Aggregate, *, merged: bool) -> None:
        if merged:
            admin.roster.merge(MERGED, KEPT, NOW.at)
        else:
            admin.roster.unmerge(MERGED, NOW.at)


def fresh(admins: Admins) -> Office:
    """An office that knows three stations and the names of everybody, and nothing else."""
    with admins[0]._store.write() as db:
        for table in reversed(schema.metadata.sorted_tables):
            if table not in ENROLLED:
                db.exec_driver_sql(f"DELETE FROM {table.name}")
        unheard = {"sealed_at": None, "imported_at": None, "health": None}
        db.execute(update(schema.station).values(unheard))
        begun = {run: begin(db, run, NOW.at) for run in (*RUNS, DESK)}
        said = Station(DESK).bundle(claims=CLAIMS)
        import_bundle(db, Delivery(sha=sha_of(said), name="", run=begun[DESK], at=NOW.at), said)
    return Office(begun)


def played(admins: Admins, acts: Sequence[Act], chance: Random) -> dict[str, object]:
    """What a new office tells once the two admins have done ``acts`` between them."""
    office = fresh(admins)
    for act in acts:
        office.do(act, chance.choice(admins))
    return told(admins)


def told(admins: Admins) -> dict[str, object]:
    """All that must not depend on the way, as either admin sees it."""
    ledger, other = admins
    ledger.states.refresh()
    return dump(other)


def rebuilt(admins: Admins) -> dict[str, object]:
    admins[1].rebuild()
    return told(admins)


def shown(admins: Admins) -> object:
    """What the faces make of it."""
    ledger, _ = admins
    with_kpis(ledger, [KPI], MONDAY)
    raw = ledger.events(limit=1000)
    board = ledger.board(CYCLE, NOW, PATHS)
    return board, raw, ledger.engagement(CYCLE, NOW.day), ledger.members.overview()
