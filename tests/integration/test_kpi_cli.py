"""KPI data from the terminal: look, import, list, correct, and a template to fill in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World

Run = Callable[..., tuple[int, str, str]]
HEAD = "kpi,team,date,value,n\n"
ROWS = "x,North,2026-09-01,18.5,10\nx,South,2026-13-01,18.5,10\nx,East,2026-09-01,fast,10\n"


@pytest.fixture
def office(world: World) -> Path:
    world.office.close()
    return world.office.home


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "week.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_wrong_columns_change_nothing(office: Path, file: Path, run_cli: Run) -> None:
    file.write_text("kpi,desk,when\nx,North,2026-09-01\n", encoding="utf-8")
    status, _, err = run_cli("kpi", "import", file, "--home", office)
    assert status == 1
    assert all(word in err for word in ("week.csv", "desk", "team"))
    status, out, _ = run_cli("kpi", "import", file, "--preview", "--home", office)
    assert (status, "--column" in out) == (1, True)


def test_bad_rows_are_named_and_good_ones_count(office: Path, file: Path, run_cli: Run) -> None:
    looked = json.loads(run_cli("kpi", "import", file, "--preview", "--home", office, "--json")[1])
    status, out, _ = run_cli("kpi", "import", file, "--home", office, "--json")
    told = json.loads(out)
    assert (status, told["new"], told["refused"], len(told["faults"])) == (1, 1, 2, 2)
    assert looked.pop("missing") == []
    assert {**looked, "activity": told["activity"]} == told
    status, out, _ = run_cli("kpi", "import", file, "--home", office)
    assert out.splitlines() == [
        "row 3, column date: “2026-13-01” is not a date like 2027-03-31",
        "row 4, column value: “fast” is not a number like 17.9, without separators",
        "0 new, 0 corrected, 1 known already; 2 rows left out, 0 rows not filled in.",
    ]


def test_columns_are_said_once(office: Path, file: Path, run_cli: Run) -> None:
    file.write_text("Group;Until;Minutes\nNorth;01.09.2026;18,5\n", encoding="utf-8")
    said = ("--column", "date=until", "--column", "value=Minutes")
    same = ("--same", "kpi=calls", "--same", "n=1", "--same", "unit=min")
    how = (*said, *same, "--dates", "31.03.2027")
    assert run_cli("kpi", "import", file, *how, "--home", office)[0] == 0
    file.write_text("Group;Until;Minutes\nNorth;01.09.2026;18,4\n", encoding="utf-8")
    assert run_cli("kpi", "import", file, "--home", office)[0] == 0
    (listed,) = json.loads(run_cli("kpi", "list", "--home", office, "--json")[1])
    assert (listed["unit"], listed["standing"]["value"]) == ("min", 18.4)
    assert "18.4 min" in run_cli("kpi", "list", "--home", office)[1]
    out = run_cli("kpi", "show", "calls", "--home", office)[1]
    assert [word for word in out.split() if word in ("counts", "corrected")] == [
        "counts",
        "corrected",
    ]
    for wrong in (("--column", "date=never"), ("--same", "colour=red")):
        assert run_cli("kpi", "import", file, *wrong, "--home", office)[0] == 2


def test_a_unit_and_a_template(office: Path, file: Path, tmp_path: Path, run_cli: Run) -> None:
    run_cli("kpi", "import", file, "--home", office)
    assert run_cli("kpi", "unit", "x", "h", "--home", office)[0] == 0
    assert run_cli("kpi", "unit", "y", "h", "--home", office)[0] == 2
    path = tmp_path / "template.csv"
    assert run_cli("kpi", "template", path, "--home", office)[:2] == (
        0,
        f"{path} has 1 line to fill in.\n",
    )
    kpi, team, _today, *rest = path.read_text(encoding="utf-8-sig").splitlines()[1].split(",")
    assert (kpi, team, rest) == ("x", "North", ["", "", "h"])
