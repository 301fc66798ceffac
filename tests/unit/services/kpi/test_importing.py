"""KPI files as the office takes them in, from the first look to the undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from keystep import settings
from keystep.domain.kpi import Field, KpiCounts, KpiMapping, KpiState
from keystep.domain.sheet import Sheet
from keystep.errors import KpiFileRefused, NotSaved, UsageError
from keystep.services import papers
from keystep.services.kpi.importing import import_kpis, look_into
from keystep.services.kpi.listing import kpis, past, set_unit
from keystep.services.kpi.template import template, write_template
from keystep.services.okr.files import load_okrs
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, written_cycle

FILE = """Group;Week until;Minutes;Calls
Desk North;2026-09-04;20,5;210
Desk South;2026-09-04;21,0;190
Desk South;2026-09-04;21,0;190
"""
COLUMNS = {Field.TEAM: 0, Field.DATE: 1, Field.VALUE: 2, Field.N: 3}
MAPPING = KpiMapping(columns=COLUMNS, fixed={Field.KPI: "calls", Field.UNIT: "min"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "week.csv"
    path.write_text(FILE)
    return path


def test_a_look_changes_nothing(world: World, file: Path) -> None:
    looked = look_into(world.office, file, MAPPING)
    assert looked.counts == KpiCounts(2, 0, 0)
    assert [fault.row for fault in looked.read.faults] == [4]
    assert kpis(world.office) == ()
    assert papers.activity(world.office, 9) == ()


def test_what_was_said_of_the_columns_is_remembered(world: World, file: Path) -> None:
    with pytest.raises(KpiFileRefused, match="still to be said: kpi, date, value, n"):
        import_kpis(world.office, file)
    import_kpis(world.office, file, MAPPING)
    file.write_text(FILE.replace("-04", "-05"))
    came = import_kpis(world.office, file)
    assert came.counts == KpiCounts(2, 0, 0)
    said = [str(entry.said) for entry in papers.activity(world.office, 9)]
    assert said == [
        "KPI figures of week.csv: 2 new, 0 corrected",
        "KPI figures of week.csv: 2 new, 0 corrected",
        "Which column is which in KPI files like week.csv",
    ]


def test_an_import_is_undone_and_its_columns_stay_known(world: World, file: Path) -> None:
    home = world.office.home
    settings.save(home, replace(settings.load(home), admin="Ruth Vogel"))
    came = import_kpis(world.office, file, MAPPING)
    (listed,) = kpis(world.office)
    assert (listed.unit, listed.standing.figures) == ("min", 2)
    papers.undo(world.office, came.activity)
    assert kpis(world.office) == ()
    assert look_into(world.office, file).mapping == MAPPING
    entry = papers.activity(world.office, 1)[0]
    assert (entry.by, entry.undone_at) == ("Ruth Vogel", world.clock.now().at)


def test_a_file_without_a_good_row_is_refused_with_its_faults(world: World, file: Path) -> None:
    text = "kpi,team,date,value,n\n" + "a,b,2027-01-08,x,1\n" * 12
    file.write_text(text)
    with pytest.raises(KpiFileRefused, match="row 11, column value") as caught:
        import_kpis(world.office, file)
    assert "and 2 more" in str(caught.value)
    assert papers.activity(world.office, 9) == ()


def test_a_unit_is_said_once_and_holds_for_the_next_file(world: World, file: Path) -> None:
    import_kpis(world.office, file, replace(MAPPING, fixed={Field.KPI: "calls"}))
    entry = set_unit(world.office, "calls", " h ")
    told = past(world.office, "calls")
    assert told.listed.unit == "h"
    assert {one.state for one in told.figures} == {KpiState.COUNTS}
    assert look_into(world.office, file, MAPPING).read.refused == 3
    papers.undo(world.office, entry)
    assert look_into(world.office, file, MAPPING).read.refused == 1
    with pytest.raises(UsageError, match="no KPI “none”"):
        set_unit(world.office, "none", "h")
    with pytest.raises(UsageError, match="at most 20"):
        set_unit(world.office, "calls", "h" * 21)


def test_a_kpi_that_a_key_result_waits_for_is_listed_as_stale(world: World) -> None:
    load_okrs(world.office, written_cycle(world.root, cycle_text(RESPONSE_TIME)))
    (listed,) = kpis(world.office)
    assert (listed.kpi, listed.unit) == ("response-time", "min")
    assert listed.key_results
    assert (listed.standing.value, listed.standing.stale) == (None, True)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_template_comes_back_filled_in(
    world: World, file: Path, tmp_path: Path, ending: str
) -> None:
    import_kpis(world.office, file, replace(MAPPING, fixed={Field.KPI: "=calls", Field.UNIT: "h"}))
    path = tmp_path / f"template{ending}"
    assert write_template(world.office, path) == 2
    looked = look_into(world.office, path)
    assert (looked.mapping.missing, looked.read.blank, looked.read.rows) == ((), 2, ())
    _fill_in(path)
    came = import_kpis(world.office, path)
    assert (came.counts, came.read.blank, came.read.refused) == (KpiCounts(1, 0, 0), 1, 0)
    newest = past(world.office, "=calls").figures[0]
    assert (newest.team, newest.day) == ("Desk North", world.clock.now().local.date())
    assert (newest.value, newest.n) == (17.5, 9)


def test_a_template_of_nothing_has_a_head_alone(world: World, tmp_path: Path) -> None:
    sheet = template(world.office)
    assert sheet == Sheet(("kpi", "team", "date", "value", "n", "unit"), [], "KPIs")
    with pytest.raises(NotSaved):
        write_template(world.office, tmp_path / "none" / "a.xlsx")


def _fill_in(path: Path) -> None:
    """The value and n of the first line, as a spreadsheet program would."""
    if path.suffix == ".csv":
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",,,h", ",17.5,9,h", 1), encoding="utf-8")
        return
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert isinstance(page["C2"].value, date)
    page["D2"], page["E2"] = 17.5, 9
    book.save(path)
