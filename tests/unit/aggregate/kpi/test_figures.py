"""What counts is what the last import says that was not undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystep.aggregate import Aggregate
from keystep.aggregate.kpi.figures import IMPORTS, KPIS, KpiFile
from keystep.domain.kpi import Kpi, KpiCounts, KpiImport, KpiRow, KpiState
from keystep.domain.okr import Cycle, KeyResult, KrKind
from keystep.errors import UsageError
from tests.unit.aggregate.builders import NOW

DAY = date(2027, 1, 29)
CALLS = KeyResult(id="a", title="A", kind=KrKind.WORK, source="calls", target=1)
CYCLE = Cycle(id="q1", title="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31))


def row(value: float, team: str = "North", day: date = DAY, unit: str = "", n: int = 10) -> KpiRow:
    return KpiRow(kpi="calls", team=team, day=day, value=value, n=n, unit=unit)


def take(ledger: Aggregate, file: str, *rows: KpiRow) -> tuple[int, KpiCounts]:
    return ledger.kpis.take(rows, KpiFile(file, f"hash of {file}"), "Ruth", NOW.at)


def counting(ledger: Aggregate) -> list[float]:
    points = ledger.points_for(CALLS, CYCLE, NOW.day)
    return [point.value for point in points]


def test_a_correction_counts_and_what_it_replaced_is_shown(either: Aggregate) -> None:
    first, counts = take(either, "first.csv", row(19.5), row(30, "South"))
    assert counts == KpiCounts(2, 0, 0)
    second, counts = take(either, "second.csv", row(18), row(30, "South"), row(7, "East"))
    assert counts == KpiCounts(1, 1, 1)
    assert counting(either) == [pytest.approx((18 + 30 + 7) / 3)]
    told = [(f.team, f.value, f.state, f.activity, f.by) for f in either.kpis.history("calls")]
    assert told == [
        ("East", 7, KpiState.COUNTS, second, "Ruth"),
        ("North", 18, KpiState.COUNTS, second, "Ruth"),
        ("North", 19.5, KpiState.CORRECTED, first, "Ruth"),
        ("South", 30, KpiState.COUNTS, second, "Ruth"),
    ]
    assert either.papers.all(IMPORTS)["hash of second.csv"] == KpiImport("second.csv", 1, 1)


def test_imports_are_undone_in_any_order(either: Aggregate) -> None:
    first, _ = take(either, "first.csv", row(20), row(50, "South"))
    second, _ = take(either, "second.csv", row(18))
    either.papers.undo(first, NOW.at)
    assert counting(either) == [18]
    either.papers.undo(second, NOW.at)
    assert counting(either) == []
    assert {one.state for one in either.kpis.history("calls")} == {KpiState.UNDONE}
    with pytest.raises(UsageError, match="nothing to undo"):
        either.papers.undo(first, NOW.at)


def test_what_was_corrected_counts_again_after_an_undo(ledger: Aggregate) -> None:
    take(ledger, "first.csv", row(20))
    second, _ = take(ledger, "second.csv", row(18))
    assert ledger.papers.activity(1)[0].undoable
    ledger.papers.undo(second, NOW.at)
    assert counting(ledger) == [20]
    assert take(ledger, "second.csv", row(18))[1] == KpiCounts(0, 1, 0)


def test_what_two_files_say_still_counts_when_the_first_is_undone(either: Aggregate) -> None:
    first, _ = take(either, "first.csv", row(20), row(30, "South"))
    again, counts = take(either, "again.csv", row(20))
    assert counts == KpiCounts(0, 0, 1)
    assert str(either.papers.activity(1)[0].said) == "KPI figures of again.csv: nothing new"
    assert len(either.kpis.history("calls")) == 2, "what is said alike is told once"
    either.papers.undo(first, NOW.at)
    assert _counts(either) == {"North": 20}
    either.papers.undo(again, NOW.at)
    assert _counts(either) == {}


def test_the_first_unit_given_is_the_kpis_until_the_import_is_undone(ledger: Aggregate) -> None:
    entry, _ = take(ledger, "first.csv", row(20, unit="min"), row(1, "South"))
    assert ledger.papers.all(KPIS) == {"calls": Kpi("min")}
    ledger.papers.undo(entry, NOW.at)
    assert ledger.papers.all(KPIS) == {}


def test_a_standing_is_of_the_newest_day_up_to_today(either: Aggregate) -> None:
    old = DAY - timedelta(days=30)
    take(either, "a.csv", row(20, n=30), row(10, "South", n=10), row(8, "East", old))
    take(either, "b.csv", row(99, "West", NOW.day + timedelta(days=1)), row(12, "South", n=10))
    (told,) = either.kpis.standings(NOW.day)
    assert (told.kpi, told.day, told.value, told.n) == ("calls", DAY, 18.0, 40)
    assert (told.teams, told.fresh, told.stale) == (3, 2, True)
    assert (told.figures, told.corrected) == (4, 1)
    assert either.kpis.teams() == ("East", "North", "South", "West")
    assert either.kpis.names() == ("calls",)


ACTS = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from("NSE"), st.integers(1, 3), min_size=1),
        st.integers(0, 5),
    ),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_what_counts_is_what_a_replay_without_the_undone_says(
    ledger: Aggregate, acts: list[dict[str, int] | int]
) -> None:
    for entry in ledger.papers.activity(99):
        if entry.undoable:
            ledger.papers.undo(entry.id, NOW.at)
    files = list[tuple[int, dict[str, int]]]()
    for number, act in enumerate(acts):
        if isinstance(act, dict):
            rows = [row(value, team) for team, value in act.items()]
            entry, _ = take(ledger, f"{number}.csv", *rows)
            files.append((entry, act))
        elif act < len(files):
            entry, _ = files.pop(act)
            ledger.papers.undo(entry, NOW.at)
    expected: dict[str, float] = {}
    for _, said in files:
        expected |= said
    assert _counts(ledger) == expected


def _counts(ledger: Aggregate) -> dict[str, float]:
    history = ledger.kpis.history("calls")
    told = {one.team: one.value for one in history if one.state is KpiState.COUNTS}
    (standing,) = ledger.kpis.standings(NOW.day) or (None,)
    assert (standing.figures if standing else 0) == len(told)
    return told
