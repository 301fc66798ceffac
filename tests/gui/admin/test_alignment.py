"""What is out of line, on the page behind the board: given to somebody, settled, signed off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from keystep.domain.alignment import Row
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.gui.admin.alignment.page import ALL, AlignmentPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.services.okr.editing import choose_cycle, save_cycle
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import notice, press, seen

Open = Callable[..., Face]
RETURNS = KeyResult(
    id="returns", title="Units sent back", kind=KrKind.WORK, source="returns", baseline=9, target=4
)


@pytest.fixture
def planned(world: World) -> World:
    today = world.clock.now().day
    objective = Objective(id="o", title="Good goods", owner="Ilse Brandt", key_results=(RETURNS,))
    cycle = Cycle(
        id="q1",
        title="Q1",
        start=today,
        end=today + timedelta(days=90),
        objectives=(objective,),
    )
    save_cycle(world.office, cycle)
    choose_cycle(world.office, cycle.id)
    return world


def line(face: Face) -> AlignmentPage:
    """The page, once it lists something."""
    way = face.navigator.alignment.way
    face.wait(lambda: "out of line" in way.text())
    assert way.isVisible()
    way.click()
    page = face.page
    assert isinstance(page, AlignmentPage)
    face.wait(lambda: page.table.view.rows.rowCount() > 0)
    return page


def choose(page: AlignmentPage, title: str) -> None:
    titles = [row.stray.title for row in shown(page)]
    page.table.view.selectRow(titles.index(title))


def shown(page: AlignmentPage) -> list[Row]:
    rows = page.table.view.rows
    return [rows.row_at(place) for place in range(rows.rowCount())]


def take_back(face: Face) -> None:
    """Press Undo in what the window tells."""
    ways = face.window.findChildren(QPushButton)
    next(way for way in ways if way.isVisible() and way.text() == "Undo").click()


def test_a_row_is_given_to_somebody_and_taken_back(planned: World, open_face: Open) -> None:
    face = open_face()
    page = line(face)
    choose(page, "Units sent back")
    assert page.panel.owner.text() == "Ilse Brandt"
    page.panel.owner.set_text("Kofi Mensah")
    page.panel.action.set_text("Write two lessons")
    press(face, "Assign")

    face.wait(lambda: "Kofi Mensah" in str(page.table.view.rows.sheet().rows[0]))
    assert page.table.view.rows.sheet().rows[0][1:] == (
        *("Kofi Mensah", "Write two lessons", "Assigned"),
    )
    assert "Kofi Mensah sees to “Units sent back”" in notice(face)

    take_back(face)
    face.wait(lambda: page.table.view.rows.sheet().rows[0][3] == "Open")
    assert page.panel.owner.text() == "Ilse Brandt"


def test_nobody_sees_to_nothing(planned: World, open_face: Open) -> None:
    face = open_face()
    page = line(face)
    choose(page, "Units sent back")
    page.panel.owner.set_text(" ")
    press(face, "Assign")

    assert "Write who sees to it." in seen(face)


def test_what_is_settled_is_no_longer_listed(planned: World, open_face: Open) -> None:
    face = open_face()
    page = line(face)
    choose(page, "Units sent back")
    press(face, "Settle it")
    face.wait(lambda: all(row.stray.title != "Units sent back" for row in shown(page)))
    assert not page.panel.isVisible()

    page.show_which.set_current(ALL)
    page.show_which.chosen.emit(ALL)
    choose(page, "Units sent back")
    assert page.table.view.rows.sheet().rows[0][3] == "Settled"


def test_only_one_kind_is_shown_when_it_is_asked_for(planned: World, open_face: Open) -> None:
    page = line(open_face())
    page.show_which.set_current("untaught")
    page.show_which.chosen.emit("untaught")

    assert [row.stray.title for row in shown(page)] == ["Units sent back"]


def test_an_owner_signs_off(planned: World, open_face: Open) -> None:
    face = open_face()
    line(face)
    assert "0 of 6 owners signed off" in seen(face)
    press(face, "Sign off")

    face.wait(lambda: "1 of 6 owners signed off" in seen(face))
    assert "signed off the review" in notice(face)


def test_one_goes_to_where_it_can_be_mended(planned: World, open_face: Open) -> None:
    face = open_face()
    page = line(face)
    choose(page, "Units sent back")
    press(face, "Go there")

    face.wait(lambda: isinstance(face.page, KeyResultPage))


def test_the_table_is_exported(planned: World, open_face: Open, tmp_path: Path) -> None:
    face = open_face()
    line(face)
    face.desk.file = tmp_path / "line.csv"
    press(face, "Export")

    face.wait(lambda: "Saved as line.csv" in notice(face))
    assert face.desk.usual == ["alignment.csv"]
    assert "Units sent back, Key result without a lesson" in (tmp_path / "line.csv").read_text()
