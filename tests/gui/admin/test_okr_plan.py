"""The plan of a cycle, written in the window of a real office."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from keystep.domain.okr import Cycle, Retrospective
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.okrs.closing_page import ClosingPage
from keystep.gui.admin.okrs.plan_page import PlanPage
from keystep.services.okr.closing import close
from keystep.services.okr.cycles import closing_of, current_cycle, cycle_of
from keystep.services.okr.files import load_okrs
from tests.conftest import World
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text, written_cycle
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import notice, press, seen

Open = Callable[..., Face]
KR, OBJECTIVE = "key result", "objective"


def planned(world: World, open_face: Open) -> Face:
    """The plan of a cycle with two key results."""
    load_okrs(world.office, written_cycle(world.root, cycle_text(RESPONSE_TIME, LAUNCH)))
    face = open_face()
    press(face, "Edit")
    face.wait(lambda: isinstance(face.page, PlanPage) and bool(face.page.rows.buttons))
    return face


def plan(face: Face) -> PlanPage:
    page = face.page
    assert isinstance(page, PlanPage)
    return page


def write(face: Face, **values: str) -> None:
    """Type into the panel that is shown."""
    panel = plan(face).panel
    assert panel is not None
    for key, text in values.items():
        edit = panel.form.lines[key].edit
        edit.clear()
        face.qtbot.keyClicks(edit, text)


def cycle(world: World) -> Cycle:
    found = current_cycle(world.office)
    assert found is not None
    return found


def test_a_cycle_is_written_from_nothing_with_objective_and_key_result(
    world: World, open_face: Open
) -> None:
    face = open_face()
    press(face, "Write the first cycle")
    face.wait(lambda: isinstance(face.page, PlanPage) and plan(face).panel is not None)
    write(face, title="Q4", start="2026-10-01", end="2026-12-31")
    press(face, "Begin it")
    face.wait(lambda: len(plan(face).rows.buttons) == 1)
    press(face, "Add an objective")
    write(face, title="Customers hear back fast", owner="Ruth")
    press(face, "Add it")
    face.wait(lambda: len(plan(face).rows.buttons) == 2)
    press(face, "Add a key result")
    write(face, title="Median response time", kpi="response", baseline="20", target="17,5")
    press(face, "Add it")
    face.wait(lambda: len(plan(face).rows.buttons) == 3)
    (objective,) = cycle(world).objectives
    (key_result,) = objective.key_results
    assert (key_result.id, key_result.target) == ("median-response-time", 17.5)
    assert (key_result.source, key_result.owner) == ("response", "Ruth")
    assert plan(face).current == (KR, "median-response-time")


def test_what_is_wrong_stands_below_its_field_and_nothing_is_saved(
    world: World, open_face: Open
) -> None:
    face = planned(world, open_face)
    plan(face).choose((KR, "response-time"))
    write(face, target="20", weight="much")
    press(face, "Save it")
    panel = plan(face).panel
    assert panel is not None
    assert panel.form.lines["weight"].edit.accessibleDescription() == "Write a number, 17.5 say."
    write(face, weight="2")
    press(face, "Save it")
    said = panel.form.lines["target"].edit.accessibleDescription()
    assert said == "Baseline and target are the same."
    assert cycle(world).key_result("response-time").target == 17


def test_a_saved_change_can_be_undone(world: World, open_face: Open) -> None:
    face = planned(world, open_face)
    plan(face).choose((KR, "response-time"))
    write(face, target="16")
    panel = plan(face).panel
    assert panel is not None
    face.qtbot.keyClick(panel.form.lines["target"].edit, Qt.Key.Key_Return)
    face.wait(lambda: "Saved: Median response time" in notice(face))
    assert cycle(world).key_result("response-time").target == 16
    ways = face.window.findChildren(QPushButton)
    next(way for way in ways if way.text() == "Undo").click()
    face.wait(lambda: "Undone" in notice(face))
    assert cycle(world).key_result("response-time").target == 17
    face.wait(lambda: plan(face).panel.form.lines["target"].text() == "17")


def test_what_was_typed_stays_while_another_row_is_looked_at(world: World, open_face: Open) -> None:
    face = planned(world, open_face)
    plan(face).choose((KR, "response-time"))
    write(face, owner="Ruth")
    plan(face).choose((KR, "launch"))
    rows = {button.row.key[1]: button.row.end for button in plan(face).rows.buttons}
    assert (rows["response-time"], rows["launch"]) == ("not saved yet", "")
    plan(face).choose((KR, "response-time"))
    assert plan(face).panel.form.lines["owner"].text() == "Ruth"
    press(face, "Leave it")
    assert plan(face).panel.form.lines["owner"].text() == ""
    assert not any(button.row.end == "not saved yet" for button in plan(face).rows.buttons)


def test_key_results_change_places_by_keys_and_go(world: World, open_face: Open) -> None:
    face = planned(world, open_face)
    plan(face).choose((KR, "launch"))
    face.qtbot.keyClick(plan(face), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    face.wait(lambda: next(cycle(world).key_results).id == "launch")
    face.wait(lambda: plan(face).rows.buttons[2].row.key == (KR, "launch"))
    plan(face).panel.dropped.emit()
    face.wait(lambda: len(plan(face).rows.buttons) == 3)
    assert [one.id for one in cycle(world).key_results] == ["response-time"]


def test_a_cycle_closes_carries_over_and_stays_to_be_looked_at(
    world: World, open_face: Open
) -> None:
    face = planned(world, open_face)
    press(face, "Close the cycle")
    face.wait(lambda: isinstance(face.page, ClosingPage) and "Looking back" in seen(face))
    press(face, "Close the cycle")
    face.wait(lambda: "Quarter is closed" in seen(face))
    assert closing_of(world.office, "q") is not None
    page = face.page
    assert isinstance(page, ClosingPage)
    page._boxes["launch"].click()
    page._carry.form.lines["title"].set_text("Next quarter")
    press(face, "Carry 1 key result over")
    face.wait(lambda: cycle(world).id == "next-quarter")
    assert [one.id for one in cycle(world).key_results] == ["launch"]
    face.wait(lambda: isinstance(face.page, BoardPage))
    board = face.page
    assert isinstance(board, BoardPage)
    face.wait(lambda: board.filters.cycle.current() == "next-quarter")
    board.filters.cycle.set_current("q")
    board.cycle_chosen.emit("q")
    face.wait(lambda: "Closed: its figures stay as they are." in seen(face))
    assert cycle(world).id == "next-quarter"


def test_a_closed_cycle_cannot_be_written(world: World, open_face: Open) -> None:
    load_okrs(world.office, written_cycle(world.root, cycle_text(RESPONSE_TIME)))
    close(world.office, "q", Retrospective(learned="Begin earlier"))
    face = open_face()
    press(face, "Edit")
    face.wait(lambda: isinstance(face.page, PlanPage) and bool(face.page.rows.buttons))
    plan(face).choose((KR, "response-time"))
    assert not plan(face).panel.form.isEnabled()
    assert not plan(face).panel.foot.isVisible()
    assert "This cycle is closed" in seen(face)
    assert cycle_of(world.office, "q").key_result("response-time") is not None
