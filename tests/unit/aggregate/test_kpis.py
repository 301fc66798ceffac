from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from keystep.aggregate import Aggregate, schema
from keystep.aggregate.kpis import KpiRow, read_kpi_csv
from keystep.domain.okr import Cycle, KeyResult, KrKind
from keystep.errors import KpiFileRefused
from tests.unit.aggregate.builders import NOW

DAY = date(2027, 1, 8)
NORTH = KpiRow(kpi="response-time", team="North", day=DAY, value=19.5, n=100)
HEADER = "kpi,team,date,value,n\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kpis.csv"


@pytest.mark.parametrize(
    "text",
    [
        "kpi,team,date,value,n\nresponse-time,North,2027-01-08,19.5,100\n",
        "\ufeffkpi;team;date;value;n\r\nresponse-time;North;2027-01-08;19,5;100\r\n",
        "n,Value, KPI ,note,date,team\n100,19.50,response-time,fine,2027-01-08,North",
        'kpi,team,date,value,n\n\n"response-time","North",2027-01-08,+19.5,100\n,,,,\n',
    ],
    ids=["commas", "semicolons as a spreadsheet saves them", "other columns", "blank rows"],
)
def test_a_file_is_read_however_it_was_saved(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    read = read_kpi_csv(file)
    assert (read.rows, read.faults) == ((NORTH,), ())


def test_good_rows_count_and_bad_ones_are_named_by_row_and_column(file: Path) -> None:
    file.write_text(
        HEADER
        + "response-time,North,2027-01-08,19.5,100\n"
        + "response-time,,08.01.2027,many,0\n"
        + "response-time,North,2027-01-08,3,4\n"
        + "response-time,South,2027-02-30,1e999,1.5\n"
        + "short,row\n"
    )
    read = read_kpi_csv(file)
    assert read.rows == (NORTH,)
    assert [(fault.row, fault.column) for fault in read.faults] == [
        *((3, column) for column in ("team", "date", "value", "n")),
        (4, "date"),
        *((5, column) for column in ("date", "value", "n")),
        *((6, column) for column in ("date", "value", "n")),
    ]
    assert str(read.faults[1]) == "row 3, column date: “08.01.2027” is not a date like 2027-03-31"
    assert "nothing is given" in str(read.faults[0])


@pytest.mark.parametrize(
    "value", ["nan", "inf", "1e5", "1,5", "1.000,5", "٣", "", "1_000", "9" * 5000]
)
def test_what_is_no_plain_number_is_refused(file: Path, value: str) -> None:
    file.write_text(f'{HEADER}a,b,2027-01-08,"{value}",1\nresponse-time,North,2027-01-08,19.5,100')
    read = read_kpi_csv(file)
    assert [fault.column for fault in read.faults] == ["value"]
    assert read.rows == (NORTH,)


@pytest.mark.parametrize("kpi", ["a\x00b", "a\u202eb", "x" * 201])
def test_a_name_that_cannot_be_shown_is_refused(file: Path, kpi: str) -> None:
    file.write_text(f"{HEADER}{kpi},b,2027-01-08,1,1\nresponse-time,North,2027-01-08,19.5,100")
    assert [fault.column for fault in read_kpi_csv(file).faults] == ["kpi"]


def test_a_row_number_is_the_line_that_an_editor_shows(file: Path) -> None:
    file.write_text(
        f'{HEADER}"a\nb",North,2027-01-08,1,1\n\nc,North,2027-01-08,x,1\n'
        "response-time,North,2027-01-08,19.5,100"
    )
    assert [(fault.row, fault.column) for fault in read_kpi_csv(file).faults] == [
        (2, "kpi"),
        (5, "value"),
    ]


@pytest.mark.parametrize(
    "header", ["kpi,team,date,value", "kpi,team,date,value,n,n", "kpi\tteam\tdate\tvalue\tn", ""]
)
def test_wrong_columns_are_told_beside_those_wanted(file: Path, header: str) -> None:
    file.write_text(f"{header}\na,b,2027-01-08,1,1\n")
    with pytest.raises(KpiFileRefused, match="kpi, team, date, value, n") as caught:
        read_kpi_csv(file)
    assert header.partition(",")[0] in str(caught.value)


def test_a_file_without_a_good_row_is_refused_with_its_first_ten_faults(file: Path) -> None:
    file.write_text(HEADER + "a,b,2027-01-08,x,1\n" * 12)
    with pytest.raises(KpiFileRefused, match="row 11, column value") as caught:
        read_kpi_csv(file)
    assert "and 2 more" in str(caught.value)
    assert "row 12" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEADER.encode() + b"M\xfcnchen,b,2027-01-08,1,1", "not UTF-8: byte 24"),
        (HEADER.encode("utf-16"), "not UTF-8"),
        (HEADER.encode() + b'"open,b,2027-01-08,1,1', "not a CSV file: line 2"),
        (b"kpi," + b"x" * (16 << 20), "larger than 16 MiB"),
    ],
    ids=["Latin-1", "UTF-16", "open quotation", "huge"],
)
def test_what_is_no_csv_text_is_refused(file: Path, data: bytes, words: str) -> None:
    file.write_bytes(data)
    with pytest.raises(KpiFileRefused, match=words):
        read_kpi_csv(file)


def test_a_missing_file_is_told(file: Path) -> None:
    with pytest.raises(KpiFileRefused, match="No such file"):
        read_kpi_csv(file)


def test_a_header_alone_brings_nothing(file: Path) -> None:
    file.write_text(HEADER)
    assert read_kpi_csv(file).rows == ()


def test_a_correction_counts_and_keeps_what_it_replaced(ledger: Aggregate) -> None:
    better = KpiRow(kpi="response-time", team="North", day=DAY, value=18.0, n=90)
    assert ledger.store_kpis([NORTH], "first.csv", NOW.at) == 1
    assert ledger.store_kpis([NORTH], "again.csv", NOW.at) == 0
    assert ledger.store_kpis([better], "second.csv", NOW.at) == 1
    (point,) = ledger.points_for(
        KeyResult(id="a", title="A", kind=KrKind.WORK, source="response-time", target=1),
        Cycle(id="q1", title="Q1", start=date(2027, 1, 1), end=date(2027, 3, 31)),
        date(2027, 2, 1),
    )
    assert (point.value, point.n) == (18.0, 90)
    with ledger._store.read() as db:
        (kept,) = db.execute(select(schema.kpi_history)).all()
    assert (kept.value, kept.n, kept.file, kept.replaced_at) == (19.5, 100, "first.csv", NOW.at)
