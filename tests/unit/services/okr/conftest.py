"""An office with a cycle, and figures of the KPI that one of its key results is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest

from keystep import settings
from keystep.aggregate import Aggregate
from keystep.domain.okr import Cycle, KeyResult, KrKind, Milestone, Objective
from keystep.services.kpi.importing import import_kpis
from keystep.services.office import Office
from keystep.services.okr.editing import save_cycle
from keystep.services.shelf import Shelf
from tests.fakes import FakeClock, FakeIds
from tests.figures import written_kpis

FASTER = KeyResult(
    id="faster",
    title="Median response time",
    kind=KrKind.WORK,
    source="response-time",
    unit="min",
    baseline=20,
    target=17,
    weight=2,
    owner="Ruth Vogel",
    basis="calls",
    skills=("customers/listening",),
    lessons=("customers/greet", "customers/answer"),
)
SMILES = KeyResult(
    id="smiles",
    title='-5 % "sour" faces; at most',
    kind=KrKind.MAINTAIN,
    source="check-ins",
    unit="%",
    low=0,
    high=5,
    team="Desk North",
)
LAUNCH = KeyResult(
    id="launch",
    title="Launch",
    kind=KrKind.MILESTONE,
    milestones=(
        Milestone(title="Desks trained", weight=2, done=True),
        Milestone(title="=Live in Köln"),
    ),
)


def cycle_on(today: date) -> Cycle:
    """A quarter that began four weeks ago."""
    start = today - timedelta(days=28)
    return Cycle(
        id="q1",
        title="Q1 2027",
        start=start,
        end=start + timedelta(days=90),
        objectives=(
            Objective(id="company", title="Customers stay", owner="Ilse Brandt"),
            Objective(
                id="desks",
                title="Customers hear back fast",
                team="Desks",
                parent="company",
                key_results=(FASTER, SMILES),
            ),
            Objective(id="new", title="The M4 is there", key_results=(LAUNCH,)),
        ),
    )


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Iterator[Office]:
    """Founded by nobody and without packs: only its desk is of interest."""
    home = tmp_path / "office"
    home.mkdir()
    settings.change(home, admin="Ruth Vogel")
    with ExitStack() as held:
        ledger = held.enter_context(Aggregate.open(f"sqlite:///{home / 'office.sqlite'}"))
        yield Office(home, ledger, None, Shelf({}, {}), clock, FakeIds(), held)


@pytest.fixture
def cycle(office: Office, tmp_path: Path) -> Cycle:
    """The current cycle; three teams answered in 18.5 minutes yesterday."""
    today = office.clock.now().day
    made = cycle_on(today)
    save_cycle(office, made)
    day = (today - timedelta(days=1)).isoformat()
    rows = [f"response-time,{team},{day},18.5,100" for team in ("A", "B", "C")]
    import_kpis(office, written_kpis(tmp_path, *rows))
    return made
