"""KPI data in the window: a file is looked at, mapped, taken in, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from keystep.domain.kpi import Field
from keystep.gui.admin.kpis.import_page import ImportPage
from keystep.gui.admin.kpis.kpi_page import KpiPage
from keystep.gui.admin.kpis.list_page import KpisPage
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.gui.widgets.drop_card import DropCard
from keystep.gui.widgets.field import LineEdit
from keystep.services.kpi.listing import kpis
from tests.conftest import World
from tests.gui.admin.conftest import Face

P = TypeVar("P", bound=QWidget)
GOOD = (
    "kpi,team,date,value,n,unit\ncalls,North,2026-09-04,17.5,40,min\ncalls,South,2026-09-04,x,0,\n"
)
FOREIGN = "Group;Until;Minutes\nNorth;04.09.2026;17,5\nSouth;04.09.2026;18\n"


@pytest.fixture
def face(open_face: Callable[..., Face], world: World) -> Face:
    face = open_face()
    face.desk.file = world.root / "week.csv"
    return face


def page_of(face: Face, kind: type[P], ready: Callable[[P], bool] = lambda _page: True) -> P:
    face.wait(lambda: isinstance(face.page, kind) and ready(face.page))
    page = face.page
    assert isinstance(page, kind)
    return page


def looked_at(face: Face, text: str) -> ImportPage:
    """The page of a file that was chosen from the list."""
    assert face.desk.file is not None
    face.desk.file.write_text(text, encoding="utf-8")
    face.navigator.kpis.show()
    page_of(face, KpisPage).choose.click()
    return page_of(face, ImportPage, lambda page: page.ways.isVisible())


def shown(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def test_the_board_leads_to_the_list_and_the_list_to_the_template(face: Face) -> None:
    board = face.navigator.board.page
    assert board is not None
    board.kpis_wanted.emit()
    page = page_of(face, KpisPage, lambda page: page.is_told)
    face.desk.file = Path(face.desk.file or "").with_suffix(".xlsx")
    page.template_wanted.emit()
    face.wait(lambda: bool(face.window.findChildren(Callout)))
    assert face.desk.usual == ["KPIs.xlsx"]
    assert face.desk.file.read_bytes().startswith(b"PK")


def test_a_file_is_shown_then_taken_in_then_taken_back(face: Face, world: World) -> None:
    page = looked_at(face, GOOD)
    assert kpis(world.office) == ()
    assert page.take.text() == "Import 1 row"
    assert page.shown.isVisible()
    page.shown.chosen.emit("wrong")
    assert page.faults.isVisible()
    told = page.faults.view.rows.sheet().rows
    assert [row[:2] for row in told] == [(3, "value"), (3, "n")]
    page.take.click()
    back = page_of(face, KpisPage, lambda page: page.table.view.rows.total() == 1)
    assert back.table.view.rows.row_at(0).unit == "min"
    undo = next(b for b in face.window.findChildren(QPushButton) if b.text() == "Undo")
    undo.click()
    face.wait(lambda: back.table.view.rows.total() == 0)
    assert kpis(world.office) == ()


def test_columns_with_other_names_are_said_and_remembered(face: Face, world: World) -> None:
    page = looked_at(face, FOREIGN)
    assert not page.take.isEnabled()
    assert any(one.isVisible() for one in page.findChildren(Callout))
    choose = {Field.DATE: "1", Field.VALUE: "2", Field.KPI: "=", Field.N: "="}
    for field, key in choose.items():
        way = shown(page, f"column-{field}")
        assert isinstance(way, ChoiceFilter)
        way.chosen.emit(key)
    for field, text in ((Field.KPI, "calls"), (Field.N, "1")):
        line = shown(page, field.value)
        assert isinstance(line, LineEdit)
        line.setText(text)
        line.editingFinished.emit()
    dates = shown(page, "dates")
    assert isinstance(dates, ChoiceFilter)
    dates.chosen.emit("31.03.2027")
    face.wait(page.take.isEnabled)
    assert not any(one.isVisible() for one in page.findChildren(Callout))
    page.take.click()
    page_of(face, KpisPage, lambda page: page.table.view.rows.total() == 1)
    again = looked_at(face, FOREIGN.replace("17,5", "17,4"))
    face.wait(again.take.isEnabled)
    does = [row[-1] for row in again.rows.view.rows.sheet().rows]
    assert does == ["Corrects 17.5 (1 cases)", "Says what is known"]


def test_what_is_no_table_is_told_in_place(face: Face) -> None:
    assert face.desk.file is not None
    face.desk.file.write_bytes(b"PK\x03\x04")
    face.navigator.kpis.open_file(face.desk.file)
    page = page_of(face, ImportPage, lambda page: page.is_told)
    assert not page.take.isEnabled()
    assert not page.ways.isVisible()


def test_a_kpis_unit_is_said_in_place(face: Face, world: World) -> None:
    looked_at(face, GOOD).take.click()
    page_of(face, KpisPage, lambda page: page.table.view.rows.total() == 1).opened.emit("calls")
    page = page_of(face, KpiPage, lambda page: page.table.view.rows.total() == 1)
    assert page.unit.text() == "min"
    page.unit.setText(" h ")
    page.unit.editingFinished.emit()
    face.wait(lambda: kpis(world.office)[0].unit == "h")
    face.wait(lambda: page.table.view.rows.sheet().rows[0][2] == 17.5)


def test_a_file_can_be_dropped_onto_the_list(face: Face, world: World) -> None:
    path = world.root / "dropped.csv"
    path.write_text(GOOD)
    face.navigator.kpis.show()
    card = page_of(face, KpisPage).findChild(DropCard)
    assert card is not None
    card.chosen.emit(path)
    assert page_of(face, ImportPage).file == path
