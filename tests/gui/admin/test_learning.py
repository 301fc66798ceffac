"""The place Learning: paths, announcements and surveys asked for, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from keystep.domain.assigning import Announcement, Audience, WantedLevel, Whom
from keystep.gui.admin.learning.page import LearningPage
from keystep.gui.admin.window import LEARNING
from keystep.gui.admin.words import short_day
from keystep.services import importing
from keystep.services.assigning import editing
from keystep.services.catalogs import kept_catalog
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import notice, press, seen
from tests.gui.choosing import choose
from tests.takers import PACK, take_lesson

ASSIGNMENTS, ANNOUNCEMENTS, SURVEYS, GAP, NEWCOMERS = range(5)
TEAM = "Desk North"


@pytest.fixture
def hall(world: World) -> Station:
    return world.add_station("Hall 7")


@pytest.fixture
def face(world: World, hall: Station, open_face: Callable[..., Face]) -> Face:
    """Five people of one team are known; the place is open."""
    for name in ("Ana", "Ben", "Cy", "Dee", "Eli"):
        register(hall, name, TEAM)
    sync(hall)
    importing.import_share(world.office)
    opened = open_face()
    opened.navigator.go_to(LEARNING)
    opened.wait(place(opened).room.isVisible)
    return opened


def place(face: Face) -> LearningPage:
    page = face.page
    assert isinstance(page, LearningPage)
    return page


def go_to(face: Face, room: int) -> Any:
    """The room, once it shows what was read."""
    shown = place(face)
    shown.go_to(room)
    face.wait(shown.room.isVisible)
    return shown.room


def shown_rows(table: Any) -> list[tuple[str, ...]]:
    model = table.view.rows
    sheet = model.sheet()
    return [tuple(str(cell) for cell in row) for row in sheet.rows]


def write(face: Face, **lines: str) -> Any:
    form = place(face).room.form
    assert form is not None
    for key, text in lines.items():
        form.form.lines[key].set_text(text)
    return form


def saved(face: Face, form: Any) -> None:
    face.qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    face.wait(lambda: "Undo" in seen(face))


def test_a_path_is_assigned_heard_of_and_undone(face: Face, world: World, hall: Station) -> None:
    room, today = place(face).room, world.clock.now().local.date()
    assert "Nothing is assigned yet" in seen(face)
    press(face, "Assign a path")
    form = write(face, due="soon")
    face.qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert "Write a day as 2027-03-31." in seen(face)
    form.form.lines["due"].set_text(str(today - timedelta(days=1)))
    face.qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    face.wait(lambda: "That day is over. Choose a later one." in seen(face))
    form.form.lines["due"].set_text(str(today + timedelta(days=9)))
    saved(face, form)
    face.wait(lambda: len(shown_rows(room.every)) == 1)
    assert room.form is None
    (row,) = shown_rows(room.every)
    assert row[2:] == ("0.0", "0", "0")
    assert "The stations hear of it with their next sync." in notice(face)
    (wanted,) = editing.assignments(world.office)
    world.clock.move(minutes=1)
    sync(hall)
    catalog = kept_catalog(hall.home)
    assert catalog is not None
    assert catalog.assignments == (wanted,)
    room.open(wanted.id)
    assert shown_rows(room.teams)[0][0] == TEAM
    assert len(shown_rows(room.people)) == 5
    assert short_day(today + timedelta(days=9)) in str(room.people.view.rows.index(0, 2).data())
    undo = next(b for b in face.window.findChildren(QPushButton) if b.text() == "Undo")
    face.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    face.wait(lambda: editing.assignments(world.office) == ())
    face.wait(lambda: shown_rows(room.every) == [])


def test_a_form_asks_whom_it_is_for(face: Face, world: World) -> None:
    go_to(face, ANNOUNCEMENTS)
    press(face, "Set a focus")
    form = write(face, title="", text="A word.")
    whom = form.form.choices["whom"].filter
    for kind in (Whom.NEWCOMERS, Whom.PEOPLE, Whom.TEAMS):
        whom.set_current(kind)
        whom.chosen.emit(kind)
    face.qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    face.wait(lambda: "No team is named. Choose one at least." in seen(face))
    choose(form._audience.teams.way, TEAM)
    saved(face, form)
    (one,) = editing.announcements(world.office)
    assert one.audience == Audience(whom=Whom.TEAMS, teams=(TEAM,))
    assert one.is_focus
    assert one.title == form.choices.skills[0][1]
    room = place(face).room
    face.wait(lambda: len(shown_rows(room.every)) == 1)
    room.every.opened.emit(one)
    again = room.form
    assert again is not None
    assert isinstance(again.written(again.form.values()), Announcement)
    assert again.written(again.form.values()) == one
    press(face, "Take it back")
    face.wait(lambda: editing.announcements(world.office) == ())


def test_a_survey_is_asked_and_changed(face: Face, world: World) -> None:
    room = go_to(face, SURVEYS)
    press(face, "Make a survey")
    saved(face, write(face, title="Mood", questions="One?", ask2="Two?"))
    face.wait(lambda: len(shown_rows(room.every)) == 1)
    (survey,) = editing.surveys(world.office)
    assert [one.ask for one in survey.questions] == ["One?", "Two?"]
    face.wait(lambda: len(shown_rows(room.answers)) == 2)
    press(face, "Change “Mood”")
    form = room.form
    assert form is not None
    assert form.written(form.form.values()) == survey
    face.qtbot.mouseClick(
        next(b for b in form.findChildren(QPushButton) if b.text() == "Leave it"),
        Qt.MouseButton.LeftButton,
    )
    assert room.form is None


def test_gaps_and_newcomers_are_told(face: Face, world: World, hall: Station) -> None:
    for learner in hall.store.learners():
        take_lesson(hall, learner.id, "before-you-start")
    sync(hall)
    importing.import_share(world.office)
    room = go_to(face, GAP)
    face.wait(lambda: bool(shown_rows(room.rows)))
    first = room.rows.view.rows.row_at(0)
    assert (first.team, first.people, first.roster) == (TEAM, 5, 5)
    room.rows.opened.emit(first)
    saved(face, write(face, level="95"))
    (level,) = editing.wanted_levels(world.office)
    assert (level.level, level.team, level.pack) == (95, TEAM, PACK)
    assert isinstance(level, WantedLevel)
    room = go_to(face, NEWCOMERS)
    face.wait(lambda: "Too few to say" in seen(face))
    assert "5 newcomers are known" in " ".join(seen(face))


def test_a_form_is_shown_from_its_first_field_on(face: Face) -> None:
    room = go_to(face, SURVEYS)
    face.window.resize(1024, 600)
    room.focus_first()
    press(face, "Make a survey")
    QApplication.processEvents()
    first = write(face).form.lines["title"]
    assert first.visibleRegion().boundingRect() == first.rect()
