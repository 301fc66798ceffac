from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from keystep.aggregate import Aggregate
from keystep.aggregate.cycles import read_cycle
from keystep.domain.okr import KrKind
from keystep.errors import KpiFileRefused
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text
from tests.unit.aggregate.builders import NOW

GOOD = cycle_text(RESPONSE_TIME, LAUNCH, title="Q1 2027", start="2027-01-01", end="2027-03-31")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "q1.toml"


def test_a_cycle_is_read(file: Path) -> None:
    file.write_text(GOOD)
    cycle = read_cycle(file)
    assert (cycle.start, cycle.end) == (date(2027, 1, 1), date(2027, 3, 31))
    work, launch = cycle.objectives[0].key_results
    assert (work.kind, work.baseline, work.target) == (KrKind.WORK, 20.0, 17.0)
    assert (work.weight, launch.weight) == (1.5, 1)
    assert [milestone.done for milestone in launch.milestones] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Q1 2027"', "title =", "line 2"),
        ("2027-03-31", '"soon"', r"\$\.end"),
        ("2027-03-31", "2026-03-31", "ends before it starts"),
        ('kind = "work"', 'kind = "wrok"', "wrok"),
        ("baseline = 20", "baseline = 17", "key result response-time: baseline and target"),
        ("baseline = 20", "basline = 20", r"objectives\[0\]\.key_results\[0\]\.basline"),
        ("baseline = 20", "baseline = nan", "not a number"),
        ('source = "response-time"', "", "names no KPI"),
        ("weight = 2", "weight = 0", "weight is not above 0"),
        ('id = "launch"', 'id = "response-time"', "used twice"),
        ("baseline = 20", "baseline = " + "[" * 5000, "not TOML"),
    ],
)
def test_a_faulty_cycle_is_refused_with_the_place(
    file: Path, old: str, new: str, words: str
) -> None:
    assert old in GOOD
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(KpiFileRefused, match=words):
        read_cycle(file)


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text(GOOD.replace("target = 17", "target = 20").replace("done = true", "doen = 1"))
    with pytest.raises(KpiFileRefused) as caught:
        read_cycle(file)
    assert "baseline and target are the same" in str(caught.value)
    assert "milestones[0].doen" in str(caught.value)


def test_the_cycle_stored_last_is_the_one_that_counts(ledger: Aggregate, file: Path) -> None:
    assert ledger.active_cycle() is None
    file.write_text(GOOD)
    first = read_cycle(file)
    second = replace(first, id="q2", start=date(2027, 4, 1), end=date(2027, 6, 30))
    ledger.store_cycle(first, NOW.at)
    ledger.store_cycle(second, NOW.at)
    assert ledger.active_cycle() == second
    mended = replace(first, title="First quarter")
    ledger.store_cycle(mended, NOW.at)
    assert ledger.active_cycle() == mended
