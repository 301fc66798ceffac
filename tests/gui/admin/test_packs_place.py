"""The Packs place on a real office: by mouse and keys, with answers that travel."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from keystep import paths, settings
from keystep.domain.matters import Handling, Matter, Sort, Standing
from keystep.domain.ports import Learner
from keystep.gui.admin.packs.matter_panel import MatterPanel
from keystep.gui.admin.packs.model import MatterRow, PacksModel, Told
from keystep.gui.admin.packs.pack_panel import PackPanel
from keystep.gui.admin.packs.page import PacksPage, View
from keystep.gui.widgets.layout import COMPACT, NARROW, NORMAL
from keystep.gui.widgets.states import ErrorState
from keystep.services import office_answers, packs
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.services.voice import suggest_topic
from tests.conftest import World
from tests.gui.admin.conftest import NOW, Face
from tests.gui.admin.hands import notice, press, seen
from tests.takers import PACK

Open = Callable[..., Face]
MARKUP = "<b>Lifting</b> &amp; <img src=x>"


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


@pytest.fixture
def amara(world: World, van: Station) -> Learner:
    """She suggested a topic, and the office has heard."""
    learner = register(van, "Amara Osei", "Desk North")
    suggest_topic(van, learner.id, MARKUP)
    sync(van)
    import_share(world.office)
    return learner


@pytest.fixture
def face(open_face: Open, amara: Learner) -> Face:
    face = open_face()
    face.navigator.go_to("packs")
    face.wait(lambda: isinstance(face.page, PacksPage) and face.page.packs.isEnabled())
    face.wait(lambda: face.page.packs.table.view.rows.rowCount() > 0)
    return face


def first(face: Face) -> MatterRow:
    return face.page.queue.table.view.rows.row_at(0)


def open_first(face: Face) -> MatterPanel:
    face.page.queue.table.focus_first()
    face.qtbot.keyClick(face.page.queue.table.view, Qt.Key.Key_Return)
    return face.page.queue.findChild(MatterPanel)


def test_a_topic_is_answered_and_the_answer_undone(
    face: Face, van: Station, amara: Learner
) -> None:
    panel = open_first(face)
    assert not panel.answer.isEnabled(), "there is no answer yet"
    panel.text.set_text("There is one.")
    press(face, "Answer 1 person")
    face.wait(lambda: "Answered to 1 person" in notice(face))
    face.wait(lambda: face.page.queue.table.view.rows.rowCount() == 0)
    sync(van)
    assert [one.text for one in office_answers.unread(van, amara.id)] == ["There is one."]
    undo = next(way for way in face.window.findChildren(type(panel.answer)) if way.text() == "Undo")
    face.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    face.wait(lambda: face.page.queue.table.view.rows.rowCount() == 1)
    sync(van)
    assert office_answers.unread(van, amara.id) == ()


def test_what_learners_wrote_is_plain_text_without_their_name(face: Face) -> None:
    open_first(face)
    texts = [part for part in face.page.findChildren(QLabel) if MARKUP in part.text()]
    assert texts
    assert all(part.textFormat() is Qt.TextFormat.PlainText for part in texts)
    assert not any("Amara" in words for words in seen(face))


def test_names_are_told_to_whom_may_see_them(face: Face, world: World) -> None:
    settings.change(world.office.home, sees_names=True)
    panel = open_first(face)
    face.wait(lambda: "Amara Osei" in panel.names.text())


def test_taking_on_keeps_what_is_half_written(face: Face) -> None:
    panel = open_first(face)
    panel.text.set_text("Half an ans")
    press(face, "Take it on")
    face.wait(lambda: first(face).matter.standing is Standing.TAKEN)
    face.wait(lambda: face.page.queue.findChild(MatterPanel) is not panel)
    assert face.page.queue.findChild(MatterPanel).text.text() == "Half an ans"


def test_a_pack_is_published_and_looked_after(face: Face, world: World) -> None:
    schemas = paths.resources() / "schemas"
    file = packs.build(paths.lessons() / PACK, schemas, world.root)
    face.desk.file = file
    face.page.choose(View.PACKS)
    press(face, "Publish a pack")
    face.wait(lambda: "Published" in notice(face))
    face.wait(lambda: any(row.pack.published for row in rows_of(face)))
    face.page.open_pack(next(row for row in rows_of(face) if row.pack.published))
    panel = face.page.packs.findChild(PackPanel)
    panel.day.set_text("30.9.")
    press(face, "I have reviewed it")
    assert any("year, month and day" in words for words in seen(face))
    panel.owner.set_text("Ilse Brandt")
    press(face, "Save the owner")
    face.wait(lambda: any(row.pack.owner == "Ilse Brandt" for row in rows_of(face)))


def rows_of(face: Face) -> list[object]:
    rows = face.page.packs.table.view.rows
    return [rows.row_at(n) for n in range(rows.rowCount())]


def row(key: str, sort: Sort = Sort.SUGGESTED, handling: Handling | None = None) -> MatterRow:
    return MatterRow(Matter(key=key, sort=sort, people=2, handling=handling), Told(key, ""))


@pytest.fixture
def page(shown: Callable[..., PacksPage]) -> PacksPage:
    return shown(PacksPage(NOW))


def test_closed_matters_are_shown_when_asked_for(page: PacksPage) -> None:
    done = Handling(standing=Standing.DONE, by="Ilse", at=NOW.at, people=2)
    matters = [row("open"), row("sought", Sort.SOUGHT), row("closed", handling=done)]
    page.show_model(PacksModel(matters, [], [], NOW))
    shown = page.queue.table.view.rows
    assert shown.rowCount() == 2
    for key, expected in (("all", 3), ("sought", 1), ("flagged", 0)):
        page.queue.wanted.set_current(key)
        page.queue.wanted.chosen.emit(key)
        assert shown.rowCount() == expected


def test_where_there_is_no_room_one_thing_is_seen(page: PacksPage) -> None:
    page.show_model(PacksModel([row("a")], [], [], NOW))
    page.open_matter(row("a"))
    for layout, both in ((NORMAL, True), (NARROW, False)):
        page.arrange(layout)
        assert page.queue.table.isVisible() is both
        assert page.queue.side.isVisible()
    page.resize(800, 500)
    page.arrange(COMPACT)
    assert not page.queue.table.isVisible()


def test_what_is_gone_is_shown_no_more(page: PacksPage) -> None:
    page.show_model(PacksModel([row("a")], [], [], NOW))
    page.open_matter(row("a"))
    page.show_model(PacksModel([], [], [], NOW))
    assert page.queue.side.isHidden()


def test_what_cannot_be_read_is_told(page: PacksPage) -> None:
    page.show_fault("The database is damaged.")
    assert page.findChild(ErrorState) is not None
