"""The one table: sorted, filtered, copied, exported and opened, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui.admin.table.columns import Cell, Column, shared_out
from keystep.gui.admin.table.data_table import FEW, DataTable
from keystep.gui.i18n import number
from keystep.gui.widgets.states import EmptyState


@dataclass(frozen=True)
class Team:
    name: str
    learners: int | None


TEAMS = (Team("Óscar’s desk", 1200), Team("=North", 90), Team("South", None), Team("Export", 7))
COLUMNS = (
    Column("Team", lambda team: Cell(team.name), grow=1),
    Column(
        "Learners",
        lambda team: Cell("–" if team.learners is None else number(team.learners), team.learners),
        numeric=True,
    ),
)


@pytest.fixture
def table(shown: Callable[[QWidget], QWidget]) -> DataTable:
    made = DataTable("Teams", COLUMNS, nothing="No team yet.", same=lambda team: team.name)
    made.show_rows(TEAMS)
    shown(made)
    return made


def names(table: DataTable) -> list[str]:
    rows = table.view.rows
    return [rows.row_at(place).name for place in range(rows.rowCount())]


def press_head(table: DataTable, column: int) -> None:
    head = table.view.head
    place = head.viewport().rect().center()
    place.setX(head.sectionViewportPosition(column) + 20)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_row(table: DataTable, place: int) -> None:
    at = table.view.visualRect(table.view.rows.index(place, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_heads_sort_and_turn_around_with_rows_without_a_figure_last(table: DataTable) -> None:
    press_head(table, 1)
    assert names(table) == ["Export", "=North", "Óscar’s desk", "South"]

    press_head(table, 1)
    assert names(table) == ["Óscar’s desk", "=North", "Export", "South"]
    assert "sorted" not in table.view.head.accessibleDescription()


def test_the_keyboard_sorts_from_the_head(table: DataTable) -> None:
    table.view.head.setFocus()
    QTest.keyClick(table.view.head, Qt.Key.Key_Right)
    QTest.keyClick(table.view.head, Qt.Key.Key_Space)

    assert names(table)[0] == "Export"
    assert "sorted from the start" in table.view.head.accessibleDescription()


def test_the_filter_takes_parts_of_words_without_accents(table: DataTable) -> None:
    table.filter.setText("DESK osc")
    assert names(table) == ["Óscar’s desk"]

    table.filter.setText("West")
    assert table.view.isHidden()
    assert names(table) == []


def test_a_click_opens_and_so_does_enter(qtbot: QtBot, table: DataTable) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        click_row(table, 1)
    assert opened.args == [TEAMS[1]]

    QTest.keyClick(table.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [TEAMS[2]]


def test_chosen_rows_are_copied_as_they_stand_without_formulas(table: DataTable) -> None:
    table.sort_by(0)
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert [team.name for team in table.selected()] == ["=North", "Export"]
    assert QApplication.clipboard().text() == "Team\tLearners\n'=North\t90\nExport\t7\n"


def test_what_is_shown_is_exported_with_plain_figures(qtbot: QtBot, table: DataTable) -> None:
    table.filter.setText("desk")

    with qtbot.waitSignal(table.export_wanted) as wanted:
        table.export.click()

    assert wanted.args is not None
    assert wanted.args[0].rows == [("Óscar’s desk", 1200)]


def test_rows_shown_anew_keep_order_choice_and_keyboard(table: DataTable) -> None:
    table.sort_by(1)
    click_row(table, 1)

    table.show_rows([Team("=North", 2), Team("Export", 7)])

    assert names(table) == ["=North", "Export"]
    assert [team.name for team in table.selected()] == ["=North"]
    assert table.view.currentIndex().row() == 0


def test_a_filter_is_there_for_many_rows_only(table: DataTable) -> None:
    assert table.filter.isHidden()

    table.show_rows([Team(f"Team {n}", n) for n in range(FEW + 1)])

    assert not table.filter.isHidden()


def test_nothing_is_said_in_place_of_rows(table: DataTable) -> None:
    table.show_rows([])

    assert table.view.isHidden()
    assert not table.export.isVisible()


@pytest.mark.parametrize(
    ("room", "widths"),
    [(400, (150, 250)), (203, (100, 103)), (150, (100, 96)), (198, (100, 98))],
)
def test_the_growing_column_takes_and_gives_the_room(room: int, widths: tuple[int, int]) -> None:
    grow = (0, 1) if widths[0] == 100 else (1, 3)

    assert shared_out((100, 100), grow, room, 96) == widths


def test_a_page_may_say_more_where_there_is_nothing_at_all(
    shown: Callable[[QWidget], QWidget],
) -> None:
    blank = EmptyState("treads", "No team yet", "Enrol a station first.")
    table = DataTable("Teams", COLUMNS, nothing="No such team.", blank=blank)
    shown(table)
    assert blank.isVisible()
    table.show_rows(TEAMS * 3)
    assert not blank.isVisible()
    table.filter.setText("nowhere")
    assert not blank.isVisible()
    assert any("nowhere" in told.text() for told in table.findChildren(QLabel) if told.isVisible())


def test_a_glyph_stands_by_its_figure(shown: Callable[[QWidget], QWidget]) -> None:
    """In a column of figures, which stand at the end edge."""
    column = Column("Overdue", lambda n: Cell(number(n), n, "at_risk"), numeric=True)
    table = DataTable("Overdue", (column,), nothing="")
    table.show_rows([3])
    shown(table)
    view = table.view
    image = view.viewport().grab(view.visualRect(view.rows.index(0, 0))).toImage()
    wide, high = image.width(), image.height()
    middle, ground = range(high // 4, 3 * high // 4), image.pixelColor(2, high // 2)
    inked = [x for x in range(wide) if any(image.pixelColor(x, y) != ground for y in middle)]
    assert wide > 100
    assert min(inked) > wide - 60
