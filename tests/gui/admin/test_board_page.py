from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.gui import theme
from keystep.gui.admin.board.model import BoardModel, Column
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.board.view import BoardView, column_widths
from tests import sample_board as sample
from tests.gui.admin.conftest import NOW
from tests.gui.choosing import choose

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(shown: Show) -> BoardPage:
    page = BoardPage(sample.board(), NOW)
    shown(page)
    return page


def row_of(view: BoardView, title: str) -> QWidget:
    """The picture of the row with this title, as an image."""
    model = view.model()
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if str(index.data()).startswith(title):
                rect = view.visualRect(index)
                rect.setRight(view.viewport().width())
                return view.viewport().grab(rect).toImage()
    raise AssertionError(title)


def colours(image: object) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for y in range(image.height())
        for x in range(image.width())
    }


def test_keys_lead_to_a_key_result_and_open_it(page: BoardPage, qtbot: QtBot) -> None:
    page.focus_first()
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
        page.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == ["solved-first"]


def test_an_objective_folds_by_key_and_by_click(page: BoardPage, qtbot: QtBot) -> None:
    group = page.view.model().index(0, 0)
    page.focus_first()
    whole = page.view.maximumHeight()
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert not page.view.isExpanded(group)
    assert page.view.maximumHeight() < whole
    spot = page.view.visualRect(group).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.view.isExpanded(group)


def test_a_click_opens_a_key_result_once(page: BoardPage, qtbot: QtBot) -> None:
    opened: list[str] = []
    page.opened.connect(opened.append)
    model = page.view.model()
    spot = page.view.visualRect(model.index(0, 0, model.index(1, 0))).center()
    qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == ["near-misses"]


@pytest.mark.parametrize("worn", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
def test_stale_is_never_green(page: BoardPage, qapp: object, worn: theme.Theme) -> None:
    theme.apply(qapp, worn)
    green = QColor(worn.success).name()
    assert green in colours(row_of(page.view, "Median response time"))
    stale = colours(row_of(page.view, "Near misses"))
    assert green not in stale
    assert QColor(worn.stale).name() in stale


def test_every_line_is_told_to_screen_readers(page: BoardPage) -> None:
    model = page.view.model()
    line = model.index(0, 0, model.index(0, 0))
    told = [str(line.siblingAtColumn(column).data()) for column in Column]
    assert told[Column.KEY_RESULT] == "Median response time, Support desks · 4,812 calls"
    assert "now 17.9" in told[Column.RULER]
    assert told[Column.PACE] == "On track, pace 1.00"
    assert told[Column.FRESH] == "46 of 50 teams, today"


def test_counts_by_status_stand_in_the_head(page: BoardPage) -> None:
    said = {part.accessibleName() for part in page.findChildren(QWidget)}
    assert {"3 on track", "1 kept", "1 lagging", "1 at risk", "1 stale", "1 no data yet"} <= said


def test_filters_leave_an_objective_its_own_figures(page: BoardPage) -> None:
    page.filters.status.set_current("stale")
    page.filters.changed.emit()
    model = page.view.model()
    assert isinstance(model, BoardModel)
    assert [row.key_result.id for row in model.board.rows] == ["near-misses"]
    group = model.index(0, 0)
    assert "from 2 of 3 key results" in str(group.siblingAtColumn(Column.FORECAST).data())


def test_what_no_key_result_fits_is_said(page: BoardPage) -> None:
    page.filters.owner.set_current("Field service")
    page.filters.age.set_current("older")
    page.filters.changed.emit()
    assert page.view.model().rowCount() == 0
    assert "No key result fits this choice." in {part.text() for part in page.findChildren(QLabel)}


def test_a_closed_cycle_takes_no_check_in_and_shows_what_was_learned(page: BoardPage) -> None:
    page.show_board(sample.board(), NOW, [("2027-q1", "Q1 2027, closed")], closed=True)
    ways = {b.text() for b in page.findChildren(QPushButton) if b.isVisible()}
    assert "Check in" not in ways
    assert "What we learned" in ways


def test_another_cycle_is_a_wish(page: BoardPage, qtbot: QtBot) -> None:
    page.show_board(sample.board(), NOW, [("2027-q1", "Q1"), ("2026-q4", "Q4, closed")])
    assert page.filters.cycle.current() == "2027-q1"
    with qtbot.waitSignal(page.cycle_chosen) as asked:
        choose(page.filters.cycle, 1)
    assert asked.args == ["2026-q4"]


def test_without_a_cycle_the_page_says_how_to_load_one(shown: Show, qtbot: QtBot) -> None:
    page = BoardPage(None, NOW)
    shown(page)
    assert not page.view.isVisible()
    ways = {b.text(): b for b in page.findChildren(QPushButton) if b.isVisible()}
    with qtbot.waitSignal(page.load_wanted):
        qtbot.mouseClick(ways["Load it from a file"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.plan_wanted):
        qtbot.mouseClick(ways["Write the first cycle"], Qt.MouseButton.LeftButton)
    page.show_board(sample.board(), NOW)
    assert page.view.isVisible()


def test_names_come_out_literally(shown: Show) -> None:
    page = BoardPage(sample.board("<b>Bold</b>"), NOW)
    shown(page)
    model = page.view.model()
    index = model.index(0, 0, model.index(0, 0))
    assert "<b>Bold</b>" in str(index.data())
    assert "&lt;b&gt;Bold" in str(index.data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize(
    ("width", "gone"),
    [
        (1400, set()),
        (1090, {Column.OWNER}),
        (880, {Column.OWNER}),
        (700, {Column.OWNER, Column.FORECAST}),
        (560, {Column.OWNER, Column.FORECAST, Column.FRESH}),
    ],
)
def test_columns_go_as_room_runs_out(width: int, gone: set[Column]) -> None:
    widths = column_widths(width)
    assert set(Column) - set(widths) == gone
    assert sum(widths.values()) == width
