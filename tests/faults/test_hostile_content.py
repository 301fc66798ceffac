"""Lessons that reach for what is not theirs, and cells that would be taken for formulas."""

from __future__ import annotations

import ast
import csv
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

import keystep
from keystep.aggregate.kpi.columns import guessed
from keystep.aggregate.kpi.files import read_sheet
from keystep.aggregate.kpi.rows import read_rows
from keystep.content.exporters.csv_decks import csv_of
from keystep.domain.flashcards import Card, Deck
from tests.faults.tally import Tally

REACHING = [
    "![a](file:///etc/passwd)",
    "![a](/etc/passwd)",
    "![a](../../../../etc/passwd)",
    "![a](\\\\127.0.0.1\\c$\\a.png)",
    "![a](//127.0.0.1/a.png)",
    "![a](http://127.0.0.1:9/a.png)",
    "[a](file:///etc/passwd) <img src='file:///etc/passwd'>",
    "<script src='http://127.0.0.1:9/a.js'>fetch('http://127.0.0.1:9')</script>",
    "<style>@import url(http://127.0.0.1:9/a.css); p {background: url(file:///etc/passwd)}</style>",
    "<link rel=stylesheet href=http://127.0.0.1:9/a.css><iframe src=file:///etc/passwd></iframe>",
    "<object data=file:///etc/passwd></object><embed src=file:///etc/passwd>",
    "text\n{: style='background: url(file:///etc/passwd)' }",
    "[a]: file:///etc/passwd\n\n![a]",
    '<svg><image href="file:///etc/passwd"/></svg>',
    "&#x66;ile:///etc/passwd ![a](fi&#108;e:///etc/passwd)",
    "!!! note \"<img src='file:///etc/passwd'>\"\n    ![a](file:///etc/passwd)",
]
WATCHED = """
import json, sys
from pathlib import Path
from keystep.content.checker import check_pack
from keystep.content.renderer import blocks
from keystep import paths

folder, texts, reached, watching = Path(sys.argv[1]), json.loads(sys.argv[2]), [], False

def note(event, arguments):
    if watching and (event == "open" or event.startswith(("socket.", "urllib.", "subprocess."))):
        reached.append([event, str(arguments[0])])

lesson = folder / "lessons" / "first.md"
begin = lesson.read_text()
check_pack(folder, paths.resources() / "schemas")
blocks("a")
sys.addaudithook(note)
told = []
for text in texts:
    watching = True
    blocks(text)
    watching = False
    lesson.write_text(begin + "\\n## Reach {#reach}\\n\\n" + text + "\\n")
    watching = True
    told.append(len(check_pack(folder, paths.resources() / "schemas")))
    watching = False
print(json.dumps([reached, told]))
"""
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tcell", "\rcell", "\ncell"]
WRITES_CELLS = {"csv.writer", "csv.DictWriter", "xlsxwriter", "openpyxl"}


@pytest.mark.fault(48)
def test_a_lesson_that_reaches_out_gets_nothing(tmp_path: Path, tally: Tally) -> None:
    from tests.unit.content.conftest import written_pack

    folder = written_pack(tmp_path).path
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, folder, json.dumps(REACHING)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reached, faults = json.loads(done.stdout)
    schemas = str(Path("resources/schemas"))
    outside = [one for one in reached if str(folder) not in one[1] and schemas not in one[1]]
    assert outside == []
    assert any(str(folder) in place for _, place in reached)
    assert all(faults), [text for text, count in zip(REACHING, faults, strict=True) if not count]
    tally.fault(len(REACHING))


@pytest.mark.fault(50)
def test_who_writes_cells_is_known() -> None:
    """Decks, tables and OKRs are defused, workbooks have text as text; KPI workbooks are only read,
    and the demonstration writes what it made itself."""
    package = Path(keystep.__file__).parent
    writers = set()
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(name.split(".")[0] in text for name in WRITES_CELLS):
            continue
        tree = ast.parse(text)
        names = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names |= {alias.name for alias in node.names} | {str(getattr(node, "module", ""))}
        if names & WRITES_CELLS:
            writers.add(str(path.relative_to(package)))
    assert writers == {
        "aggregate/kpi/workbook.py",
        "content/exporters/csv_decks.py",
        "reports/xlsx.py",
        "services/demo.py",
        "services/okr/table.py",
        "services/tables.py",
    }


@pytest.mark.fault(50)
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_on_a_card_is_text_to_a_spreadsheet(formula: str) -> None:
    card = Card(id="a", skill="s", front=formula, back=formula, note=formula, tags=(formula,))
    deck = Deck(id="d", title=formula, cards=(card,))
    _, row = csv.reader(StringIO(csv_of(deck), newline=""))
    assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]


@pytest.mark.fault(50)
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_a_figure_file_is_a_name_or_a_fault(formula: str, tmp_path: Path) -> None:
    file = tmp_path / "kpis.csv"
    file.write_text(
        f'kpi,team,date,value,n\n"{formula}",Hall 7,2026-09-07,1,1\nrate,Hall 7,2026-09-07,'
        f'"{formula}",1\nrate,Hall 7,2026-09-14,2,1\n',
        encoding="utf-8",
        newline="",
    )
    sheet, _ = read_sheet(file)
    read = read_rows(sheet, guessed(sheet.head))
    assert {row.kpi for row in read.rows} == {formula.strip(), "rate"}
    assert [fault.column for fault in read.faults] == ["value"]
