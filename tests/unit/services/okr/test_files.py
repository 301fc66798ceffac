from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from keystep.domain.okr import (
    Cycle,
    KeyResult,
    KrKind,
    Milestone,
    Objective,
    Retrospective,
    faults_of,
)
from keystep.errors import KpiFileRefused, NotSaved, UsageError
from keystep.services import papers
from keystep.services.office import Office
from keystep.services.okr import cycles
from keystep.services.okr.closing import close
from keystep.services.okr.editing import drop_key_result
from keystep.services.okr.files import export_okrs, load_okrs, read_cycle
from keystep.services.okr.spelling import toml_of
from keystep.services.okr.table import csv_of
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text
from tests.unit.services.okr.conftest import cycle_on

GOOD = cycle_text(RESPONSE_TIME, LAUNCH, title="Q1 2027", start="2027-01-01", end="2027-03-31")
ENDINGS = (".toml", ".json", ".csv")
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
WORDS = st.text(LETTERS, max_size=20).map(lambda text: f"={text}.")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


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
        ("baseline = 20", "baseline = 17", "key result response-time, target: baseline and target"),
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


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("q.json", "{", "not JSON"),
        ("q.json", '{"id": "q", "id2": 1}', "missing"),
        ("q.json", "[" * 100_000, "not JSON"),
        ("q.csv", "id,title\n", "columns"),
        ("q.csv", "", "columns"),
        ("q.csv", "{head}\n", "0 cycles"),
        ("q.csv", '{head}\n"q', "unexpected end"),
        ("q.toml", "\ufeff", "missing"),
    ],
)
def test_what_is_none_of_the_formats_is_refused(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    head = csv_of(cycle_on(date(2027, 1, 29))).splitlines()[0]
    (tmp_path / name).write_text(text.replace("{head}", head), encoding="utf-8")
    with pytest.raises(KpiFileRefused, match=words):
        read_cycle(tmp_path / name)


@pytest.mark.parametrize("ending", ENDINGS)
def test_loading_the_own_export_changes_nothing(
    office: Office, cycle: Cycle, tmp_path: Path, ending: str
) -> None:
    path = export_okrs(office, tmp_path / f"okrs{ending}")
    assert load_okrs(office, path).activity is None
    assert cycles.cycle_of(office, "") == cycle
    drop_key_result(office, "q1", "faster")
    loaded = load_okrs(office, path)
    assert loaded.activity is not None
    assert cycles.cycle_of(office, "") == cycle
    papers.undo(office, loaded.activity)
    assert cycles.cycle_of(office, "").key_result("faster") is None


def test_a_file_makes_its_cycle_the_current_one(office: Office, cycle: Cycle, file: Path) -> None:
    file.write_text(GOOD.replace('id = "q"', 'id = "q3"', 1))
    load_okrs(office, file)
    assert cycles.current_id(office) == "q3"
    assert {one.id for one in cycles.cycles(office)} == {"q1", "q3"}


def test_a_closed_cycle_is_not_loaded_over(office: Office, cycle: Cycle, tmp_path: Path) -> None:
    path = export_okrs(office, tmp_path / "okrs.json")
    drop_key_result(office, "q1", "faster")
    close(office, "q1", Retrospective())
    with pytest.raises(UsageError, match="is closed"):
        load_okrs(office, path)


def test_a_spreadsheet_that_divides_by_semicolons_may_have_decimal_commas(tmp_path: Path) -> None:
    cycle = cycle_on(date(2027, 1, 29))
    text = csv_of(cycle).replace('"-5 % ""sour"" faces; at most"', "faces")
    text = "".join(
        line.replace(",", ";").replace(";17;", ";17,5;") for line in text.splitlines(keepends=True)
    ).replace("-5 % sour", "")
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    faster = read_cycle(tmp_path / "q.csv").key_result("faster")
    assert faster is not None
    assert (faster.target, faster.baseline) == (17.5, 20.0)


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    text = csv_of(cycle_on(date(2027, 1, 29)))
    assert "'=Live in Köln" in text
    assert "'-5 % " in text


def test_where_nothing_can_be_written_it_is_said(
    office: Office, cycle: Cycle, tmp_path: Path
) -> None:
    with pytest.raises(NotSaved, match="could not be written"):
        export_okrs(office, tmp_path / "nowhere" / "okrs.toml")
    with pytest.raises(UsageError, match="has not one of the endings"):
        export_okrs(office, tmp_path / "okrs.docx")


@st.composite
def drawn_cycles(draw: st.DrawFn) -> Cycle:
    """Any cycle without faults, whatever people call things."""
    key_results = [
        KeyResult(
            id=f"k{number}",
            title=draw(WORDS),
            kind=KrKind.WORK,
            source=draw(WORDS),
            unit=draw(st.just("") | WORDS),
            baseline=draw(NUMBERS),
            target=draw(NUMBERS),
            weight=draw(st.floats(0.001, 1e9)),
            skills=tuple(draw(st.lists(st.sampled_from(["p/a", "p/b", "q/c"]), unique=True))),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    titles = draw(st.lists(WORDS, unique=True, max_size=3))
    if titles:
        milestones = tuple(Milestone(title=title, done=draw(st.booleans())) for title in titles)
        key_results.append(
            KeyResult(id="m", title=draw(WORDS), kind=KrKind.MILESTONE, milestones=milestones)
        )
    objectives = (
        Objective(id="a", title=draw(WORDS), key_results=tuple(key_results)),
        Objective(id="b", title=draw(WORDS), owner=draw(WORDS), parent="a"),
    )
    return Cycle(
        id=draw(WORDS),
        title=draw(WORDS),
        start=date(2027, 1, 1),
        end=date(2027, 3, 31),
        objectives=objectives,
    )


@given(drawn_cycles())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_format_says_all_of_a_cycle(tmp_path: Path, cycle: Cycle) -> None:
    assume(not faults_of(cycle))
    for ending, text in ((".toml", toml_of(cycle)), (".csv", csv_of(cycle))):
        path = tmp_path / f"q{ending}"
        path.write_text(text, encoding="utf-8", newline="")
        assert read_cycle(path) == cycle
