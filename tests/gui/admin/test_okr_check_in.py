"""Checking in, and the name of who does, in the window of a real office."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from keystep import settings
from keystep.domain.okr import Cycle, KrKind
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.inbox.watch_line import CheckBox
from keystep.gui.admin.okrs.check_in_page import CheckInPage
from keystep.services.okr.check_ins import check_ins
from keystep.services.okr.cycles import current_cycle
from keystep.services.okr.files import load_okrs
from tests.conftest import World
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text, written_cycle
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import press, seen

Open = Callable[..., Face]
BY_HAND = RESPONSE_TIME.replace('source = "response-time"', 'source = "check-ins"')


@pytest.fixture
def face(world: World, open_face: Open) -> Face:
    load_okrs(world.office, written_cycle(world.root, cycle_text(BY_HAND, LAUNCH)))
    settings.change(world.office.home, admin="Ruth Vogel")
    world.clock.move(days=8)
    return open_face()


def talking(face: Face) -> CheckInPage:
    page = face.page
    assert isinstance(page, CheckInPage)
    return page


def begin(face: Face) -> CheckInPage:
    press(face, "Check in")
    face.wait(lambda: isinstance(face.page, CheckInPage) and talking(face).panel is not None)
    return talking(face)


def cycle(world: World) -> Cycle:
    found = current_cycle(world.office)
    assert found is not None
    return found


def test_a_check_in_keeps_confidence_note_and_figure_and_goes_on_to_the_next(
    world: World, face: Face
) -> None:
    page = begin(face)
    page.rows.chosen.emit(("key result", "response-time"))
    form = page.panel.form
    form.confidence.choose(7)
    form.lines["value"].set_text("18.2")
    form.note.set_text("Night desk started late.")
    page.panel.save()
    face.wait(lambda: bool(check_ins(world.office, "response-time")))
    (said,) = check_ins(world.office, "response-time")
    assert (said.confidence, said.value, said.by) == (7, 18.2, "Ruth Vogel")
    face.wait(lambda: page.current == ("key result", "launch"))
    ends = [button.row.end for button in page.rows.buttons]
    assert ends[0].startswith("7 of 10")


def test_without_a_confidence_nothing_is_kept(world: World, face: Face) -> None:
    page = begin(face)
    page.rows.chosen.emit(("key result", "response-time"))
    page.panel.form.lines["value"].set_text("much")
    page.panel.save()
    assert "Say how sure you are, 1 to 10." in seen(face)
    assert "Write a number, 17.5 say." in seen(face)
    assert check_ins(world.office, "response-time") == ()


def test_milestones_are_ticked_at_a_check_in(world: World, face: Face) -> None:
    page = begin(face)
    page.rows.chosen.emit(("key result", "launch"))
    boxes = {box.text(): box for box in page.panel.form.findChildren(CheckBox)}
    assert boxes["Desks trained"].isChecked()
    boxes["Live"].click()
    page.panel.form.confidence.choose(9)
    page.panel.save()
    face.wait(lambda: all(one.done for one in cycle(world).key_result("launch").milestones))
    assert cycle(world).key_result("launch").kind is KrKind.MILESTONE


def test_a_key_result_shows_the_last_check_in_and_leads_there_and_back(
    world: World, face: Face
) -> None:
    face.navigator.board.open_key_result("response-time")
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    assert "Nobody has said yet how sure they are of it." in seen(face)
    page = begin(face)
    assert page.current == ("key result", "response-time")
    page.panel.form.confidence.choose(4)
    page.panel.form.note.set_text("We need two more hands.")
    page.panel.save()
    face.wait(lambda: bool(check_ins(world.office, "response-time")))
    press(face, "Objectives")
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    face.wait(lambda: "“We need two more hands.”" in seen(face))
    assert "Confidence 4 of 10" in seen(face)


def test_the_name_at_the_foot_is_changed_in_place(world: World, face: Face) -> None:
    foot = face.window.rail.owner
    assert foot.accessibleName() == "Ruth Vogel, Hartmann Tableware"
    face.qtbot.keyClick(foot, Qt.Key.Key_Space)
    name = face.navigator.own_name
    assert name.isVisible()
    name.field.set_text("  Jana   Novak ")
    face.qtbot.keyClick(name.field.edit, Qt.Key.Key_Return)
    face.wait(lambda: foot.accessibleName() == "Jana Novak, Hartmann Tableware")
    assert settings.load(world.office.home).admin == "Jana Novak"
    assert not name.isVisible()


def test_escape_leaves_the_name_as_it_was(world: World, face: Face) -> None:
    face.qtbot.mouseClick(face.window.rail.owner, Qt.MouseButton.LeftButton)
    name: QWidget = face.navigator.own_name
    face.navigator.own_name.field.set_text("Nobody")
    face.qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert not name.isVisible()
    assert settings.load(world.office.home).admin == "Ruth Vogel"
