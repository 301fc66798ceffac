"""Tables as files: nothing in them runs, and what is a figure stays one."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keystep.domain.sheet import Sheet
from keystep.errors import NotSaved
from keystep.services.tables import csv_of, save_csv, tsv_of

SHEET = Sheet(
    ("Team", "Learners", "Since"),
    [
        ("=HYPERLINK(A1)", -4.5, date(2027, 3, 1)),
        ("\u2068Hall 7\u2069\tkiosk", 1200, datetime(2027, 3, 1, 8, 10, tzinfo=UTC)),
        ('He said "no", then left', None, None),
    ],
)


def test_a_file_is_read_back_by_csv_with_formulas_as_words(tmp_path: Path) -> None:
    path = tmp_path / "teams.csv"

    save_csv(path, SHEET)

    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Team", "Learners", "Since"],
            ["'=HYPERLINK(A1)", "-4.5", "2027-03-01"],
            ["Hall 7 kiosk", "1200", "2027-03-01T08:10:00+00:00"],
            ['He said "no", then left', "", ""],
        ]


def test_spreadsheets_are_told_that_it_is_utf_8() -> None:
    assert csv_of(Sheet(("Größe",), [])).encode() == "\ufeffGröße\r\n".encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\u202e=", " ="])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    sheet = Sheet(("Words",), [(f"{start}1+1",)])

    assert tsv_of(sheet).splitlines()[1].startswith("'")


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"nowhere.*choose another folder"):
        save_csv(tmp_path / "nowhere" / "teams.csv", SHEET)
