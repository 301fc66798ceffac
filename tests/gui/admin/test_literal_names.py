"""A name that is markup is shown letter by letter, on every page of the admin face."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from keystep.gui.admin.board.events_page import EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.list_row import ListRow
from keystep.gui.admin.people.page import PeoplePage
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import click, press
from tests.gui.literal import NAME, marked, shows_the_name, taken_for_markup

Open = Callable[..., Face]


@pytest.mark.fault(49)
def test_names_are_shown_letter_by_letter(world: World, open_face: Open, tmp_path: Path) -> None:
    marked(world, tmp_path / "files")
    world.add_station(f"{NAME} 2", enrolled=False)
    face = open_face()
    told = set()
    for page in every_page(face):
        assert taken_for_markup(face.window) == [], page
        told |= {page} if shows_the_name(face.window) else set()
    assert {"key result", "stations", "a station", "people", "a person", "inbox"} <= told


def every_page(face: Face) -> Iterator[str]:
    """Leads from page to page and names the one that is shown."""
    board = face.page
    assert isinstance(board, BoardPage)
    parent = board.view.model().index(0, 0)
    row = board.view.model().index(0, 0, parent)
    assert NAME in str(row.data())
    yield "objectives"
    board.opened.emit("response-time")
    face.wait(lambda: isinstance(face.page, KeyResultPage))
    yield "key result"
    press(face, "Raw events")
    face.wait(lambda: isinstance(face.page, EventsPage) and face.page.table.model().rowCount() > 0)
    yield "events"
    for place, one in (("stations", "a station"), ("inbox", "one that waits")):
        face.navigator.go_to(place)
        face.wait(lambda: bool(face.page.findChildren(ListRow)))
        face.wait(lambda: not face.navigator.inbox.is_busy)
        yield place
        for row_ in (one for one in face.page.findChildren(ListRow) if one.isVisible()):
            face.qtbot.mouseClick(row_, Qt.MouseButton.LeftButton)
            yield one
    face.navigator.go_to("people")
    people = face.page
    assert isinstance(people, PeoplePage)
    face.wait(lambda: people.people.model().rowCount() > 0)
    yield "people"
    click(face, people.people, NAME)
    face.wait(lambda: shows_the_name(people.side))
    yield "a person"
